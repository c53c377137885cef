package io.weir.kafka.protocol;

import io.weir.kafka.wire.MessageShape;
import io.weir.kafka.wire.Shape;
import io.weir.kafka.wire.Versions;
import io.weir.kafka.wire.Wire;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The brokers of the cluster and the topics that were asked for.
 *
 * <p>From version 13 {@code errorCode} may tell the client to start again from its bootstrap
 * addresses (KIP-1102). Authorized operations are bit fields, {@code Integer.MIN_VALUE} if not
 * asked for.
 */
public record MetadataResponse(
    int throttleTimeMs,
    List<MetadataResponseBroker> brokers,
    @Nullable String clusterId,
    int controllerId,
    List<MetadataResponseTopic> topics,
    int clusterAuthorizedOperations,
    short errorCode) {

  public static final MessageShape<MetadataResponse> SHAPE =
      MessageShape.of(
          Versions.between(0, 13).flexibleFrom(9),
          new MetadataResponse(
              0,
              List.of(),
              null,
              /* controllerId= */ -1,
              List.of(),
              /* clusterAuthorizedOperations= */ Integer.MIN_VALUE,
              (short) 0),
          MetadataResponse::pass);

  /** The error code as a row. */
  public ErrorCode error() {
    return ErrorCode.of(errorCode);
  }

  private MetadataResponse pass(Wire wire) {
    return wire.end(
        new MetadataResponse(
            wire.since(3).ignorable().int32("throttleTimeMs", throttleTimeMs),
            wire.list("brokers", MetadataResponseBroker.SHAPE, brokers),
            wire.since(2).ignorable().nullableString("clusterId", clusterId),
            wire.since(1).ignorable().int32("controllerId", controllerId),
            wire.list("topics", MetadataResponseTopic.SHAPE, topics),
            wire.since(8)
                .until(10)
                .int32("clusterAuthorizedOperations", clusterAuthorizedOperations),
            wire.since(13).ignorable().int16("errorCode", errorCode)));
  }

  /** A broker, at the address that it advertises on the listener that was asked. */
  public record MetadataResponseBroker(int nodeId, String host, int port, @Nullable String rack) {

    public static final Shape<MetadataResponseBroker> SHAPE =
        Shape.of(new MetadataResponseBroker(0, "", 0, null), MetadataResponseBroker::pass);

    private MetadataResponseBroker pass(Wire wire) {
      return wire.end(
          new MetadataResponseBroker(
              wire.int32("nodeId", nodeId),
              wire.string("host", host),
              wire.int32("port", port),
              wire.since(1).ignorable().nullableString("rack", rack)));
    }
  }

  /** A topic; {@code name} is null only where an unknown id was asked for (from version 12). */
  public record MetadataResponseTopic(
      short errorCode,
      @Nullable String name,
      UUID topicId,
      boolean isInternal,
      List<MetadataResponsePartition> partitions,
      int topicAuthorizedOperations) {

    public static final Shape<MetadataResponseTopic> SHAPE =
        Shape.of(
            new MetadataResponseTopic(
                (short) 0,
                "",
                Wire.ZERO_UUID,
                false,
                List.of(),
                /* topicAuthorizedOperations= */ Integer.MIN_VALUE),
            MetadataResponseTopic::pass);

    /** The error code as a row. */
    public ErrorCode error() {
      return ErrorCode.of(errorCode);
    }

    private MetadataResponseTopic pass(Wire wire) {
      return wire.end(
          new MetadataResponseTopic(
              wire.int16("errorCode", errorCode),
              wire.nullableSince(12).nullableString("name", name),
              wire.since(10).ignorable().uuid("topicId", topicId),
              wire.since(1).ignorable().bool("isInternal", isInternal),
              wire.list("partitions", MetadataResponsePartition.SHAPE, partitions),
              wire.since(8).int32("topicAuthorizedOperations", topicAuthorizedOperations)));
    }
  }

  /** A partition; {@code leaderId} is -1 while there is no leader. */
  public record MetadataResponsePartition(
      short errorCode,
      int partitionIndex,
      int leaderId,
      int leaderEpoch,
      List<Integer> replicaNodes,
      List<Integer> isrNodes,
      List<Integer> offlineReplicas) {

    public static final Shape<MetadataResponsePartition> SHAPE =
        Shape.of(
            new MetadataResponsePartition(
                (short) 0, 0, 0, /* leaderEpoch= */ -1, List.of(), List.of(), List.of()),
            MetadataResponsePartition::pass);

    /** The error code as a row. */
    public ErrorCode error() {
      return ErrorCode.of(errorCode);
    }

    private MetadataResponsePartition pass(Wire wire) {
      return wire.end(
          new MetadataResponsePartition(
              wire.int16("errorCode", errorCode),
              wire.int32("partitionIndex", partitionIndex),
              wire.int32("leaderId", leaderId),
              wire.since(7).ignorable().int32("leaderEpoch", leaderEpoch),
              wire.int32List("replicaNodes", replicaNodes),
              wire.int32List("isrNodes", isrNodes),
              wire.since(5).ignorable().int32List("offlineReplicas", offlineReplicas)));
    }
  }
}
