package io.weir.kafka.protocol;

import io.netty.buffer.ByteBuf;
import io.weir.kafka.wire.MessageShape;
import io.weir.kafka.wire.Shape;
import io.weir.kafka.wire.Versions;
import io.weir.kafka.wire.Wire;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Record batches for the partitions that a broker leads.
 *
 * <p>{@code acks} is -1 (all in-sync replicas), 0 (no answer at all) or 1 (the leader). Topics go
 * by name up to version 12 and by id from version 13 (KIP-516). Zstandard needs version 7
 * (KIP-110); version 12 adds the partition to the transaction (KIP-890).
 *
 * <p>Records are at least one batch; they are spliced in and <em>retained</em> when written, and
 * <em>borrowed</em> from the frame when read.
 */
public record ProduceRequest(
    @Nullable String transactionalId, short acks, int timeoutMs, List<TopicProduceData> topicData) {

  public static final MessageShape<ProduceRequest> SHAPE =
      MessageShape.of(
          Versions.between(3, 13).flexibleFrom(9),
          new ProduceRequest(null, (short) 0, 0, List.of()),
          ProduceRequest::pass);

  private ProduceRequest pass(Wire wire) {
    return wire.end(
        new ProduceRequest(
            wire.nullableString("transactionalId", transactionalId),
            wire.int16("acks", acks),
            wire.int32("timeoutMs", timeoutMs),
            wire.list("topicData", TopicProduceData.SHAPE, topicData)));
  }

  /** What goes to one topic. */
  public record TopicProduceData(
      String name, UUID topicId, List<PartitionProduceData> partitionData) {

    public static final Shape<TopicProduceData> SHAPE =
        Shape.of(new TopicProduceData("", Wire.ZERO_UUID, List.of()), TopicProduceData::pass);

    private TopicProduceData pass(Wire wire) {
      return wire.end(
          new TopicProduceData(
              wire.until(12).ignorable().string("name", name),
              wire.since(13).ignorable().uuid("topicId", topicId),
              wire.list("partitionData", PartitionProduceData.SHAPE, partitionData)));
    }
  }

  /** What goes to one partition; see the message for the ownership of {@code records}. */
  public record PartitionProduceData(int index, @Nullable ByteBuf records) {

    public static final Shape<PartitionProduceData> SHAPE =
        Shape.of(new PartitionProduceData(0, null), PartitionProduceData::pass);

    private PartitionProduceData pass(Wire wire) {
      return wire.end(
          new PartitionProduceData(wire.int32("index", index), wire.records("records", records)));
    }
  }
}
