package io.weir.kafka.testcluster.request;

import io.weir.kafka.protocol.Api;
import io.weir.kafka.protocol.Apis;
import io.weir.kafka.protocol.JoinGroupRequest;
import io.weir.kafka.protocol.JoinGroupResponse;
import io.weir.kafka.protocol.JoinGroupResponse.JoinGroupResponseMember;
import io.weir.kafka.testcluster.group.Caller;
import io.weir.kafka.testcluster.group.Join;
import io.weir.kafka.testcluster.group.Join.Manner;
import io.weir.kafka.testcluster.group.JoinAnswer;
import io.weir.kafka.testcluster.group.Pending;
import io.weir.kafka.testcluster.group.Protocol;
import java.util.List;
import java.util.Objects;

/**
 * JoinGroup (11), versions 0-9.
 *
 * <p>Waits until all members have joined or the rebalance has taken too long, and answers the new
 * generation, to the leader with all members. A dynamic member without id is sent back with one
 * (MEMBER_ID_REQUIRED, from version 4); from version 9 a static leader that comes back is told to
 * keep the assignment.
 *
 * <p>Left out: the client's host, which is always told as that of this machine; groups of the newer
 * protocol (KIP-848) and moves between the two.
 */
public final class JoinGroupHandler implements RequestHandler<JoinGroupRequest, JoinGroupResponse> {

  /** As Kafka writes the address of a client. */
  private static final String HOST = "/127.0.0.1";

  private static final int FIRST_WITH_REBALANCE_TIMEOUT = 1;
  private static final int FIRST_WITH_ID_FIRST = 4;
  private static final int FIRST_WITH_NULL_PROTOCOL = 7;
  private static final int FIRST_WITH_SKIPPING = 9;

  @Override
  public Api<JoinGroupRequest, JoinGroupResponse> api() {
    return Apis.JOIN_GROUP;
  }

  @Override
  public Outcome<JoinGroupResponse> handle(JoinGroupRequest request, RequestContext context) {
    Pending<JoinAnswer> pending =
        context.broker().groups().join(join(request, context), context.nowMs());
    return new GroupAnswers<>(
            List.of(pending), () -> response(pending.answer().orElseThrow(), context.version()))
        .outcome();
  }

  private static Join join(JoinGroupRequest request, RequestContext context) {
    boolean says = context.version() >= FIRST_WITH_REBALANCE_TIMEOUT;
    return new Join(
        request.groupId(),
        new Caller(request.memberId(), request.groupInstanceId()),
        new Join.Client(context.clientId(), HOST),
        request.sessionTimeoutMs(),
        says ? request.rebalanceTimeoutMs() : request.sessionTimeoutMs(),
        request.protocolType(),
        request.protocols().stream()
            .map(each -> new Protocol(each.name(), each.metadata()))
            .toList(),
        manner(context.version()));
  }

  private static Manner manner(int version) {
    if (version >= FIRST_WITH_SKIPPING) {
      return Manner.MAY_SKIP_ASSIGNMENT;
    }
    return version >= FIRST_WITH_ID_FIRST ? Manner.ID_FIRST : Manner.DIRECT;
  }

  private static JoinGroupResponse response(JoinAnswer answer, int version) {
    String protocol =
        version >= FIRST_WITH_NULL_PROTOCOL
            ? answer.protocol()
            : Objects.requireNonNullElse(answer.protocol(), "");
    return new JoinGroupResponse(
        0,
        answer.error().code(),
        answer.generation(),
        answer.protocolType(),
        protocol,
        answer.leader(),
        answer.assignmentSkipped(),
        answer.memberId(),
        answer.members().stream()
            .map(
                each ->
                    new JoinGroupResponseMember(
                        each.memberId(), each.instanceId(), each.metadata()))
            .toList());
  }
}
