package io.weir.kafka.partition;

import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/**
 * Stays on a partition until a batch full of bytes went to it, then moves to another one by chance:
 * batches fill without a key to group records, and over time all partitions get the same bytes
 * (KIP-480, KIP-794).
 *
 * <p>The record that fills the batch still goes to the old partition. A partition without leader is
 * left at once. One compare-and-set per record.
 */
final class Sticky implements Strategy {

  private final int batchBytes;
  private final RandomGenerator random;

  /**
   * @param batchBytes {@code batch.size}; 0 moves with each record
   * @param random its own; drawn from under a lock, as few generators may be shared by threads
   */
  Sticky(int batchBytes, RandomGenerator random) {
    this.batchBytes = batchBytes;
    this.random = random;
  }

  @Override
  public int choose(TopicChoices topic, PartitionQuery query, PartitionLayout layout) {
    AtomicLong state = topic.sticky();
    while (true) {
      long seen = state.get();
      long current =
          layout.indexOf(TopicChoices.partitionOf(seen)) >= 0 ? seen : move(seen, layout);
      long next = count(current, query.recordBytes(), layout);
      if (state.compareAndSet(seen, next)) {
        return TopicChoices.partitionOf(current);
      }
    }
  }

  /** The state behind a record of so many bytes. */
  private long count(long current, int recordBytes, PartitionLayout layout) {
    long bytes = (long) TopicChoices.bytesOf(current) + recordBytes;
    return bytes >= batchBytes
        ? move(current, layout)
        : TopicChoices.pack(TopicChoices.partitionOf(current), (int) bytes);
  }

  /** Another partition than the current one, if there is another. */
  private long move(long current, PartitionLayout layout) {
    int here = layout.indexOf(TopicChoices.partitionOf(current));
    int others = here >= 0 ? layout.choices() - 1 : layout.choices();
    if (others == 0) {
      return TopicChoices.pack(TopicChoices.partitionOf(current), 0);
    }
    int drawn = draw(others);
    return TopicChoices.pack(layout.choice(here >= 0 && drawn >= here ? drawn + 1 : drawn), 0);
  }

  private int draw(int bound) {
    synchronized (random) {
      return random.nextInt(bound);
    }
  }
}
