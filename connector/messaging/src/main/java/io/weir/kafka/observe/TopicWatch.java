package io.weir.kafka.observe;

import io.weir.kafka.producer.Vitals;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
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

  /** Nothing is asked. */
  private static final long NONE = Long.MIN_VALUE;

  private final String topic;
  private final long timeoutNanos;
  private final LongSupplier nanoTime;

  /** When the question was asked that has no answer yet. */
  private final AtomicLong askedNanos = new AtomicLong(NONE);

  private volatile Answer last;

  private record Answer(String problem, long nanos) {}

  /**
   * @param timeoutNanos how old a question may become before the topic counts as not verified
   */
  TopicWatch(String topic, long timeoutNanos, LongSupplier nanoTime) {
    this.topic = topic;
    this.timeoutNanos = timeoutNanos;
    this.nanoTime = nanoTime;
    this.last =
        new Answer("topic '" + topic + "' is not verified yet", nanoTime.getAsLong() - FRESH_NANOS);
  }

  /** What is wrong with the topic; empty if nothing is. Asks for the next look. */
  String problem(Vitals vitals) {
    long now = nanoTime.getAsLong();
    Answer answer = last;
    if (now - answer.nanos >= FRESH_NANOS && askedNanos.compareAndSet(NONE, now)) {
      vitals.inquire(topic, this::answered);
    }
    long asked = askedNanos.get();
    if (asked != NONE && now - asked >= timeoutNanos) {
      return "no broker has answered for %d ms whether topic '%s' is there"
          .formatted(TimeUnit.NANOSECONDS.toMillis(now - asked), topic);
    }
    return last.problem;
  }

  private void answered(String problem) {
    last = new Answer(problem, nanoTime.getAsLong());
    askedNanos.set(NONE);
  }
}
