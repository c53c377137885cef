package io.weir.kafka.testcluster.core;

import io.weir.kafka.testcluster.metadata.WatchKey;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * The requests that wait at one broker, found by what they watch.
 *
 * <p>Owned by the core's thread. Bounded by the connections: each has at most one request here.
 */
final class Purgatory {

  /** Those who watch a key, in the order in which they came; owned by the core's thread. */
  private final Map<WatchKey, Set<WaitingRequest<?>>> byKey = new HashMap<>();

  void add(WaitingRequest<?> request) {
    for (WatchKey key : request.watched()) {
      byKey.computeIfAbsent(key, unseen -> new LinkedHashSet<>()).add(request);
    }
  }

  /** Those who watch one of the keys, each once, in the order of the keys. */
  Collection<WaitingRequest<?>> watching(Set<WatchKey> keys) {
    Set<WaitingRequest<?>> watching = new LinkedHashSet<>();
    for (WatchKey key : keys) {
      watching.addAll(byKey.getOrDefault(key, Set.of()));
    }
    return watching;
  }

  void remove(WaitingRequest<?> request) {
    for (WatchKey key : request.watched()) {
      byKey.computeIfPresent(
          key,
          (watched, watching) -> {
            watching.remove(request);
            return watching.isEmpty() ? null : watching;
          });
    }
  }
}
