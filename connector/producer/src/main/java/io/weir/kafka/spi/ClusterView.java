package io.weir.kafka.spi;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a channel knew of the cluster when its metadata last changed: the brokers, and the topics
 * that the channel has sent to. Immutable; the same object until there is news.
 *
 * @param clusterId null if it is not known
 * @param brokers in the order in which the cluster lists them
 * @param topics those whose partitions are known
 */
public record ClusterView(@Nullable String clusterId, List<Broker> brokers, List<Topic> topics) {

  public ClusterView {
    brokers = List.copyOf(brokers);
    topics = List.copyOf(topics);
  }

  /** One broker. */
  public record Broker(int id, String host, int port) {}

  /**
   * One topic.
   *
   * @param id all bits zero if the cluster is older than topic ids
   * @param leaders the broker that leads each partition; negative where there is none
   */
  public record Topic(String name, UUID id, List<Integer> leaders) {
    public Topic {
      leaders = List.copyOf(leaders);
    }
  }
}
