package io.weir.examples.quickstart;

import io.weir.kafka.api.DeliveryMetadata;
import io.weir.kafka.api.RecordReceipt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;
import org.jspecify.annotations.Nullable;

/**
 * Follows messages until they are acknowledged: how many, where in Kafka, how fast.
 *
 * <p>Any thread may call any method; {@code this} guards all fields.
 */
final class Tally {

  private static final int DIGITS = 3;

  private final Histogram latencyNanos = new Histogram(DIGITS);
  private final SortedMap<String, Span> spans = new TreeMap<>();
  private long sent;
  private long acked;
  private long failed;
  private boolean complete;
  private long firstNanos;
  private long lastNanos;
  private @Nullable Throwable failure;

  /** The records of one partition. */
  record Span(long records, long firstOffset, long lastOffset) {

    Span plus(long offset) {
      return new Span(records + 1, Math.min(firstOffset, offset), Math.max(lastOffset, offset));
    }
  }

  /** What there is to say; the spans by partition, such as {@code orders-3}. */
  record Result(
      long acked,
      long failed,
      @Nullable Throwable failure,
      long nanos,
      Histogram latencyNanos,
      SortedMap<String, Span> spans) {

    double perSecond() {
      return acked * 1e9 / Math.max(1, nanos);
    }
  }

  /** A message that reports back here. */
  <T> Message<T> track(T payload) {
    return track(payload, () -> {});
  }

  /** A message that reports back here and then does something else. */
  <T> Message<T> track(T payload, Runnable afterwards) {
    DeliveryMetadata delivery = new DeliveryMetadata();
    long start = System.nanoTime();
    started(start);
    return Message.of(
        payload,
        Metadata.of(delivery),
        () -> {
          delivery.receipt().ifPresent(receipt -> acked(receipt, start));
          return done(afterwards);
        },
        reason -> {
          failed(reason);
          return done(afterwards);
        });
  }

  private static CompletionStage<Void> done(Runnable afterwards) {
    afterwards.run();
    return CompletableFuture.completedFuture(null);
  }

  private synchronized void started(long nanos) {
    if (sent++ == 0) {
      firstNanos = nanos;
    }
  }

  private synchronized void acked(RecordReceipt receipt, long start) {
    acked++;
    lastNanos = System.nanoTime();
    latencyNanos.recordValue(lastNanos - start);
    long offset = receipt.offset();
    spans.merge(
        receipt.topic() + "-" + receipt.partition(),
        new Span(1, offset, offset),
        (span, first) -> span.plus(offset));
    notifyAll();
  }

  private synchronized void failed(Throwable reason) {
    failed++;
    lastNanos = System.nanoTime();
    failure = reason;
    notifyAll();
  }

  /** No more messages will come. */
  synchronized void complete() {
    complete = true;
    notifyAll();
  }

  /** Waits a moment for the last message; whether it is done. */
  synchronized boolean awaitEnd(long millis) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    long left = millis;
    while (!isDone() && left > 0) {
      wait(left);
      left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
    }
    return isDone();
  }

  private boolean isDone() {
    return complete && acked + failed == sent;
  }

  synchronized long acked() {
    return acked;
  }

  synchronized long sent() {
    return sent;
  }

  synchronized Result result() {
    return new Result(
        acked, failed, failure, lastNanos - firstNanos, latencyNanos.copy(), new TreeMap<>(spans));
  }
}
