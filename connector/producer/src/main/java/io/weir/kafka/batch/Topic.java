package io.weir.kafka.batch;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The lanes of one topic, or the records that wait until its partitions are known.
 *
 * <pre>
 *   UNKNOWN (lanes null, records park) -> RELEASING (the completion task routes the parked records, new
 *   ones queue behind them) -> KNOWN (lanes set). Lanes are only ever added.
 * </pre>
 *
 * <p>Any thread appends; one thread at a time releases.
 */
public final class Topic {

  private final String name;
  private final LaneContext context;
  private final Share parkedShare;
  private final Object lock = new Object();

  private volatile Lane @Nullable [] lanes;

  @GuardedBy("lock")
  private final ArrayDeque<ParkedRecord> parked = new ArrayDeque<>();

  @GuardedBy("lock")
  private boolean closed;

  Topic(String name, LaneContext context) {
    this.name = name;
    this.context = context;
    this.parkedShare = context.newShare();
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
    synchronized (lock) {
      if (closed) {
        return Parking.CLOSED;
      }
      if (lanes != null) {
        return Parking.KNOWN;
      }
      parked.addLast(record);
    }
    parkedShare.account(record.body().capacity());
    return Parking.PARKED;
  }

  /**
   * Makes lanes for so many partitions; parked records are routed first, in order.
   *
   * @param router appends a record or fails it; called without a lock, as it may run a user's
   *     partitioner. The body is borrowed for the call
   */
  public void open(int partitions, Router router) {
    Lane[] wider = widen(partitions);
    while (true) {
      ParkedRecord next;
      synchronized (lock) {
        next = parked.pollFirst();
        if (next == null) {
          lanes = wider;
          closeLanesIfClosed(wider);
          return;
        }
      }
      try {
        router.route(next, wider);
      } finally {
        release(next);
      }
    }
  }

  /** Routes one parked record. */
  @FunctionalInterface
  public interface Router {
    void route(ParkedRecord record, Lane[] lanes);
  }

  private Lane[] widen(int partitions) {
    Lane[] known = lanes;
    int from = known == null ? 0 : known.length;
    if (known != null && from >= partitions) {
      return known;
    }
    Lane[] wider = known == null ? new Lane[partitions] : Arrays.copyOf(known, partitions);
    for (int i = from; i < partitions; i++) {
      wider[i] = new Lane(name, i, context);
    }
    return wider;
  }

  @GuardedBy("lock")
  private void closeLanesIfClosed(Lane[] all) {
    if (closed) {
      for (Lane lane : all) {
        lane.close();
      }
    }
  }

  /** Takes out the parked records that wait since this time or longer, oldest first. */
  public void expireParked(long parkedBeforeNanos, Consumer<Object> expired) {
    while (true) {
      ParkedRecord head;
      synchronized (lock) {
        head = parked.peekFirst();
        if (head == null || head.parkedNanos() - parkedBeforeNanos > 0) {
          return;
        }
        parked.removeFirst();
      }
      release(head);
      expired.accept(head.slot());
    }
  }

  /** Takes out all parked records, oldest first. */
  public void drainParked(Consumer<Object> slots) {
    expireParked(context.loop().nanoTime(), slots);
  }

  /** Since when the oldest parked record waits, or {@code Long.MAX_VALUE} if none does. */
  public long oldestParkedNanos() {
    synchronized (lock) {
      ParkedRecord head = parked.peekFirst();
      return head == null ? Long.MAX_VALUE : head.parkedNanos();
    }
  }

  /** Takes no more records; closes the open batches of all lanes. */
  void close() {
    Lane[] known;
    synchronized (lock) {
      closed = true;
      known = lanes;
    }
    if (known != null) {
      for (Lane lane : known) {
        lane.close();
        context.signals().signal(lane);
      }
    }
  }

  private void release(ParkedRecord record) {
    int bytes = record.body().capacity();
    record.body().release();
    parkedShare.account(-bytes);
  }
}
