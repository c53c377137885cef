package io.weir.kafka.protocol;

import io.weir.kafka.wire.MessageShape;
import io.weir.kafka.wire.Shape;
import io.weir.kafka.wire.Versions;
import io.weir.kafka.wire.Wire;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Asks for records, by consumers and by followers.
 *
 * <p>The broker answers when it has {@code minBytes} or after {@code maxWaitMs}. Topics go by name
 * up to version 12 and by id from version 13. A follower names itself in {@code replicaId}, from
 * version 15 in {@code replicaState}; a consumer leaves both at -1. {@code sessionId} 0 with {@code
 * sessionEpoch} -1 is a fetch without a session (KIP-227).
 */
public record FetchRequest(
    int replicaId,
    int maxWaitMs,
    int minBytes,
    int maxBytes,
    byte isolationLevel,
    int sessionId,
    int sessionEpoch,
    List<FetchTopic> topics,
    List<ForgottenTopic> forgottenTopicsData,
    String rackId,
    @Nullable String clusterId,
    ReplicaState replicaState) {

  public static final MessageShape<FetchRequest> SHAPE =
      MessageShape.of(
          Versions.between(4, 18).flexibleFrom(12),
          new FetchRequest(
              /* replicaId= */ -1,
              0,
              0,
              /* maxBytes= */ Integer.MAX_VALUE,
              (byte) 0,
              0,
              /* sessionEpoch= */ -1,
              List.of(),
              List.of(),
              "",
              null,
              ReplicaState.SHAPE.empty()),
          FetchRequest::pass);

  private FetchRequest pass(Wire wire) {
    return wire.end(
        new FetchRequest(
            wire.until(14).int32("replicaId", replicaId),
            wire.int32("maxWaitMs", maxWaitMs),
            wire.int32("minBytes", minBytes),
            wire.int32("maxBytes", maxBytes),
            wire.int8("isolationLevel", isolationLevel),
            wire.since(7).ignorable().int32("sessionId", sessionId),
            wire.since(7).ignorable().int32("sessionEpoch", sessionEpoch),
            wire.list("topics", FetchTopic.SHAPE, topics),
            wire.since(7).list("forgottenTopicsData", ForgottenTopic.SHAPE, forgottenTopicsData),
            wire.since(11).ignorable().string("rackId", rackId),
            wire.since(12).ignorable().tag(0).nullableString("clusterId", clusterId),
            wire.since(15).tag(1).struct("replicaState", ReplicaState.SHAPE, replicaState)));
  }

  /** What to fetch of one topic. */
  public record FetchTopic(String topic, UUID topicId, List<FetchPartition> partitions) {

    public static final Shape<FetchTopic> SHAPE =
        Shape.of(new FetchTopic("", Wire.ZERO_UUID, List.of()), FetchTopic::pass);

    private FetchTopic pass(Wire wire) {
      return wire.end(
          new FetchTopic(
              wire.until(12).ignorable().string("topic", topic),
              wire.since(13).ignorable().uuid("topicId", topicId),
              wire.list("partitions", FetchPartition.SHAPE, partitions)));
    }
  }

  /**
   * Where to read one partition, and how much.
   *
   * <p>{@code currentLeaderEpoch} of -1 skips the check whether client and broker agree on the
   * leader (KIP-320); {@code logStartOffset} is the follower's own, -1 for consumers.
   */
  public record FetchPartition(
      int partition,
      int currentLeaderEpoch,
      long fetchOffset,
      int lastFetchedEpoch,
      long logStartOffset,
      int partitionMaxBytes,
      UUID replicaDirectoryId,
      long highWatermark) {

    public static final Shape<FetchPartition> SHAPE =
        Shape.of(
            new FetchPartition(
                0,
                /* currentLeaderEpoch= */ -1,
                0,
                /* lastFetchedEpoch= */ -1,
                /* logStartOffset= */ -1,
                0,
                Wire.ZERO_UUID,
                /* highWatermark= */ Long.MAX_VALUE),
            FetchPartition::pass);

    /** A consumer's fetch from an offset, without checks of epochs. */
    public static FetchPartition from(int partition, long fetchOffset, int partitionMaxBytes) {
      FetchPartition none = SHAPE.empty();
      return new FetchPartition(
          partition,
          none.currentLeaderEpoch,
          fetchOffset,
          none.lastFetchedEpoch,
          none.logStartOffset,
          partitionMaxBytes,
          none.replicaDirectoryId,
          none.highWatermark);
    }

    private FetchPartition pass(Wire wire) {
      return wire.end(
          new FetchPartition(
              wire.int32("partition", partition),
              wire.since(9).ignorable().int32("currentLeaderEpoch", currentLeaderEpoch),
              wire.int64("fetchOffset", fetchOffset),
              wire.since(12).int32("lastFetchedEpoch", lastFetchedEpoch),
              wire.since(5).ignorable().int64("logStartOffset", logStartOffset),
              wire.int32("partitionMaxBytes", partitionMaxBytes),
              wire.since(17).ignorable().tag(0).uuid("replicaDirectoryId", replicaDirectoryId),
              wire.since(18).ignorable().tag(1).int64("highWatermark", highWatermark)));
    }
  }

  /** Partitions that an incremental session is to leave out from now on. */
  public record ForgottenTopic(String topic, UUID topicId, List<Integer> partitions) {

    public static final Shape<ForgottenTopic> SHAPE =
        Shape.of(new ForgottenTopic("", Wire.ZERO_UUID, List.of()), ForgottenTopic::pass);

    private ForgottenTopic pass(Wire wire) {
      return wire.end(
          new ForgottenTopic(
              wire.until(12).ignorable().string("topic", topic),
              wire.since(13).ignorable().uuid("topicId", topicId),
              wire.int32List("partitions", partitions)));
    }
  }

  /** Which broker fetches as a follower, in which of its lives; -1 for consumers (KIP-903). */
  public record ReplicaState(int replicaId, long replicaEpoch) {

    public static final Shape<ReplicaState> SHAPE =
        Shape.of(new ReplicaState(/* replicaId= */ -1, /* replicaEpoch= */ -1), ReplicaState::pass);

    private ReplicaState pass(Wire wire) {
      return wire.end(
          new ReplicaState(
              wire.int32("replicaId", replicaId), wire.int64("replicaEpoch", replicaEpoch)));
    }
  }
}
