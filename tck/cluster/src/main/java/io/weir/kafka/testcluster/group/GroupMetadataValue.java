package io.weir.kafka.testcluster.group;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.weir.kafka.testcluster.group.GroupSnapshot.MemberSnapshot;
import io.weir.kafka.wire.MessageShape;
import io.weir.kafka.wire.Shape;
import io.weir.kafka.wire.Versions;
import io.weir.kafka.wire.Wire;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A group as it is stored. */
record GroupMetadataValue(
    String protocolType,
    int generation,
    @Nullable String protocol,
    @Nullable String leader,
    long currentStateTimestamp,
    List<MemberMetadata> members) {

  static final MessageShape<GroupMetadataValue> SHAPE =
      MessageShape.of(
          Versions.between(0, 4).flexibleFrom(4),
          new GroupMetadataValue("", 0, "", "", /* currentStateTimestamp= */ -1, List.of()),
          GroupMetadataValue::pass);

  static GroupMetadataValue of(GroupSnapshot group) {
    return new GroupMetadataValue(
        group.protocolType(),
        group.generation(),
        group.protocol(),
        group.leader(),
        group.stateSinceMs(),
        group.members().stream().map(MemberMetadata::of).toList());
  }

  GroupSnapshot restored() {
    return new GroupSnapshot(
        protocolType,
        generation,
        protocol,
        leader,
        currentStateTimestamp,
        members.stream().map(MemberMetadata::restored).toList());
  }

  private GroupMetadataValue pass(Wire wire) {
    return wire.end(
        new GroupMetadataValue(
            wire.string("protocolType", protocolType),
            wire.int32("generation", generation),
            wire.nullableString("protocol", protocol),
            wire.nullableString("leader", leader),
            wire.since(2).ignorable().int64("currentStateTimestamp", currentStateTimestamp),
            wire.list("members", MemberMetadata.SHAPE, members)));
  }

  /** One member. */
  record MemberMetadata(
      String memberId,
      @Nullable String groupInstanceId,
      String clientId,
      String clientHost,
      int rebalanceTimeout,
      int sessionTimeout,
      ByteBuf subscription,
      ByteBuf assignment) {

    static final Shape<MemberMetadata> SHAPE =
        Shape.of(
            new MemberMetadata(
                "", null, "", "", 0, 0, Unpooled.EMPTY_BUFFER, Unpooled.EMPTY_BUFFER),
            MemberMetadata::pass);

    private static MemberMetadata of(MemberSnapshot member) {
      return new MemberMetadata(
          member.memberId(),
          member.instanceId(),
          member.client().id(),
          member.client().host(),
          member.rebalanceTimeoutMs(),
          member.sessionTimeoutMs(),
          member.subscription(),
          member.assignment());
    }

    private MemberSnapshot restored() {
      return new MemberSnapshot(
          memberId,
          groupInstanceId,
          new Join.Client(clientId, clientHost),
          rebalanceTimeout,
          sessionTimeout,
          subscription,
          assignment);
    }

    private MemberMetadata pass(Wire wire) {
      return wire.end(
          new MemberMetadata(
              wire.string("memberId", memberId),
              wire.since(3).ignorable().nullableString("groupInstanceId", groupInstanceId),
              wire.string("clientId", clientId),
              wire.string("clientHost", clientHost),
              wire.since(1).ignorable().int32("rebalanceTimeout", rebalanceTimeout),
              wire.int32("sessionTimeout", sessionTimeout),
              wire.bytes("subscription", subscription),
              wire.bytes("assignment", assignment)));
    }
  }
}
