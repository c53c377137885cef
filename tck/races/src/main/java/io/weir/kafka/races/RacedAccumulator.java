package io.weir.kafka.races;

import io.netty.buffer.UnpooledByteBufAllocator;
import io.weir.kafka.api.Persistence;
import io.weir.kafka.api.ProducerClosedException;
import io.weir.kafka.batch.Accumulator;
import io.weir.kafka.batch.Batch;
import io.weir.kafka.batch.BatchLimits;
import io.weir.kafka.batch.Lane;
import io.weir.kafka.batch.Topic;
import io.weir.kafka.record.Codec;
import io.weir.kafka.record.Compression;
import java.util.LinkedHashSet;
import java.util.Set;

/** An accumulator of one partition whose loop stands still until the race is over. */
public final class RacedAccumulator implements Accumulator.Listener {

  /** Two records do not fit into one batch. */
  public static final int BATCH_BYTES = 72;

  private static final int BUFFER_BYTES = 1 << 20;
  private static final long NO_TIME = -1;

  private final QueuedLoop loop = new QueuedLoop();
  private final Accumulator accumulator;
  private final Topic topic;
  private final Set<Lane> touched = new LinkedHashSet<>();
  private int delivered;

  /**
   * @param batchBytes {@code batch.size}
   */
  public RacedAccumulator(int batchBytes) {
    accumulator =
        new Accumulator(
            new BatchLimits(batchBytes, BUFFER_BYTES, BUFFER_BYTES, Compression.of(Codec.NONE)),
            UnpooledByteBufAllocator.DEFAULT,
            loop,
            this);
    topic = accumulator.topic("races");
  }

  /** Makes the one lane. */
  public Lane open() {
    topic.open(1, (record, lanes) -> {});
    return topic.lane(0);
  }

  /** Appends one record; whether it was taken. */
  public static boolean append(Lane lane, int value) {
    return lane.append(NO_TIME, new Value((byte) value), value);
  }

  public void close() {
    accumulator.close();
  }

  /**
   * Runs the loop, which delivers all batches of the lanes that it hears of; open ones are sealed.
   *
   * @return how many records were delivered, plus 100 if bytes are left in the budget afterwards
   */
  public int deliverAll() {
    loop.runAll();
    while (!touched.isEmpty()) {
      Lane lane = touched.iterator().next();
      touched.remove(lane);
      lane.seal();
      for (Batch batch = lane.oldest(); batch != null; batch = lane.oldest()) {
        accumulator.failed(
            batch, new ProducerClosedException("the race is over", Persistence.NOT_PERSISTED));
      }
      loop.runAll();
    }
    return delivered + (accumulator.isEmpty() ? 0 : 100);
  }

  @Override
  public void touched(Lane lane) {
    touched.add(lane);
  }

  @Override
  public void done(Batch batch) {
    delivered += batch.records();
  }

  @Override
  public void roomAvailable() {}
}
