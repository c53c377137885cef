package io.weir.kafka.batch;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The lanes of one topic, or the records that wait until its partitions are known.
 *
 * <pre>
 *   UNKNOWN    records park
 *   RELEASING  the lanes are made, but nobody sees them: the completion task routes the parked
 *              records, new ones queue behind them
 *   KNOWN      records go to the lanes; lanes are only ever added
 * </pre>
 *
 * <p>Any thread parks; one thread at a time opens. A parked record holds memory until it is routed
 * or taken out. The lock is taken before a lane's, and never held when somebody is called.
 */
public final class Topic {

  private final String name;
  private final LaneContext context;
  private final Share parkedShare;
  private final Object lock = new Object();

  /** What everybody sees; never shrinks. Written under the lock. */
  private volatile Lane @Nullable [] lanes;

  /** The same and those that are still to be shown; opening thread only. */
  private Lane[] made = new Lane[0];

  @GuardedBy("lock")
  private final ArrayDeque<ParkedRecord> parked = new ArrayDeque<>();

  @GuardedBy("lock")
  private boolean closed;

  Topic(String name, LaneContext context) {
    this.name = name;
    this.context = context;
    this.parkedShare = context.newShare(new Share.Holder(name, Share.Holder.NO_PARTITION));
  }

  public String name() {
    return name;
  }

  /** The number of partitions; 0 while it is unknown or parked records still wait. */
  public int partitionCount() {
    Lane[] known = lanes;
    return known == null ? 0 : known.length;
  }

  /**
   * The lane of this partition.
   *
   * @throws IndexOutOfBoundsException unless {@code 0 <= partition < partitionCount()}
   */
  public Lane lane(int partition) {
    Lane[] known = lanes;
    if (known == null) {
      throw new IndexOutOfBoundsException("the partitions of topic '" + name + "' are unknown");
    }
    return known[partition];
  }

  /** What became of a record that wanted to park. */
  public enum Parking {
    PARKED,
    /** The partitions are known by now: append to a lane. */
    KNOWN,
    CLOSED
  }

  /**
   * Lets the record wait.
   *
   * @param record its body is consumed if the answer is PARKED
   */
  public Parking park(ParkedRecord record) {
    Parking answer = enqueue(record, memoryBytes(record));
    parkedShare.updateCongestion();
    return answer;
  }

  private Parking enqueue(ParkedRecord record, int memoryBytes) {
    synchronized (lock) {
      if (closed) {
        return Parking.CLOSED;
      }
      if (lanes != null) {
        return Parking.KNOWN;
      }
      parkedShare.take(memoryBytes);
      parked.addLast(record);
      return Parking.PARKED;
    }
  }

  /** Routes one parked record. */
  @FunctionalInterface
  public interface Router {

    /**
     * Appends the record to one of the lanes, or fails it; called without a lock, as it may run a
     * user's partitioner. Must not throw: the record would have no outcome.
     *
     * @param record its body is borrowed for the call
     */
    void route(ParkedRecord record, Lane[] lanes);
  }

  /**
   * Makes lanes for so many partitions, if it has fewer; parked records are routed first, in order.
   * One thread at a time.
   *
   * @param partitions at least 1
   */
  public void open(int partitions, Router router) {
    if (partitions < 1) {
      throw new IllegalArgumentException(
          "topic '%s' cannot have %d partitions".formatted(name, partitions));
    }
    makeLanes(partitions);
    for (ParkedRecord next = nextOrShowLanes(); next != null; next = nextOrShowLanes()) {
      try {
        router.route(next, made);
      } finally {
        release(next);
      }
    }
    sealLanesIfClosed();
  }

  private void makeLanes(int partitions) {
    int from = made.length;
    if (from < partitions) {
      made = Arrays.copyOf(made, partitions);
      for (int i = from; i < partitions; i++) {
        made[i] = new Lane(name, i, context);
      }
    }
  }

  /** The oldest parked record; if there is none, the lanes are shown in the same step. */
  private @Nullable ParkedRecord nextOrShowLanes() {
    synchronized (lock) {
      ParkedRecord next = parked.pollFirst();
      if (next == null && lanes != made) {
        if (closed) { // before they are seen, so that none takes a record after close()
          Arrays.stream(made).forEach(Lane::refuseRecords);
        }
        lanes = made;
      }
      return next;
    }
  }

  /** {@link #close} could not see these lanes; what was routed to them still has to leave. */
  private void sealLanesIfClosed() {
    boolean late;
    synchronized (lock) {
      late = closed;
    }
    if (late) {
      Arrays.stream(made).forEach(Lane::close);
    }
  }

  /** Takes out the parked records that wait since this time or longer, oldest first. */
  public void expireParked(long parkedBeforeNanos, Consumer<Object> expired) {
    takeOut(record -> record.parkedNanos() - parkedBeforeNanos <= 0, expired);
  }

  /** Takes out all parked records, oldest first. */
  public void drainParked(Consumer<Object> slots) {
    takeOut(record -> true, slots);
  }

  private void takeOut(Predicate<ParkedRecord> condition, Consumer<Object> slots) {
    for (ParkedRecord next = pollIf(condition); next != null; next = pollIf(condition)) {
      try {
        slots.accept(next.slot());
      } finally {
        release(next);
      }
    }
  }

  private @Nullable ParkedRecord pollIf(Predicate<ParkedRecord> condition) {
    synchronized (lock) {
      ParkedRecord head = parked.peekFirst();
      return head != null && condition.test(head) ? parked.pollFirst() : null;
    }
  }

  /** Whether the records of this partition hold more than their share of memory. */
  boolean isBlocking(int partition) {
    Lane[] known = lanes;
    if (partition == Share.Holder.NO_PARTITION) {
      return parkedShare.isCongested();
    }
    return known != null && partition < known.length && known[partition].isBlocking();
  }

  /** How many partitions hold more than their share of memory, the unknown one included. */
  int blocking() {
    Lane[] known = lanes;
    int parking = parkedShare.isCongested() ? 1 : 0;
    return known == null
        ? parking
        : parking + (int) Arrays.stream(known).filter(Lane::isBlocking).count();
  }

  /** Since when the oldest parked record waits, or {@code Long.MAX_VALUE} if none does. */
  public long oldestParkedNanos() {
    synchronized (lock) {
      ParkedRecord head = parked.peekFirst();
      return head == null ? Long.MAX_VALUE : head.parkedNanos();
    }
  }

  /** Takes no more records; seals the open batches of all lanes. */
  void close() {
    Lane[] known;
    synchronized (lock) {
      closed = true;
      known = lanes;
    }
    if (known != null) {
      Arrays.stream(known).forEach(Lane::close);
    }
  }

  private void release(ParkedRecord record) {
    int bytes = memoryBytes(record);
    record.body().release();
    parkedShare.give(bytes);
  }

  private static int memoryBytes(ParkedRecord record) {
    return record.body().capacity();
  }
}
