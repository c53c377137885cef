package io.weir.kafka.producer;

import io.weir.kafka.api.DeliveryTimeoutException;
import io.weir.kafka.api.Persistence;
import io.weir.kafka.api.ProducerException;
import io.weir.kafka.network.Loop;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The topics whose records wait for metadata, and the end of their patience: a record that waits
 * longer than {@code delivery.timeout.ms} fails. One timer for the oldest of them. Event loop only.
 */
final class ParkedTopics {

  private final Loop loop;
  private final long timeoutNanos;
  private final Completions completions;
  private final UnaryOperator<String> obstacle;
  private final Set<Route> waiting = new LinkedHashSet<>();
  private Loop.@Nullable Timer timer;

  /**
   * @param obstacle tells why a topic is not known
   */
  ParkedTopics(
      Loop loop, long timeoutNanos, Completions completions, UnaryOperator<String> obstacle) {
    this.loop = loop;
    this.timeoutNanos = timeoutNanos;
    this.completions = completions;
    this.obstacle = obstacle;
  }

  void add(Route route) {
    if (waiting.add(route) && timer == null) {
      timer = loop.schedule(this::sweep, timeoutNanos);
    }
  }

  void remove(Route route) {
    waiting.remove(route);
  }

  /** Fails all records that wait for this topic. */
  void fail(Route route, ProducerException failure) {
    route.topic().drainParked(slot -> completions.postFailure(slot, failure));
  }

  /** Fails all records that wait. */
  void failAll(ProducerException failure) {
    waiting.forEach(route -> fail(route, failure));
  }

  void stop() {
    if (timer != null) {
      timer.cancel();
      timer = null;
    }
  }

  private void sweep() {
    timer = null;
    long now = loop.nanoTime();
    long wait = timeoutNanos;
    for (Route route : waiting) {
      route.topic().expireParked(now - timeoutNanos, slot -> expired(route, slot));
      long oldest = route.topic().oldestParkedNanos();
      if (oldest != Long.MAX_VALUE) {
        wait = Math.min(wait, timeoutNanos - (now - oldest));
      }
    }
    if (!waiting.isEmpty()) {
      timer = loop.schedule(this::sweep, wait);
    }
  }

  private void expired(Route route, Object slot) {
    completions.postFailure(
        slot,
        new DeliveryTimeoutException(
            "A record for topic '%s' was not sent within delivery.timeout.ms = %d, as the topic's partitions are not known: %s"
                .formatted(
                    route.topic().name(),
                    TimeUnit.NANOSECONDS.toMillis(timeoutNanos),
                    obstacle.apply(route.topic().name())),
            Persistence.NOT_PERSISTED));
  }
}
