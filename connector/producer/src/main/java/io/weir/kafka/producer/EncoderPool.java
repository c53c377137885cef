package io.weir.kafka.producer;

import io.weir.kafka.partition.PartitionQuery;
import io.weir.kafka.serialize.RecordEncoder;
import java.util.Queue;
import java.util.function.Supplier;
import org.jctools.queues.MpmcArrayQueue;

/**
 * Hands each sending thread an encoder for the time of one record. As many are kept as usually send
 * at once; more are made when needed and dropped afterwards.
 */
final class EncoderPool {

  private static final int KEPT = 16;

  /** What one record is encoded and placed with; owned by one thread at a time. */
  record Desk(RecordEncoder encoder, PartitionQuery query) {}

  private final Queue<Desk> idle = new MpmcArrayQueue<>(KEPT);
  private final Supplier<RecordEncoder> newEncoder;

  EncoderPool(Supplier<RecordEncoder> newEncoder) {
    this.newEncoder = newEncoder;
  }

  Desk take() {
    Desk desk = idle.poll();
    return desk != null ? desk : new Desk(newEncoder.get(), new PartitionQuery());
  }

  /** Takes the desk back; it keeps nothing of the user's. */
  void give(Desk desk) {
    desk.encoder().clear();
    desk.query().reset(PartitionQuery.ANY, 0);
    idle.offer(desk);
  }
}
