package io.weir.kafka.testcluster.core;

import io.weir.kafka.testcluster.metadata.TopicPartition;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The requests that wait, found by their timer or by a partition that they watch.
 *
 * <p>Owned by the core's thread. Bounded by the connections: each has at most one request here.
 */
final class Purgatory {

  private record Watch(int broker, TopicPartition partition) {}

  /** Both: owned by the core's thread. */
  private final Map<Long, WaitingRequest<?>> byTimer = new HashMap<>();

  private final Map<Watch, Map<Long, WaitingRequest<?>>> byPartition = new HashMap<>();

  void add(WaitingRequest<?> request) {
    byTimer.put(request.timer(), request);
    for (TopicPartition partition : request.partitions()) {
      byPartition
          .computeIfAbsent(watch(request, partition), key -> new LinkedHashMap<>())
          .put(request.timer(), request);
    }
  }

  /** The request of that timer; null if it no longer waits. */
  @Nullable WaitingRequest<?> byTimer(long timer) {
    return byTimer.get(timer);
  }

  /** Those who watch the partition at that broker, in the order in which they came. */
  Collection<WaitingRequest<?>> watching(int broker, TopicPartition partition) {
    Map<Long, WaitingRequest<?>> watching = byPartition.get(new Watch(broker, partition));
    return watching == null ? List.of() : List.copyOf(watching.values());
  }

  void remove(WaitingRequest<?> request) {
    byTimer.remove(request.timer());
    for (TopicPartition partition : request.partitions()) {
      byPartition.computeIfPresent(
          watch(request, partition),
          (key, watching) -> {
            watching.remove(request.timer());
            return watching.isEmpty() ? null : watching;
          });
    }
  }

  private static Watch watch(WaitingRequest<?> request, TopicPartition partition) {
    return new Watch(request.connection().broker().id(), partition);
  }
}
