package io.weir.kafka.testcluster.group;

import io.weir.kafka.wire.MessageShape;
import io.weir.kafka.wire.Versions;
import io.weir.kafka.wire.Wire;
import java.util.UUID;

/** A committed offset as it is stored. */
record OffsetCommitValue(
    long offset,
    int leaderEpoch,
    String metadata,
    long commitTimestamp,
    long expireTimestamp,
    UUID topicId) {

  static final MessageShape<OffsetCommitValue> SHAPE =
      MessageShape.of(
          Versions.between(0, 4).flexibleFrom(4),
          new OffsetCommitValue(
              0, /* leaderEpoch= */ -1, "", 0, /* expireTimestamp= */ -1, Wire.ZERO_UUID),
          OffsetCommitValue::pass);

  static OffsetCommitValue of(CommittedOffset offset) {
    return new OffsetCommitValue(
        offset.offset(),
        offset.leaderEpoch(),
        offset.metadata(),
        offset.committedAtMs(),
        offset.expiresAtMs(),
        offset.topicId());
  }

  CommittedOffset restored() {
    return new CommittedOffset(
        offset, leaderEpoch, metadata, commitTimestamp, expireTimestamp, topicId);
  }

  private OffsetCommitValue pass(Wire wire) {
    return wire.end(
        new OffsetCommitValue(
            wire.int64("offset", offset),
            wire.since(3).ignorable().int32("leaderEpoch", leaderEpoch),
            wire.string("metadata", metadata),
            wire.int64("commitTimestamp", commitTimestamp),
            wire.since(1).until(1).ignorable().int64("expireTimestamp", expireTimestamp),
            wire.since(4).ignorable().tag(0).uuid("topicId", topicId)));
  }
}
