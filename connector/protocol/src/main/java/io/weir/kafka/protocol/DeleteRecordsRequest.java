package io.weir.kafka.protocol;

import io.weir.kafka.wire.MessageShape;
import io.weir.kafka.wire.Shape;
import io.weir.kafka.wire.Versions;
import io.weir.kafka.wire.Wire;
import java.util.List;

/** Deletes the oldest records of partitions, at their leaders (KIP-107). */
public record DeleteRecordsRequest(List<DeleteRecordsTopic> topics, int timeoutMs) {

  public static final MessageShape<DeleteRecordsRequest> SHAPE =
      MessageShape.of(
          Versions.between(0, 2).flexibleFrom(2),
          new DeleteRecordsRequest(List.of(), 0),
          DeleteRecordsRequest::pass);

  private DeleteRecordsRequest pass(Wire wire) {
    return wire.end(
        new DeleteRecordsRequest(
            wire.list("topics", DeleteRecordsTopic.SHAPE, topics),
            wire.int32("timeoutMs", timeoutMs)));
  }

  /** Partitions of one topic. */
  public record DeleteRecordsTopic(String name, List<DeleteRecordsPartition> partitions) {

    public static final Shape<DeleteRecordsTopic> SHAPE =
        Shape.of(new DeleteRecordsTopic("", List.of()), DeleteRecordsTopic::pass);

    private DeleteRecordsTopic pass(Wire wire) {
      return wire.end(
          new DeleteRecordsTopic(
              wire.string("name", name),
              wire.list("partitions", DeleteRecordsPartition.SHAPE, partitions)));
    }
  }

  /** The offset before which records are deleted; -1 means all up to the high watermark. */
  public record DeleteRecordsPartition(int partitionIndex, long offset) {

    public static final Shape<DeleteRecordsPartition> SHAPE =
        Shape.of(new DeleteRecordsPartition(0, 0), DeleteRecordsPartition::pass);

    private DeleteRecordsPartition pass(Wire wire) {
      return wire.end(
          new DeleteRecordsPartition(
              wire.int32("partitionIndex", partitionIndex), wire.int64("offset", offset)));
    }
  }
}
