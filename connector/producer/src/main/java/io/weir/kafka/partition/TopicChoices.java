package io.weir.kafka.partition;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What a {@link PartitionChooser} remembers of one topic of one channel. Lives as long as the
 * channel; may be used by several threads at once.
 */
public final class TopicChoices {

  private static final int NONE_YET = -1;

  private final String topic;

  /** The sticky partition in the upper half, the bytes that went to it in the lower one. */
  private final AtomicLong sticky = new AtomicLong(pack(NONE_YET, 0));

  /** Records so far, for the choice in turn. */
  private final AtomicInteger turn = new AtomicInteger();

  TopicChoices(String topic) {
    this.topic = topic;
  }

  public String topic() {
    return topic;
  }

  AtomicLong sticky() {
    return sticky;
  }

  AtomicInteger turn() {
    return turn;
  }

  static long pack(int partition, int bytes) {
    return (long) partition << Integer.SIZE | bytes;
  }

  static int partitionOf(long packed) {
    return (int) (packed >> Integer.SIZE);
  }

  /** Never negative: bytes are counted up to the switch only. */
  static int bytesOf(long packed) {
    return (int) packed;
  }
}
