package io.weir.kafka.testcluster.controller;

import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.testcluster.metadata.ClusterImage;
import io.weir.kafka.testcluster.metadata.PartitionImage;
import io.weir.kafka.testcluster.metadata.RegisteredBroker;
import io.weir.kafka.testcluster.metadata.RejectedException;
import java.util.ArrayList;
import java.util.List;

/**
 * Spreads replicas over brokers: leaders in turn, followers behind them at a distance that grows
 * with each round, so that the followers of one broker's partitions are not all on its neighbour.
 * Brokers that cannot serve now come last.
 *
 * <p>Left out: racks, and chance: a real controller starts at any broker.
 */
final class ReplicaPlacer {

  private final ClusterImage image;
  private final List<Integer> able;
  private final List<Integer> unable;

  ReplicaPlacer(ClusterImage image) {
    this.image = image;
    this.able =
        image.brokers().stream()
            .filter(RegisteredBroker::isEligible)
            .map(RegisteredBroker::id)
            .toList();
    this.unable =
        image.brokers().stream()
            .filter(broker -> !broker.isEligible())
            .map(RegisteredBroker::id)
            .toList();
  }

  /**
   * @param turn which broker leads the first of all partitions
   * @throws RejectedException with INVALID_REPLICATION_FACTOR
   */
  List<PartitionImage> place(IndexRange indexes, int replicationFactor, int turn) {
    check(replicationFactor);
    List<PartitionImage> partitions = new ArrayList<>(indexes.to() - indexes.from());
    for (int index = indexes.from(); index < indexes.to(); index++) {
      List<Integer> replicas = replicas(turn + index, index / able.size(), replicationFactor);
      partitions.add(
          PartitionImage.fresh(
              index, replicas, replicas.stream().filter(image::isEligible).toList()));
    }
    return partitions;
  }

  private void check(int replicationFactor) {
    if (replicationFactor < 1) {
      throw refused("Replication factor must be larger than 0, or -1 to use the default value.");
    }
    int registered = able.size() + unable.size();
    if (able.isEmpty()) {
      throw refused(unableTo(replicationFactor) + "All brokers are currently fenced.");
    }
    if (replicationFactor > registered) {
      throw refused(
          unableTo(replicationFactor)
              + "The target replication factor of %d cannot be reached because only %d broker(s) are registered or some brokers have all their log directories cordoned."
                  .formatted(replicationFactor, registered));
    }
  }

  private static String unableTo(int replicationFactor) {
    return "Unable to replicate the partition " + replicationFactor + " time(s): ";
  }

  private static RejectedException refused(String message) {
    return new RejectedException(ErrorCode.INVALID_REPLICATION_FACTOR, message);
  }

  private List<Integer> replicas(int turn, int round, int replicationFactor) {
    List<Integer> replicas = new ArrayList<>(replicationFactor);
    int leader = turn % able.size();
    replicas.add(able.get(leader));
    for (int i = 0; replicas.size() < Math.min(replicationFactor, able.size()); i++) {
      int distance = 1 + (round + i) % (able.size() - 1);
      replicas.add(able.get((leader + distance) % able.size()));
    }
    for (int i = 0; replicas.size() < replicationFactor; i++) {
      replicas.add(unable.get((turn + i) % unable.size()));
    }
    return replicas;
  }

  /** Indexes of partitions. */
  record IndexRange(int from, int to) {}
}
