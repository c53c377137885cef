package io.weir.kafka.testcluster.group;

import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.testcluster.group.JoinAnswer.JoinedMember;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One group as its coordinator remembers it: state, generation, members, committed offsets.
 *
 * <p>Owned by the core's thread. Only data and its invariants: what happens when lies in {@link
 * Joining}, {@link Rebalance}, {@link Syncing} and {@link Sessions}. The generation never falls,
 * grows with each rebalance that ends, and the state moves along the edges of {@link GroupState}
 * only. A group that has offsets and never had a member has no protocol type: a simple group.
 */
final class ClassicGroup {

  private final String id;
  private final Members members = new Members();
  private final OffsetTable offsets = new OffsetTable();

  /** All eight: owned by the core's thread. */
  private GroupState state = GroupState.EMPTY;

  private GroupState previous = GroupState.EMPTY;
  private long stateSinceMs;
  private int generation;
  private @Nullable String protocolType;
  private @Nullable String protocol;

  /** How long the first rebalance may still be put off, milliseconds. */
  private int delayLeftMs;

  private boolean joinedDuringDelay;

  /**
   * @param nowMs when the group came into being
   */
  ClassicGroup(String id, long nowMs) {
    this.id = id;
    this.stateSinceMs = nowMs;
  }

  /** The group that was written to the log: stable if it has members. */
  static ClassicGroup restored(String id, GroupSnapshot snapshot) {
    ClassicGroup group = new ClassicGroup(id, snapshot.stateSinceMs());
    group.generation = snapshot.generation();
    group.protocolType = snapshot.protocolType().isEmpty() ? null : snapshot.protocolType();
    group.protocol = snapshot.protocol();
    for (GroupSnapshot.MemberSnapshot member : snapshot.members()) {
      group.members.add(member.restored(snapshot));
    }
    if (snapshot.leader() != null && group.members.contains(snapshot.leader())) {
      group.members.lead(snapshot.leader());
    }
    group.state = group.members.isEmpty() ? GroupState.EMPTY : GroupState.STABLE;
    return group;
  }

  String id() {
    return id;
  }

  Members members() {
    return members;
  }

  OffsetTable offsets() {
    return offsets;
  }

  GroupState state() {
    return state;
  }

  boolean isIn(GroupState expected) {
    return state == expected;
  }

  /** When it entered its state, milliseconds since 1970. */
  long stateSinceMs() {
    return stateSinceMs;
  }

  int generation() {
    return generation;
  }

  /** Null for a simple group. */
  @Nullable String protocolType() {
    return protocolType;
  }

  /** What was voted for; null without members. */
  @Nullable String protocol() {
    return protocol;
  }

  /** Whether the first rebalance since the group was empty is under way. */
  boolean isFilling() {
    return state == GroupState.PREPARING_REBALANCE && previous == GroupState.EMPTY;
  }

  /**
   * @throws IllegalStateException if there is no such edge
   */
  void become(GroupState next, long nowMs) {
    if (!state.mayBecome(next)) {
      throw new IllegalStateException(
          "Group %s cannot go from %s to %s".formatted(id, state.text(), next.text()));
    }
    previous = state;
    state = next;
    stateSinceMs = nowMs;
  }

  /** Adds a member, which waits for the answer to its join. */
  void admit(Member member, Pending<JoinAnswer> answer) {
    if (members.isEmpty()) {
      protocolType = member.protocolType();
    }
    joinedDuringDelay |= isFilling();
    members.add(member);
    member.awaitJoin(answer);
  }

  /** Whether a member of that kind fits: an empty group takes any that says what it wants. */
  boolean supports(Join join) {
    if (state == GroupState.EMPTY) {
      return !join.protocolType().isEmpty() && !join.protocols().isEmpty();
    }
    return join.protocolType().equals(protocolType) && members.support(join.protocols());
  }

  /** Begins to count how long the first rebalance may be put off. */
  void startDelay(int mostMs) {
    delayLeftMs = mostMs;
    joinedDuringDelay = false;
  }

  /**
   * Puts the rebalance off once more if someone has joined meanwhile.
   *
   * @return for how long; 0 if it should begin
   */
  int extendDelay(int stepMs) {
    if (!joinedDuringDelay || delayLeftMs == 0) {
      return 0;
    }
    joinedDuringDelay = false;
    int step = Math.min(stepMs, delayLeftMs);
    delayLeftMs -= step;
    return step;
  }

  /** Ends a rebalance: a new generation that waits to be assigned, or an empty group. */
  void nextGeneration(long nowMs) {
    generation++;
    if (members.isEmpty()) {
      protocol = null;
      become(GroupState.EMPTY, nowMs);
    } else {
      protocol = members.elected();
      become(GroupState.COMPLETING_REBALANCE, nowMs);
    }
  }

  /** What a member is told that is in the current generation. */
  JoinAnswer joined(Member member) {
    return joined(member, members.isLeader(member.id()) ? forLeader() : List.of(), leader());
  }

  /** As {@link #joined(Member)}, with the members and the leader that the member is told. */
  JoinAnswer joined(Member member, List<JoinedMember> told, String leader) {
    return new JoinAnswer(
        ErrorCode.NONE, member.id(), generation, protocolType, protocol, leader, told, false);
  }

  /** The leader's id, empty if there is none. */
  String leader() {
    return Objects.requireNonNullElse(members.leader(), JoinAnswer.NO_LEADER);
  }

  /** All members with what they say for the protocol that was voted for. */
  List<JoinedMember> forLeader() {
    List<JoinedMember> all = new ArrayList<>(members.size());
    for (Member member : members.all()) {
      all.add(new JoinedMember(member.id(), member.instanceId(), member.metadata(protocol)));
    }
    return all;
  }

  /** Whether its members are consumers, whose subscriptions the coordinator can read. */
  boolean isOfConsumers() {
    return Subscriptions.PROTOCOL_TYPE.equals(protocolType);
  }

  /** Whether a member subscribes to the topic; true if that cannot be known. */
  boolean subscribesTo(String topic) {
    if (members.isEmpty()) {
      return false;
    }
    Set<String> topics = Subscriptions.topics(members.all(), protocol);
    return topics == null || topics.contains(topic);
  }
}
