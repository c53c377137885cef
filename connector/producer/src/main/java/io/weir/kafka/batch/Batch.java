package io.weir.kafka.batch;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.weir.kafka.api.Persistence;
import io.weir.kafka.api.ProducerException;
import io.weir.kafka.record.EncodedBatch;
import io.weir.kafka.record.RecordBatchBuilder;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * A closed batch of one partition on its way to the broker and back, with the slots of its records.
 *
 * <p>Sealed and encoded by the thread that filled it (or by the loop when its linger time is over),
 * then owned by the event loop, at last read by the completion task: each hands it on through a
 * queue, which is what makes the plain fields visible.
 *
 * <pre>
 *   WAITING -> take -> IN_FLIGHT -> deliver or fail -> DONE
 *      ^                   |
 *      +------ retry ------+        WAITING -> fail -> DONE
 * </pre>
 *
 * <p>A batch that fails in flight is done, but stays in its request until that ends.
 *
 * <p>It is visible to the loop before it is encoded, as its place in the lane must not depend on
 * how long that takes; until then it cannot be taken. A batch that cannot be encoded fails.
 */
public final class Batch {

  private enum State {
    WAITING,
    IN_FLIGHT,
    DONE
  }

  private static final long NO_LOG_APPEND_TIME = -1L;
  private static final long UNNUMBERED = -1L;

  /** Our own hold on the bytes; a pending write has another. */
  private static final int OWN_REFERENCE = 1;

  private final Lane lane;
  private final long openedNanos;
  private final Slots slots;

  // Sealing thread, until the batch is encoded.
  private final RecordBatchBuilder builder;

  // Written by the sealing thread before it publishes the encoded bytes, or posts the failure.
  private int memoryBytes;

  private volatile @Nullable EncodedBatch encoded;

  // Event loop only, from here on.
  private State state = State.WAITING;
  private boolean inRequest;
  private int attempts;
  private int retries;
  private long position = UNNUMBERED;
  private boolean stamped;
  private boolean mayBePersisted;
  private @Nullable String lastFailure;

  // Written by the loop before the batch is queued for the completion task.
  private long baseOffset = -1;
  private long logAppendTimeMs = NO_LOG_APPEND_TIME;
  private @Nullable ProducerException failure;

  Batch(Lane lane, OpenBatch open) {
    this.lane = lane;
    this.openedNanos = open.openedNanos;
    this.slots = open.slots();
    this.builder = open.builder;
    this.memoryBytes = builder.memoryBytes();
  }

  /** Some records of another batch, which has tried to send them. */
  private Batch(Batch whole, IntPredicate kept) {
    this.lane = whole.lane;
    this.openedNanos = whole.openedNanos;
    this.slots = whole.slots.select(kept);
    this.builder = whole.builder;
    this.attempts = whole.attempts;
    this.retries = whole.retries;
    this.mayBePersisted = whole.mayBePersisted;
    this.lastFailure = whole.lastFailure;
  }

  /**
   * A batch of some of its records, in its state, but without numbers; at least one. Loop only.
   *
   * @param kept says which, by their index
   */
  Batch excerpt(BatchLimits limits, ByteBufAllocator allocator, IntPredicate kept) {
    EncodedBatch some = bytes().excerpt(allocator, limits.compression(), kept);
    Batch batch = new Batch(this, kept);
    batch.memoryBytes = some.memoryBytes();
    batch.encoded = some;
    return batch;
  }

  /** One of its records, without bytes, which has failed by itself. Loop only. */
  Batch refused(int index, ProducerException why) {
    Batch batch = new Batch(this, each -> each == index);
    batch.failed(why);
    return batch;
  }

  /**
   * Turns the records into the bytes to send. Sealing thread, once.
   *
   * @param share accounts for the change in memory
   * @return why there will be no bytes, or null if there are: then the loop may take the batch from
   *     now on. The batch stays accounted for in either case, until it has its outcome
   */
  @Nullable Throwable encode(Share share) {
    EncodedBatch bytes;
    try {
      bytes = builder.seal();
    } catch (RuntimeException | Error broken) {
      builder.discard();
      return broken;
    }
    int rawBytes = memoryBytes;
    memoryBytes = bytes.memoryBytes();
    share.exchange(rawBytes, memoryBytes);
    encoded = bytes; // comes last: from here on the loop may end the batch
    return null;
  }

  boolean isEncoded() {
    return encoded != null;
  }

  public Lane lane() {
    return lane;
  }

  public int records() {
    return slots.size();
  }

  /** Since when its first record waits, for its partition or here; on the loop's clock. */
  public long openedNanos() {
    return openedNanos;
  }

  /** How often it was handed to a connection. */
  public int attempts() {
    return attempts;
  }

  /** Takes one of the retries that are allowed; false if all are spent. Loop only. */
  public boolean spendRetry(int allowed) {
    if (retries >= allowed) {
      return false;
    }
    retries++;
    return true;
  }

  /** Whether an attempt may have put it into the log. */
  public boolean mayBePersisted() {
    return mayBePersisted;
  }

  /** What is known if it has to be given up now. */
  public Persistence persistence() {
    boolean open = mayBePersisted || state == State.IN_FLIGHT;
    return open ? Persistence.POSSIBLY_PERSISTED : Persistence.NOT_PERSISTED;
  }

  public boolean isDone() {
    return state == State.DONE;
  }

  /**
   * Whether its records have their numbers, which they keep over all attempts: {@link #position}.
   */
  public boolean isNumbered() {
    return position != UNNUMBERED;
  }

  /** The place of its first record among all that its partition has sent under one name. */
  public long position() {
    return position;
  }

  /** Loop only. */
  public void number(long firstPosition) {
    position = firstPosition;
  }

  /** It may be numbered anew: the numbers that it has are void. Loop only. */
  public void unnumber() {
    position = UNNUMBERED;
    stamped = false;
  }

  /** Whether its bytes are ready to be sent, again if need be. */
  public boolean isStamped() {
    return stamped;
  }

  /**
   * Writes the parts that are known only now, and the checksum. Loop only.
   *
   * @throws IllegalStateException if its bytes are being written: who reads them would get a
   *     mixture
   */
  public void stamp(long producerId, short producerEpoch, int baseSequence) {
    if (isBeingWritten()) {
      throw new IllegalStateException("being written: " + this);
    }
    bytes().stamp(producerId, producerEpoch, baseSequence, false);
    stamped = true;
  }

  /** Whether a frame that has not left, or has not failed, still holds the bytes. Loop only. */
  public boolean isBeingWritten() {
    return bytes().content().refCnt() > OWN_REFERENCE;
  }

  /** The bytes for a Produce request; <em>borrowed</em>, valid until the batch is done. */
  public ByteBuf content() {
    return bytes().content();
  }

  public int sizeInBytes() {
    return bytes().sizeInBytes();
  }

  private EncodedBatch bytes() {
    EncodedBatch bytes = encoded;
    if (bytes == null) {
      throw new IllegalStateException("the batch of " + lane + " has no bytes");
    }
    return bytes;
  }

  /** Whether it is in a request that has not ended; it may be done all the same. */
  public boolean isInRequest() {
    return inRequest;
  }

  /** Whether it waits for its first attempt, or for another. */
  boolean isWaiting() {
    return state == State.WAITING;
  }

  void taken() {
    state = State.IN_FLIGHT;
    inRequest = true;
    attempts++;
  }

  /**
   * @throws IllegalStateException if it is in no request
   */
  void requestEnded() {
    if (!inRequest) {
      throw new IllegalStateException("in no request: " + this);
    }
    inRequest = false;
    if (!isDone()) {
      state = State.WAITING;
    }
  }

  /** A request with it may have been applied although no answer came. */
  public void markPossiblyPersisted() {
    mayBePersisted = true;
  }

  /**
   * The last attempt has failed, and another may follow. Loop only.
   *
   * @param reason a clause that names the broker, for the error if there is no better one
   */
  public void attemptFailed(String reason) {
    lastFailure = reason;
  }

  void delivered(long offset, long brokerTimeMs) {
    end();
    baseOffset = offset;
    logAppendTimeMs = brokerTimeMs;
  }

  /** Its records are in other batches now. */
  void replaced() {
    end();
  }

  void failed(ProducerException cause) {
    end();
    failure = cause;
  }

  /** Gives up its share of the bytes: a write that is still under way has retained them. */
  private void end() {
    if (isDone()) {
      throw new IllegalStateException("there can be no second outcome of the " + this);
    }
    state = State.DONE;
    EncodedBatch bytes = encoded;
    if (bytes != null) {
      bytes.release();
      encoded = null;
    }
  }

  /** What it takes of the budget until it is done. Sealing thread, then loop. */
  int memoryBytes() {
    return memoryBytes;
  }

  /** Null if it was delivered. Completion task, after it is done. */
  public @Nullable ProducerException failure() {
    return failure;
  }

  /** What was given with the record; {@code 0 <= index < records()}. Completion task. */
  public Object slot(int index) {
    return slots.slot(index);
  }

  /** The record's offset, or -1 where the broker did not say. */
  public long offset(int index) {
    return baseOffset < 0 ? -1 : baseOffset + index;
  }

  /** The record's time in Kafka, in milliseconds since the epoch. */
  public long timestampMs(int index) {
    return logAppendTimeMs == NO_LOG_APPEND_TIME ? slots.timestampMs(index) : logAppendTimeMs;
  }

  /** As an error names it, at the start of a sentence. */
  public String describe() {
    return "A batch of %d record(s) for %s".formatted(records(), lane);
  }

  /** Where it is, for an error: a clause without full stop. */
  public String describePlace() {
    if (state == State.IN_FLIGHT) {
      return "it is in flight, attempt " + attempts;
    }
    if (attempts == 0) {
      return "it was never sent";
    }
    String why = lastFailure == null ? "" : " (" + lastFailure + ")";
    return "it waits after attempt " + attempts + why;
  }

  @Override
  public String toString() {
    return "batch of " + records() + " records for " + lane + ", " + state;
  }
}
