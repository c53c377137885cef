package io.weir.kafka.batch;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.netty.buffer.ByteBufAllocator;
import io.weir.kafka.api.EncodingException;
import io.weir.kafka.api.ProducerException;
import io.weir.kafka.network.Loop;
import io.weir.kafka.wake.SerialDrain;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * All records of one producer that have no outcome yet, by topic and partition, within {@code
 * buffer.memory}.
 *
 * <p>Sending threads ask {@link #admits}, serialize, and append to a {@link Lane}; the event loop
 * takes batches out and settles them. A settled batch is handed to {@link Listener#done}. A record
 * holds memory from its append (or its parking) to its outcome: {@link #isEmpty} rests on that.
 */
public final class Accumulator {

  /**
   * What the accumulator tells; called on the loop, but for {@code roomAvailable}. Must not throw.
   */
  public interface Listener {

    /** The lane has a new open or sealed batch, or its next one has come to the front. */
    void touched(Lane lane);

    /** The batch has its outcome. */
    void done(Batch batch);

    /**
     * Somebody was refused: batches that only linger should leave, as their memory is needed. Once
     * for any number of refusals in between.
     */
    default void memoryIsShort() {}

    /**
     * The records of this partition hold more than their share of memory, so that nothing is
     * admitted until they have less; any thread.
     *
     * @param partition -1: the topic's partitions are not known
     */
    default void partitionBlocks(String topic, int partition) {}

    /**
     * There is room again after a refusal; any thread. It may come before the refused call of
     * {@link #admits} has returned: whoever keeps the record looks again once it is kept.
     */
    void roomAvailable();
  }

  private final ConcurrentHashMap<String, Topic> topics = new ConcurrentHashMap<>();
  private final LaneContext context;
  private final Listener listener;
  private final SerialDrain shortage;
  private final Object closing = new Object();

  @GuardedBy("closing")
  private boolean closed;

  /**
   * @throws io.weir.kafka.record.CodecUnavailableException if the library of the codec is missing
   */
  public Accumulator(BatchLimits limits, ByteBufAllocator allocator, Loop loop, Listener listener) {
    limits.compression().codec().requireAvailable();
    this.listener = listener;
    this.shortage = new SerialDrain(loop::execute, listener::memoryIsShort);
    this.context =
        new LaneContext(
            limits,
            allocator,
            new MemoryBudget(limits.bufferBytes(), listener::roomAvailable),
            new Congestion(new CongestionEvents()),
            loop,
            new LaneSignals(loop, listener::touched),
            (batch, cause) -> loop.execute(() -> failUnencodable(batch, cause)));
  }

  /**
   * Whether one more record may come; a refusal is followed by {@code roomAvailable}. Any thread.
   */
  public boolean admits() {
    boolean admitted = context.budget().admits() && !context.congestion().isPresent();
    if (!admitted) {
      shortage.wake();
    }
    return admitted;
  }

  private final class CongestionEvents implements Congestion.Listener {

    @Override
    public void blocks(Share.Holder holder) {
      listener.partitionBlocks(holder.topic(), holder.partition());
    }

    @Override
    public void relieved() {
      listener.roomAvailable();
    }
  }

  /** How many partitions hold more than their share of memory; looks at each. Any thread. */
  public int blockingPartitions() {
    return topics.values().stream().mapToInt(Topic::blocking).sum();
  }

  /** Whether this partition holds more than its share; -1 for none that is known. Any thread. */
  public boolean isBlocking(String topic, int partition) {
    Topic known = topics.get(topic);
    return known != null && known.isBlocking(partition);
  }

  /** The memory budget, to estimate by. */
  public MemoryBudget budget() {
    return context.budget();
  }

  /**
   * Whether no record is without an outcome; final once {@link #close} has returned. Any thread.
   */
  public boolean isEmpty() {
    return context.budget().usedBytes() == 0;
  }

  /** The topic of this name, unknown until it is opened. Any thread. */
  public Topic topic(String name) {
    Topic known = topics.get(name);
    return known != null ? known : newTopic(name);
  }

  /** A topic is closed before anybody sees it, or seen by {@link #close}. */
  private Topic newTopic(String name) {
    synchronized (closing) {
      Topic known = topics.get(name);
      if (known != null) {
        return known;
      }
      Topic topic = new Topic(name, context);
      if (closed) {
        topic.close();
      }
      topics.put(name, topic);
      return topic;
    }
  }

  /** All topics that were ever named; a live view. */
  public Collection<Topic> topics() {
    return Collections.unmodifiableCollection(topics.values());
  }

  /**
   * The batch is in Kafka. Loop only.
   *
   * @param baseOffset -1 where the broker did not say
   * @param logAppendTimeMs -1 unless the broker sets the time
   * @throws IllegalStateException if the batch is done already
   */
  public void delivered(Batch batch, long baseOffset, long logAppendTimeMs) {
    batch.delivered(baseOffset, logAppendTimeMs);
    finish(batch);
  }

  /**
   * The batch has failed for good. Loop only.
   *
   * @throws IllegalStateException if the batch is done already
   */
  public void failed(Batch batch, ProducerException failure) {
    batch.failed(failure);
    finish(batch);
  }

  /**
   * Puts two halves in the place of a batch that was sent and waits for another attempt; they are
   * compressed anew on the loop. Loop only. Whatever is thrown, the batch is as it was.
   *
   * @param batch of at least two records
   */
  public void split(Batch batch) {
    batch.lane().unresolved().split(batch);
  }

  /**
   * Some records of a batch that was sent and waits for another attempt have failed for good; the
   * others form a batch in its place, without numbers. Loop only. Whatever is thrown, the batch is
   * as it was.
   *
   * @param failures by the index of the record; at least one
   */
  public void failed(Batch batch, Map<Integer, ProducerException> failures) {
    batch.lane().unresolved().reduce(batch, index -> !failures.containsKey(index));
    failures.forEach((index, failure) -> listener.done(batch.refused(index, failure)));
  }

  private void finish(Batch batch) {
    batch.lane().remove(batch);
    listener.done(batch);
  }

  /** The lane is looked at again, as this batch may have stood before one that is ready. */
  private void failUnencodable(Batch batch, Throwable cause) {
    failed(
        batch,
        new EncodingException(
            "%s could not be encoded with compression %s: %s"
                .formatted(batch.describe(), context.limits().compression().codec(), cause),
            cause));
    listener.touched(batch.lane());
  }

  /** Takes no more records; all open batches are sealed and signalled. Any thread. */
  public void close() {
    synchronized (closing) {
      closed = true;
    }
    topics.values().forEach(Topic::close);
  }

  /** Takes out the parked records that wait since this time or longer. */
  public void expireParked(long parkedBeforeNanos, Consumer<Object> expired) {
    topics.values().forEach(topic -> topic.expireParked(parkedBeforeNanos, expired));
  }
}
