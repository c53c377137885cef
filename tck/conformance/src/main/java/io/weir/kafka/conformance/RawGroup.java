package io.weir.kafka.conformance;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.weir.kafka.protocol.Apis;
import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.protocol.FindCoordinatorRequest;
import io.weir.kafka.protocol.HeartbeatRequest;
import io.weir.kafka.protocol.JoinGroupRequest;
import io.weir.kafka.protocol.JoinGroupRequest.JoinGroupRequestProtocol;
import io.weir.kafka.protocol.JoinGroupResponse;
import io.weir.kafka.protocol.LeaveGroupRequest;
import io.weir.kafka.protocol.LeaveGroupRequest.MemberIdentity;
import io.weir.kafka.protocol.LeaveGroupResponse;
import io.weir.kafka.protocol.OffsetCommitRequest;
import io.weir.kafka.protocol.OffsetCommitRequest.OffsetCommitRequestPartition;
import io.weir.kafka.protocol.OffsetCommitRequest.OffsetCommitRequestTopic;
import io.weir.kafka.protocol.OffsetFetchRequest;
import io.weir.kafka.protocol.OffsetFetchRequest.OffsetFetchRequestGroup;
import io.weir.kafka.protocol.RequestHeader;
import io.weir.kafka.protocol.SyncGroupRequest;
import io.weir.kafka.protocol.SyncGroupRequest.SyncGroupRequestAssignment;
import io.weir.kafka.protocol.SyncGroupResponse;
import io.weir.kafka.wire.Wire;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.Subscription;
import org.apache.kafka.clients.consumer.internals.ConsumerProtocol;
import org.jspecify.annotations.Nullable;

/**
 * A classic group as one broker has it, asked by hand-made requests. Answers are text without the
 * ids of members, to be noted as they are. Used by one thread.
 */
public final class RawGroup {
  private static final int FIND_COORDINATOR_VERSION = 3;
  private static final int JOIN_VERSION = 9;
  private static final int SYNC_VERSION = 5;
  private static final int HEARTBEAT_VERSION = 4;
  private static final int LEAVE_VERSION = 5;

  /** The last before topics come by their ids. */
  private static final int OFFSET_COMMIT_VERSION = 9;

  private static final int OFFSET_FETCH_VERSION = 9;
  private static final int REBALANCE_TIMEOUT_MS = 60_000;

  private final RawConnection connection;
  private final String group;

  RawGroup(RawConnection connection, String group) {
    this.connection = connection;
    this.group = group;
  }

  /**
   * Who asks.
   *
   * @param id empty as long as the coordinator has given none
   * @param instance null for a dynamic member
   */
  public record Member(String id, @Nullable String instance, int generation) {
    /** Who belongs to no group yet. */
    public static final Member NEW = new Member("", null, -1);

    /** A static member that belongs to no group yet (KIP-345). */
    public static Member newInstance(String instance) {
      return new Member("", instance, -1);
    }

    /** The same, as it believes to be in another generation. */
    public Member in(int otherGeneration) {
      return new Member(id, instance, otherGeneration);
    }

    /** The same by another id. */
    public Member called(String otherId) {
      return new Member(otherId, instance, generation);
    }

    /** The same as the instance of another name. */
    public Member as(@Nullable String otherInstance) {
      return new Member(id, otherInstance, generation);
    }
  }

  /** What a member offers when it joins. */
  public record Terms(int sessionTimeoutMs, String protocolType, List<String> protocols) {
    /** A consumer that assigns by range. */
    public static final Terms RANGE = new Terms(10_000, "consumer", List.of("range"));

    /** The same with another session timeout. */
    public Terms within(int otherSessionTimeoutMs) {
      return new Terms(otherSessionTimeoutMs, protocolType, protocols);
    }

    /** The same with other protocols, or none. */
    public Terms by(String otherType, String... otherProtocols) {
      return new Terms(sessionTimeoutMs, otherType, List.of(otherProtocols));
    }
  }

  /** What a join has come to: what to note of it, and who the member is from then on. */
  public record Joined(String told, Member member) {}

  /** Joins and waits for the answer. */
  public Joined join(Member member, Terms terms) {
    return joined(member, sendJoin(member, terms));
  }

  /** Joins and does not wait. */
  public RequestHeader sendJoin(Member member, Terms terms) {
    return connection.send(
        Apis.JOIN_GROUP,
        JOIN_VERSION,
        new JoinGroupRequest(
            group,
            terms.sessionTimeoutMs(),
            REBALANCE_TIMEOUT_MS,
            member.id(),
            member.instance(),
            terms.protocolType(),
            terms.protocols().stream()
                .map(name -> new JoinGroupRequestProtocol(name, subscription()))
                .toList(),
            null));
  }

  /** The answer to a join that was sent before: the error, or what the member is now. */
  public Joined joined(Member member, RequestHeader sent) {
    JoinGroupResponse answer = connection.answer(Apis.JOIN_GROUP, sent);
    Member now = new Member(answer.memberId(), member.instance(), answer.generationId());
    return new Joined(told(answer), now);
  }

  private static String told(JoinGroupResponse answer) {
    if (answer.error() != ErrorCode.NONE) {
      return "%s, generation %d, %s id, protocol %s of %s"
          .formatted(
              answer.error(),
              answer.generationId(),
              answer.memberId().isEmpty() ? "no" : "an",
              answer.protocolName(),
              answer.protocolType());
    }
    return "generation %d, %s, members %d, protocol %s of %s%s"
        .formatted(
            answer.generationId(),
            answer.leader().equals(answer.memberId()) ? "leader" : "follower",
            answer.members().size(),
            answer.protocolName(),
            answer.protocolType(),
            answer.skipAssignment() ? ", keeps the assignment" : "");
  }

  /** The error, or what the member is assigned, by one that gives itself this share. */
  public String sync(Member member, String share) {
    return sync(member, "range", share);
  }

  /** As {@link #sync(Member, String)}, by one that believes in this protocol. */
  public String sync(Member member, @Nullable String protocol, String share) {
    SyncGroupResponse answer =
        connection.ask(
            Apis.SYNC_GROUP,
            SYNC_VERSION,
            new SyncGroupRequest(
                group,
                member.generation(),
                member.id(),
                member.instance(),
                protocol == null ? null : "consumer",
                protocol,
                List.of(new SyncGroupRequestAssignment(member.id(), bytes(share)))));
    return answer.error() == ErrorCode.NONE
        ? answer.assignment().toString(StandardCharsets.UTF_8)
        : answer.error().toString();
  }

  /** The error or NONE. */
  public String heartbeat(Member member) {
    HeartbeatRequest request =
        new HeartbeatRequest(group, member.generation(), member.id(), member.instance());
    return ErrorCode.of(connection.ask(Apis.HEARTBEAT, HEARTBEAT_VERSION, request).errorCode())
        .toString();
  }

  /** The error of all, or those of each. */
  public String leave(Member... members) {
    List<MemberIdentity> leaving =
        Stream.of(members)
            .map(member -> new MemberIdentity(member.id(), member.instance(), null))
            .toList();
    LeaveGroupResponse answer =
        connection.ask(Apis.LEAVE_GROUP, LEAVE_VERSION, new LeaveGroupRequest(group, "", leaving));
    return answer.error() == ErrorCode.NONE
        ? answer.members().stream().map(each -> each.error()).toList().toString()
        : answer.error().toString();
  }

  /** The error or NONE of a commit for the first partition of the topic. */
  public String commit(Member member, String topic, String metadata) {
    return commit(OFFSET_COMMIT_VERSION, member, topic, metadata);
  }

  /** As {@link #commit(Member, String, String)}, by an older client. */
  public String commit(int version, Member member, String topic, String metadata) {
    OffsetCommitRequestPartition offset = new OffsetCommitRequestPartition(0, 1, -1, metadata);
    OffsetCommitRequest request =
        new OffsetCommitRequest(
            group,
            member.generation(),
            member.id(),
            member.instance(),
            -1,
            List.of(new OffsetCommitRequestTopic(topic, Wire.ZERO_UUID, List.of(offset))));
    return ErrorCode.of(
            connection
                .ask(Apis.OFFSET_COMMIT, version, request)
                .topics()
                .get(0)
                .partitions()
                .get(0)
                .errorCode())
        .toString();
  }

  /** The error, or the number of topics for which offsets are committed. */
  public String committed() {
    OffsetFetchRequestGroup all = new OffsetFetchRequestGroup(group, null, -1, null);
    var answer =
        connection
            .ask(
                Apis.OFFSET_FETCH,
                OFFSET_FETCH_VERSION,
                new OffsetFetchRequest("", List.of(), List.of(all), false))
            .groups()
            .get(0);
    return answer.error() == ErrorCode.NONE
        ? answer.topics().size() + " topics"
        : answer.error().toString();
  }

  /** The error or NONE of asking who coordinates the group. */
  public String findCoordinator() {
    FindCoordinatorRequest request = new FindCoordinatorRequest(group, (byte) 0, List.of());
    return ErrorCode.of(
            connection.ask(Apis.FIND_COORDINATOR, FIND_COORDINATOR_VERSION, request).errorCode())
        .toString();
  }

  /** To no topic; a coordinator of Kafka's reads what consumers say. */
  private static ByteBuf subscription() {
    Subscription nothing = new Subscription(List.of());
    return Unpooled.wrappedBuffer(ConsumerProtocol.serializeSubscription(nothing));
  }

  private static ByteBuf bytes(String text) {
    return Unpooled.copiedBuffer(text, StandardCharsets.UTF_8);
  }
}
