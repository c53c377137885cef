package io.weir.kafka.testcluster.broker;

import io.weir.kafka.testcluster.metadata.ClusterSettings;
import io.weir.kafka.testcluster.metadata.TopicSettings;
import io.weir.kafka.testcluster.replica.Replica;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * What a broker does for all its replicas from time to time. Owned by the core's thread.
 *
 * <p>The first time is one interval after the start; a real broker begins with retention and
 * flushes only after {@code log.initial.task.delay.ms}, half a minute.
 */
final class Upkeep {

  private static final long NEVER = Long.MAX_VALUE;

  private final BrokerHost host;
  private final ClusterSettings settings;
  private final HostedReplicas replicas;

  Upkeep(BrokerHost host, ClusterSettings settings, HostedReplicas replicas) {
    this.host = host;
    this.settings = settings;
    this.replicas = replicas;
  }

  void start(long nowMs) {
    // As real brokers do, so that a laggard leaves the ISR within one and a half times the lag.
    every(Math.max(1, settings.replicaLagTimeMaxMs() / 2), Replica::checkInSync, nowMs);
    every(
        settings.highWatermarkCheckpointIntervalMs(),
        (replica, now) -> replica.checkpoint(),
        nowMs);
    every(
        settings.producerIdExpirationCheckIntervalMs(),
        (replica, now) -> replica.expireProducers(settings.producerIdExpirationMs(), now),
        nowMs);
    every(settings.retentionCheckIntervalMs(), Replica::deleteOldSegments, nowMs);
    if (flushCheckIntervalMs() != NEVER) {
      every(flushCheckIntervalMs(), (replica, now) -> replica.log().flushIfDue(now), nowMs);
    }
  }

  /**
   * A real broker whose {@code log.flush.scheduler.interval.ms} is not set never looks, whatever
   * {@code log.flush.interval.ms} says; this one looks so often then.
   */
  private long flushCheckIntervalMs() {
    long byDefaultMs = TopicSettings.of(Map.of(), settings).flushMs();
    return Math.max(1, Math.min(settings.flushSchedulerIntervalMs(), byDefaultMs));
  }

  private void every(long intervalMs, BiConsumer<Replica, Long> work, long nowMs) {
    host.schedule(
        nowMs + intervalMs,
        now -> {
          List.copyOf(replicas.all()).forEach(replica -> work.accept(replica, now));
          every(intervalMs, work, now);
        });
  }
}
