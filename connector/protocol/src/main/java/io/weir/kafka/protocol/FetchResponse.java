package io.weir.kafka.protocol;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.weir.kafka.wire.MessageShape;
import io.weir.kafka.wire.Shape;
import io.weir.kafka.wire.Versions;
import io.weir.kafka.wire.Wire;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The records that a {@link FetchRequest} asked for.
 *
 * <p>{@code sessionId} is 0 without a session. From version 16 a moved partition names its new
 * leader, and {@code nodeEndpoints} says where to find it (KIP-951).
 */
public record FetchResponse(
    int throttleTimeMs,
    short errorCode,
    int sessionId,
    List<FetchableTopicResponse> responses,
    List<NodeEndpoint> nodeEndpoints) {

  public static final MessageShape<FetchResponse> SHAPE =
      MessageShape.of(
          Versions.between(4, 18).flexibleFrom(12),
          new FetchResponse(0, (short) 0, 0, List.of(), List.of()),
          FetchResponse::pass);

  /** The error code as a row. */
  public ErrorCode error() {
    return ErrorCode.of(errorCode);
  }

  private FetchResponse pass(Wire wire) {
    return wire.end(
        new FetchResponse(
            wire.int32("throttleTimeMs", throttleTimeMs),
            wire.since(7).ignorable().int16("errorCode", errorCode),
            wire.since(7).int32("sessionId", sessionId),
            wire.list("responses", FetchableTopicResponse.SHAPE, responses),
            wire.since(16).tag(0).list("nodeEndpoints", NodeEndpoint.SHAPE, nodeEndpoints)));
  }

  /** The partitions of one topic, which goes by name up to version 12 and by id from 13. */
  public record FetchableTopicResponse(String topic, UUID topicId, List<PartitionData> partitions) {

    public static final Shape<FetchableTopicResponse> SHAPE =
        Shape.of(
            new FetchableTopicResponse("", Wire.ZERO_UUID, List.of()),
            FetchableTopicResponse::pass);

    private FetchableTopicResponse pass(Wire wire) {
      return wire.end(
          new FetchableTopicResponse(
              wire.until(12).ignorable().string("topic", topic),
              wire.since(13).ignorable().uuid("topicId", topicId),
              wire.list("partitions", PartitionData.SHAPE, partitions)));
    }
  }

  /**
   * The records of one partition.
   *
   * <p>{@code records} are whole batches, of which a consumer skips what lies before its offset;
   * they are spliced in and <em>retained</em> when written, and <em>borrowed</em> from the frame
   * when read. {@code abortedTransactions} is null unless the fetch reads committed records only.
   */
  public record PartitionData(
      int partitionIndex,
      short errorCode,
      long highWatermark,
      long lastStableOffset,
      long logStartOffset,
      @Nullable List<AbortedTransaction> abortedTransactions,
      int preferredReadReplica,
      @Nullable ByteBuf records,
      EpochEndOffset divergingEpoch,
      LeaderIdAndEpoch currentLeader,
      SnapshotId snapshotId) {

    public static final Shape<PartitionData> SHAPE =
        Shape.of(
            new PartitionData(
                0,
                (short) 0,
                0,
                /* lastStableOffset= */ -1,
                /* logStartOffset= */ -1,
                List.of(),
                /* preferredReadReplica= */ -1,
                null,
                EpochEndOffset.SHAPE.empty(),
                LeaderIdAndEpoch.SHAPE.empty(),
                SnapshotId.SHAPE.empty()),
            PartitionData::pass);

    /** Records up to the high watermark, without transactions. */
    public static PartitionData of(
        int partitionIndex, long highWatermark, long logStartOffset, @Nullable ByteBuf records) {
      return new PartitionData(
          partitionIndex,
          ErrorCode.NONE.code(),
          highWatermark,
          highWatermark,
          logStartOffset,
          null,
          -1,
          records,
          EpochEndOffset.SHAPE.empty(),
          LeaderIdAndEpoch.SHAPE.empty(),
          SnapshotId.SHAPE.empty());
    }

    /** No records, and why. */
    public static PartitionData refused(int partitionIndex, ErrorCode error) {
      return new PartitionData(
          partitionIndex,
          error.code(),
          -1,
          -1,
          -1,
          null,
          -1,
          Unpooled.EMPTY_BUFFER,
          EpochEndOffset.SHAPE.empty(),
          LeaderIdAndEpoch.SHAPE.empty(),
          SnapshotId.SHAPE.empty());
    }

    /** The error code as a row. */
    public ErrorCode error() {
      return ErrorCode.of(errorCode);
    }

    private PartitionData pass(Wire wire) {
      return wire.end(
          new PartitionData(
              wire.int32("partitionIndex", partitionIndex),
              wire.int16("errorCode", errorCode),
              wire.int64("highWatermark", highWatermark),
              wire.int64("lastStableOffset", lastStableOffset),
              wire.since(5).ignorable().int64("logStartOffset", logStartOffset),
              wire.nullableList(
                  "abortedTransactions", AbortedTransaction.SHAPE, abortedTransactions),
              wire.since(11).int32("preferredReadReplica", preferredReadReplica),
              wire.records("records", records),
              wire.since(12).tag(0).struct("divergingEpoch", EpochEndOffset.SHAPE, divergingEpoch),
              wire.since(12).tag(1).struct("currentLeader", LeaderIdAndEpoch.SHAPE, currentLeader),
              wire.since(12).tag(2).struct("snapshotId", SnapshotId.SHAPE, snapshotId)));
    }
  }

  /** An aborted transaction: records of the producer from this offset on do not count. */
  public record AbortedTransaction(long producerId, long firstOffset) {

    public static final Shape<AbortedTransaction> SHAPE =
        Shape.of(new AbortedTransaction(0, 0), AbortedTransaction::pass);

    private AbortedTransaction pass(Wire wire) {
      return wire.end(
          new AbortedTransaction(
              wire.int64("producerId", producerId), wire.int64("firstOffset", firstOffset)));
    }
  }

  /** Where the follower's log departs from the leader's; -1 if it does not (KIP-595). */
  public record EpochEndOffset(int epoch, long endOffset) {

    public static final Shape<EpochEndOffset> SHAPE =
        Shape.of(new EpochEndOffset(/* epoch= */ -1, /* endOffset= */ -1), EpochEndOffset::pass);

    private EpochEndOffset pass(Wire wire) {
      return wire.end(
          new EpochEndOffset(wire.int32("epoch", epoch), wire.int64("endOffset", endOffset)));
    }
  }

  /** The snapshot to load instead of records; -1 if there is none (KIP-630). */
  public record SnapshotId(long endOffset, int epoch) {

    public static final Shape<SnapshotId> SHAPE =
        Shape.of(new SnapshotId(/* endOffset= */ -1, /* epoch= */ -1), SnapshotId::pass);

    private SnapshotId pass(Wire wire) {
      return wire.end(
          new SnapshotId(wire.int64("endOffset", endOffset), wire.int32("epoch", epoch)));
    }
  }
}
