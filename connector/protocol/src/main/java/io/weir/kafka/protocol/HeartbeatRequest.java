package io.weir.kafka.protocol;

import io.weir.kafka.wire.MessageShape;
import io.weir.kafka.wire.Versions;
import io.weir.kafka.wire.Wire;
import org.jspecify.annotations.Nullable;

/** Says that a member of a classic group is alive, in the generation that it knows. */
public record HeartbeatRequest(
    String groupId, int generationId, String memberId, @Nullable String groupInstanceId) {

  public static final MessageShape<HeartbeatRequest> SHAPE =
      MessageShape.of(
          Versions.between(0, 4).flexibleFrom(4),
          new HeartbeatRequest("", 0, "", null),
          HeartbeatRequest::pass);

  private HeartbeatRequest pass(Wire wire) {
    return wire.end(
        new HeartbeatRequest(
            wire.string("groupId", groupId),
            wire.int32("generationId", generationId),
            wire.string("memberId", memberId),
            wire.since(3).nullableString("groupInstanceId", groupInstanceId)));
  }
}
