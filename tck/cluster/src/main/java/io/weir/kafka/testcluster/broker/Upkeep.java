package io.weir.kafka.testcluster.broker;

import io.weir.kafka.testcluster.metadata.ClusterSettings;
import io.weir.kafka.testcluster.replica.Replica;
import java.util.List;
import java.util.function.BiConsumer;

/** What a broker does for all its replicas from time to time. Owned by the core's thread. */
final class Upkeep {

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
