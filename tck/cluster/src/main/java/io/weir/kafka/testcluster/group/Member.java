package io.weir.kafka.testcluster.group;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One member of a group, and the answers that it waits for.
 *
 * <p>Owned by the core's thread. It waits for one answer to a Join and one to a Sync at most: a
 * repeated request takes the place of the one before, whose connection has been given up.
 */
final class Member {

  private final String id;
  private final @Nullable String instanceId;
  private final Join.Client client;
  private final String protocolType;

  /** All seven: owned by the core's thread. */
  private int sessionTimeoutMs;

  private int rebalanceTimeoutMs;
  private List<Protocol> protocols;
  private ByteBuf assignment = Unpooled.EMPTY_BUFFER;
  private @Nullable Pending<JoinAnswer> joining;
  private @Nullable Pending<SyncAnswer> syncing;
  private Age age = Age.SETTLED;

  /** Whether the member has ever been in a generation. */
  enum Age {
    NEW,
    SETTLED
  }

  Member(String id, Join join) {
    this.id = id;
    this.instanceId = join.caller().instanceId();
    this.client = join.client();
    this.protocolType = join.protocolType();
    this.sessionTimeoutMs = join.sessionTimeoutMs();
    this.rebalanceTimeoutMs = join.rebalanceTimeoutMs();
    this.protocols = join.protocols();
  }

  /** The same member under another id, with its assignment, waiting for nothing. */
  Member renamed(String newId) {
    Join same =
        new Join(
            "",
            new Caller(newId, instanceId),
            client,
            sessionTimeoutMs,
            rebalanceTimeoutMs,
            protocolType,
            protocols,
            Join.Manner.DIRECT);
    Member renamed = new Member(newId, same);
    renamed.assignment = assignment;
    return renamed;
  }

  String id() {
    return id;
  }

  @Nullable String instanceId() {
    return instanceId;
  }

  boolean isStatic() {
    return instanceId != null;
  }

  Join.Client client() {
    return client;
  }

  String protocolType() {
    return protocolType;
  }

  int sessionTimeoutMs() {
    return sessionTimeoutMs;
  }

  int rebalanceTimeoutMs() {
    return rebalanceTimeoutMs;
  }

  List<Protocol> protocols() {
    return protocols;
  }

  ByteBuf assignment() {
    return assignment;
  }

  void assign(ByteBuf newAssignment) {
    assignment = newAssignment;
  }

  /** Takes over what the member says of itself when it joins again. */
  void update(Terms terms) {
    sessionTimeoutMs = terms.sessionTimeoutMs;
    rebalanceTimeoutMs = terms.rebalanceTimeoutMs;
    protocols = terms.protocols;
  }

  Terms terms() {
    return new Terms(sessionTimeoutMs, rebalanceTimeoutMs, protocols);
  }

  void markNew() {
    age = Age.NEW;
  }

  void settle() {
    age = Age.SETTLED;
  }

  boolean isJoining() {
    return joining != null;
  }

  void awaitJoin(Pending<JoinAnswer> answer) {
    joining = answer;
  }

  /** Harmless if it does not wait. */
  void answerJoin(JoinAnswer answer) {
    Pending<JoinAnswer> waiting = joining;
    joining = null;
    if (waiting != null) {
      waiting.complete(answer);
    }
  }

  void awaitSync(Pending<SyncAnswer> answer) {
    syncing = answer;
  }

  /** Whether it waited; else nothing happens. */
  boolean answerSync(SyncAnswer answer) {
    Pending<SyncAnswer> waiting = syncing;
    syncing = null;
    if (waiting != null) {
      waiting.complete(answer);
    }
    return waiting != null;
  }

  /**
   * Whether a session that has run out does not count: one who waits for the group cannot send
   * heartbeats. A new member is lost all the same, as its client may be gone.
   */
  boolean isExcused() {
    return age == Age.SETTLED && (joining != null || syncing != null);
  }

  /** Whether it offers the same protocols in the same order, with the same metadata. */
  boolean offers(List<Protocol> others) {
    return protocols.equals(others);
  }

  boolean supports(String protocol) {
    return protocols.stream().anyMatch(each -> each.name().equals(protocol));
  }

  /** What it says for the protocol; empty if it does not support it. */
  ByteBuf metadata(@Nullable String protocol) {
    return protocols.stream()
        .filter(each -> each.name().equals(protocol))
        .map(Protocol::metadata)
        .findFirst()
        .orElse(Unpooled.EMPTY_BUFFER);
  }

  /** The protocol that it prefers among those that all support. */
  String vote(Set<String> candidates) {
    return protocols.stream()
        .map(Protocol::name)
        .filter(candidates::contains)
        .findFirst()
        .orElseThrow(
            () -> new IllegalStateException("Member " + id + " supports none of " + candidates));
  }

  /** What a member may change when it joins again. */
  record Terms(int sessionTimeoutMs, int rebalanceTimeoutMs, List<Protocol> protocols) {
    static Terms of(Join join) {
      return new Terms(join.sessionTimeoutMs(), join.rebalanceTimeoutMs(), join.protocols());
    }
  }
}
