package io.weir.kafka.producer;

import io.weir.kafka.api.DeliveryTimeoutException;
import io.weir.kafka.api.Persistence;
import io.weir.kafka.api.ProducerException;
import io.weir.kafka.cluster.Metadata;
import io.weir.kafka.network.Loop;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The topics whose records wait for metadata, and the end of their patience: a record that waits
 * longer than {@code delivery.timeout.ms} fails. One timer for the oldest of them. While a topic
 * has records here, metadata is asked for it; when its last record has gone, no longer. All fields:
 * event loop only.
 */
final class ParkedTopics {

  /** How long the records of a channel wait: {@code delivery.timeout.ms}. */
  record Patience(String channel, long timeoutNanos) {}

  private final Patience patience;
  private final Loop loop;
  private final Completions completions;
  private final Metadata metadata;
  private final Set<Route> waiting = new LinkedHashSet<>();
  private Loop.@Nullable Timer timer;
  private Runnable changed = () -> {};

  ParkedTopics(Patience patience, Loop loop, Completions completions, Metadata metadata) {
    this.patience = patience;
    this.loop = loop;
    this.completions = completions;
    this.metadata = metadata;
  }

  /** Told when records may have left. */
  void onChange(Runnable listener) {
    changed = listener;
  }

  void add(Route route) {
    if (waiting.add(route) && timer == null) {
      timer = loop.schedule(this::sweep, patience.timeoutNanos);
    }
    metadata.request(route.topic().name());
  }

  /** The cluster does not have the topic: it is asked again for as long as records wait. */
  void missing(Route route) {
    if (hasRecords(route)) {
      metadata.request(route.topic().name());
    }
  }

  private static boolean hasRecords(Route route) {
    return route.topic().oldestParkedNanos() != Long.MAX_VALUE;
  }

  void remove(Route route) {
    waiting.remove(route);
  }

  /**
   * The topic cannot be had: fails all records that wait for it, those included that were parked
   * since it was asked for. The next one asks anew, hence the order: a record that is parked too
   * late to be failed here finds that nobody asks.
   */
  void fail(Route route, ProducerException failure) {
    route.requestFailed();
    waiting.remove(route);
    drain(route, failure);
  }

  /** Fails all records that wait; by the name of their topic. */
  void failAll(Function<String, ProducerException> failure) {
    waiting.forEach(route -> drain(route, failure.apply(route.topic().name())));
  }

  private void drain(Route route, ProducerException failure) {
    route.topic().drainParked(slot -> completions.postFailure(slot, failure));
    changed.run();
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
    long timeoutNanos = patience.timeoutNanos;
    long wait = timeoutNanos;
    for (Route route : List.copyOf(waiting)) {
      route.topic().expireParked(now - timeoutNanos, slot -> expired(route, slot));
      leaveIfEmpty(route);
      long oldest = route.topic().oldestParkedNanos();
      if (oldest != Long.MAX_VALUE) {
        wait = Math.min(wait, timeoutNanos - (now - oldest));
      }
    }
    if (!waiting.isEmpty()) {
      timer = loop.schedule(this::sweep, wait);
    }
    changed.run();
  }

  /** A record that is parked while this looks either is seen, or finds that nobody asks. */
  private void leaveIfEmpty(Route route) {
    if (!hasRecords(route)) {
      route.requestFailed();
      waiting.remove(route);
      if (hasRecords(route) && route.claimRequest()) {
        waiting.add(route);
        metadata.request(route.topic().name());
      }
    }
  }

  private void expired(Route route, Object slot) {
    completions.postFailure(
        slot,
        new DeliveryTimeoutException(
            "Channel '%s': a record for topic '%s' was not sent within delivery.timeout.ms = %d, as the topic's partitions are not known: %s"
                .formatted(
                    patience.channel,
                    route.topic().name(),
                    TimeUnit.NANOSECONDS.toMillis(patience.timeoutNanos),
                    metadata.obstacle(route.topic().name())),
            Persistence.NOT_PERSISTED));
  }
}
