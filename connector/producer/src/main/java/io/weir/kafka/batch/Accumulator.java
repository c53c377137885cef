package io.weir.kafka.batch;

import io.netty.buffer.ByteBufAllocator;
import io.weir.kafka.api.ProducerException;
import io.weir.kafka.network.Loop;
import java.util.Collection;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * All records of one producer that have no outcome yet, by topic and partition, within {@code
 * buffer.memory}.
 *
 * <p>Sending threads ask {@link #admits}, serialize, and append to a {@link Lane}; the event loop
 * takes batches out and settles them. A settled batch is handed to {@link Listener#done}.
 */
public final class Accumulator {

  /** What the accumulator tells; called on the loop, but for {@code roomAvailable}. */
  public interface Listener {

    /** The lane has a new open or sealed batch. */
    void touched(Lane lane);

    /** The batch has its outcome. */
    void done(Batch batch);

    /** There is room again after a refusal; any thread. */
    void roomAvailable();
  }

  private final ConcurrentHashMap<String, Topic> topics = new ConcurrentHashMap<>();
  private final LaneContext context;
  private final Listener listener;
  private volatile boolean closed;

  public Accumulator(BatchLimits limits, ByteBufAllocator allocator, Loop loop, Listener listener) {
    this.listener = listener;
    this.context =
        new LaneContext(
            allocator,
            limits.compression(),
            limits.batchBytes(),
            limits.laneShareBytes(),
            new MemoryBudget(limits.bufferBytes(), listener::roomAvailable),
            new Congestion(listener::roomAvailable),
            loop,
            new LaneSignals(loop, listener::touched));
  }

  /**
   * Whether one more record may come; a refusal is followed by {@code roomAvailable}. Any thread.
   */
  public boolean admits() {
    return context.budget().admits() && !context.congestion().isPresent();
  }

  /** The memory budget, to estimate by. */
  public MemoryBudget budget() {
    return context.budget();
  }

  /** The topic of this name, unknown until it is opened. Any thread. */
  public Topic topic(String name) {
    Topic known = topics.get(name);
    return known != null ? known : newTopic(name);
  }

  private Topic newTopic(String name) {
    Topic topic = topics.computeIfAbsent(name, unknown -> new Topic(unknown, context));
    if (closed) { // looked at after the topic is in the map: close() sees the one or the other
      topic.close();
    }
    return topic;
  }

  /** All topics that were ever named. */
  public Collection<Topic> topics() {
    return topics.values();
  }

  /** The batch is in Kafka. Loop only. */
  public void delivered(Batch batch, long baseOffset, long logAppendTimeMs) {
    batch.delivered(baseOffset, logAppendTimeMs);
    finish(batch);
  }

  /** The batch has failed for good. Loop only. */
  public void failed(Batch batch, ProducerException failure) {
    batch.failed(failure);
    finish(batch);
  }

  private void finish(Batch batch) {
    batch.lane().remove(batch);
    listener.done(batch);
  }

  /** Takes no more records; all open batches are sealed and signalled. Any thread. */
  public void close() {
    closed = true;
    topics.values().forEach(Topic::close);
  }

  /** Takes out the parked records that wait since this time or longer. */
  public void expireParked(long parkedBeforeNanos, Consumer<Object> expired) {
    topics.values().forEach(topic -> topic.expireParked(parkedBeforeNanos, expired));
  }
}
