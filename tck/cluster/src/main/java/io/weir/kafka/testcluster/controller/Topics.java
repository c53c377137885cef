package io.weir.kafka.testcluster.controller;

import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.testcluster.metadata.ClusterSettings;
import io.weir.kafka.testcluster.metadata.NewTopic;
import io.weir.kafka.testcluster.metadata.PartitionImage;
import io.weir.kafka.testcluster.metadata.RejectedException;
import io.weir.kafka.testcluster.metadata.TopicImage;
import io.weir.kafka.testcluster.metadata.TopicSettings;
import java.util.Map;
import java.util.UUID;

/**
 * Creates, finds and deletes topics.
 *
 * <p>Owned by the core's thread.
 */
final class Topics {

  private final ClusterState state;
  private final Ids ids;

  /** The broker that leads the next topic's first partition; owned by the core's thread. */
  private int turn;

  /**
   * @param created how many topics earlier runs created
   */
  Topics(ClusterState state, Ids ids, int created) {
    this.state = state;
    this.ids = ids;
    this.turn = created;
  }

  TopicImage create(NewTopic wanted) {
    TopicImage topic = plan(wanted);
    state.put(topic);
    turn++;
    return topic;
  }

  TopicImage plan(NewTopic wanted) {
    TopicNames.check(wanted.name(), state.image());
    TopicSettings settings = TopicSettings.of(wanted.configs(), state.image().settings());
    return new TopicImage(
        wanted.name(), ids.topic(), settings, TopicPlan.partitions(wanted, state.image(), turn));
  }

  /** Kafka insists on the replication factor; a cluster of fewer brokers is common in tests. */
  TopicImage createOffsets() {
    TopicImage known = state.image().topic(TopicImage.OFFSETS);
    if (known != null) {
      return known;
    }
    ClusterSettings settings = state.image().settings();
    int replicas =
        Math.min(
            settings.offsetsTopicReplicationFactor(), Math.max(1, state.image().brokers().size()));
    return create(
        new NewTopic(
            TopicImage.OFFSETS,
            settings.offsetsTopicPartitions(),
            replicas,
            Map.of(),
            Map.of(
                "cleanup.policy", "compact",
                "compression.type", "producer",
                "segment.bytes", Integer.toString(settings.offsetsTopicSegmentBytes()))));
  }

  TopicImage delete(TopicImage topic) {
    if (!state.image().settings().deleteTopics()) {
      throw new RejectedException(
          ErrorCode.TOPIC_DELETION_DISABLED, "delete.topic.enable is false");
    }
    state.remove(topic);
    return topic;
  }

  /**
   * @throws RejectedException with UNKNOWN_TOPIC_OR_PARTITION
   */
  TopicImage named(String name) {
    TopicImage topic = state.image().topic(name);
    if (topic == null) {
      throw new RejectedException(
          ErrorCode.UNKNOWN_TOPIC_OR_PARTITION, "This server does not host this topic-partition.");
    }
    return topic;
  }

  /**
   * @throws RejectedException with UNKNOWN_TOPIC_ID
   */
  TopicImage withId(UUID id) {
    TopicImage topic = state.image().topic(id);
    if (topic == null) {
      throw new RejectedException(
          ErrorCode.UNKNOWN_TOPIC_ID, "This server does not host this topic ID.");
    }
    return topic;
  }

  /**
   * @throws RejectedException with UNKNOWN_TOPIC_OR_PARTITION
   */
  static PartitionImage partition(TopicImage topic, int index) {
    PartitionImage partition = topic.partition(index);
    if (partition == null) {
      throw new RejectedException(
          ErrorCode.UNKNOWN_TOPIC_OR_PARTITION,
          "There is no partition %s-%d.".formatted(topic.name(), index));
    }
    return partition;
  }
}
