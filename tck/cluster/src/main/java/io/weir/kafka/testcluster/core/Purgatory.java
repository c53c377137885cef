package io.weir.kafka.testcluster.core;

import io.weir.kafka.testcluster.metadata.WatchKey;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The requests that wait, found by their timer or by what they watch.
 *
 * <p>Owned by the core's thread. Bounded by the connections: each has at most one request here.
 */
final class Purgatory {

  private record Watch(int broker, WatchKey key) {}

  /** Both: owned by the core's thread. */
  private final Map<Long, WaitingRequest<?>> byTimer = new HashMap<>();

  private final Map<Watch, Map<Long, WaitingRequest<?>>> byWatch = new HashMap<>();

  void add(WaitingRequest<?> request) {
    byTimer.put(request.timer(), request);
    for (WatchKey key : request.watched()) {
      byWatch
          .computeIfAbsent(watch(request, key), unseen -> new LinkedHashMap<>())
          .put(request.timer(), request);
    }
  }

  /** The request of that timer; null if it no longer waits. */
  @Nullable WaitingRequest<?> byTimer(long timer) {
    return byTimer.get(timer);
  }

  /** Those who watch the key at that broker, in the order in which they came. */
  Collection<WaitingRequest<?>> watching(int broker, WatchKey key) {
    Map<Long, WaitingRequest<?>> watching = byWatch.get(new Watch(broker, key));
    return watching == null ? List.of() : List.copyOf(watching.values());
  }

  void remove(WaitingRequest<?> request) {
    byTimer.remove(request.timer());
    for (WatchKey key : request.watched()) {
      byWatch.computeIfPresent(
          watch(request, key),
          (watch, watching) -> {
            watching.remove(request.timer());
            return watching.isEmpty() ? null : watching;
          });
    }
  }

  private static Watch watch(WaitingRequest<?> request, WatchKey key) {
    return new Watch(request.connection().broker().id(), key);
  }
}
