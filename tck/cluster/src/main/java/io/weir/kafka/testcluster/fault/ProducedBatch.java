package io.weir.kafka.testcluster.fault;

import io.netty.buffer.ByteBuf;
import io.weir.kafka.protocol.ProduceRequest;
import io.weir.kafka.protocol.ProduceRequest.PartitionProduceData;
import io.weir.kafka.protocol.ProduceRequest.TopicProduceData;
import io.weir.kafka.record.CorruptRecordException;
import io.weir.kafka.record.RecordBatchView;
import io.weir.kafka.testcluster.message.NamedPart;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a produce request brought for one partition.
 *
 * @param bytes of the records, compressed as they came
 * @param records how many, -1 if the bytes are no batch
 * @param producer who sent it; {@link Producer#NONE} without idempotence
 */
public record ProducedBatch(NamedPart part, int bytes, int records, Producer producer) {

  /** An idempotent producer's identity, and the sequence of its batch. */
  public record Producer(long id, short epoch, int baseSequence) {

    public static final Producer NONE = new Producer(-1, (short) -1, -1);

    @Override
    public String toString() {
      return "producer %d epoch %d sequence %d".formatted(id, epoch, baseSequence);
    }
  }

  /**
   * @param parts those of the request, in its order
   */
  static List<ProducedBatch> allIn(ProduceRequest request, List<NamedPart> parts) {
    Iterator<NamedPart> next = parts.iterator();
    List<ProducedBatch> batches = new ArrayList<>(parts.size());
    for (TopicProduceData topic : request.topicData()) {
      for (PartitionProduceData data : topic.partitionData()) {
        batches.add(of(next.next(), data.records()));
      }
    }
    return batches;
  }

  private static ProducedBatch of(NamedPart part, @Nullable ByteBuf records) {
    if (records == null) {
      return new ProducedBatch(part, 0, -1, Producer.NONE);
    }
    try {
      RecordBatchView batch = RecordBatchView.at(records, records.readerIndex());
      Producer producer =
          new Producer(batch.producerId(), batch.producerEpoch(), batch.baseSequence());
      return new ProducedBatch(part, records.readableBytes(), batch.recordCount(), producer);
    } catch (CorruptRecordException e) {
      return new ProducedBatch(part, records.readableBytes(), -1, Producer.NONE);
    }
  }

  /** Such as {@code orders-0 (3 records, 120 bytes, producer 7 epoch 0 sequence 42)}. */
  @Override
  public String toString() {
    String count = records < 0 ? "no batch" : records + (records == 1 ? " record" : " records");
    String who = producer.id() < 0 ? "" : ", " + producer;
    return "%s (%s, %d bytes%s)".formatted(part, count, bytes, who);
  }
}
