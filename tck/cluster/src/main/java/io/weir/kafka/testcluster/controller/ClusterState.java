package io.weir.kafka.testcluster.controller;

import io.weir.kafka.testcluster.metadata.ClusterImage;
import io.weir.kafka.testcluster.metadata.DynamicConfigs;
import io.weir.kafka.testcluster.metadata.PartitionImage;
import io.weir.kafka.testcluster.metadata.RegisteredBroker;
import io.weir.kafka.testcluster.metadata.TopicImage;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.function.UnaryOperator;

/**
 * The one place where the image changes: what changes is in the journal first.
 *
 * <p>Owned by the core's thread. It decides nothing.
 */
final class ClusterState {

  private final MetadataJournal journal;

  /** Owned by the core's thread. */
  private ClusterImage image;

  ClusterState(MetadataJournal journal, ClusterImage image) {
    this.journal = journal;
    this.image = image;
  }

  ClusterImage image() {
    return image;
  }

  void put(RegisteredBroker broker) {
    if (!broker.equals(image.broker(broker.id()))) {
      journal.write(broker);
      image = image.withBroker(broker);
    }
  }

  /** A new topic, or one whose settings or number of partitions changed. */
  void put(TopicImage topic) {
    journal.write(topic);
    image = image.withTopic(topic);
  }

  void remove(TopicImage topic) {
    journal.writeDeleted(topic);
    image = image.withoutTopic(topic.name());
  }

  void putConfigs(String broker, SortedMap<String, String> changes) {
    DynamicConfigs changed = image.dynamicConfigs().with(broker, changes);
    journal.writeConfigs(broker, changes);
    image = image.withConfigs(changed);
  }

  /**
   * Changes one partition.
   *
   * @param topic as it is now
   */
  void put(TopicImage topic, PartitionImage changed) {
    journal.write(topic, changed);
    image =
        image.withTopic(
            topic.withPartitions(each -> each.index() == changed.index() ? changed : each));
  }

  /** Changes the partitions of all topics where the change gives others; in one new image. */
  void changePartitions(Change change) {
    List<TopicImage> changed = new ArrayList<>();
    for (TopicImage topic : image.topics()) {
      List<PartitionImage> partitions = change.of(topic);
      if (write(topic, partitions)) {
        changed.add(topic.withPartitions(partitions));
      }
    }
    if (!changed.isEmpty()) {
      image = image.withTopics(changed);
    }
  }

  private boolean write(TopicImage topic, List<PartitionImage> partitions) {
    boolean changes = false;
    for (PartitionImage partition : partitions) {
      if (!partition.equals(topic.partition(partition.index()))) {
        journal.write(topic, partition);
        changes = true;
      }
    }
    return changes;
  }

  /** The partitions that a topic is to have. */
  @FunctionalInterface
  interface Change {
    List<PartitionImage> of(TopicImage topic);

    /** Changes each partition by itself. */
    static Change each(UnaryOperator<PartitionImage> change) {
      return topic -> topic.partitions().stream().map(change).toList();
    }
  }
}
