package io.weir.kafka.observe;

import io.weir.kafka.producer.Vitals;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

/**
 * Whether the topic of a channel can be written to, as the last answer had it. Each look asks anew,
 * in the background: one question at a time, and none within a second after the last answer. So
 * what it says is as old as the look before.
 *
 * <p>Any thread.
 */
final class TopicWatch {

  private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final String topic;
  private final long timeoutNanos;
  private final LongSupplier nanoTime;
  private final AtomicBoolean asking = new AtomicBoolean();

  /** Set before {@link #asking} is, by whoever sets that. */
  private volatile long askedNanos;

  private volatile Answer last;

  private record Answer(String problem, long nanos) {}

  /**
   * @param timeoutNanos how old a question may become before the topic counts as not verified
   */
  TopicWatch(String topic, long timeoutNanos, LongSupplier nanoTime) {
    this.topic = topic;
    this.timeoutNanos = timeoutNanos;
    this.nanoTime = nanoTime;
    long now = nanoTime.getAsLong();
    this.askedNanos = now;
    this.last = new Answer("topic '" + topic + "' is not verified yet", now - FRESH_NANOS);
  }

  /** What is wrong with the topic; empty if nothing is. Asks for the next look. */
  String problem(Vitals vitals) {
    long now = nanoTime.getAsLong();
    Answer answer = last;
    if (now - answer.nanos >= FRESH_NANOS && asking.compareAndSet(false, true)) {
      askedNanos = now;
      vitals.inquire(topic, this::answered);
    }
    if (asking.get() && now - askedNanos >= timeoutNanos) {
      return "no broker has answered for %d ms whether topic '%s' is there"
          .formatted(TimeUnit.NANOSECONDS.toMillis(now - askedNanos), topic);
    }
    return last.problem;
  }

  private void answered(String problem) {
    last = new Answer(problem, nanoTime.getAsLong());
    asking.set(false);
  }
}
