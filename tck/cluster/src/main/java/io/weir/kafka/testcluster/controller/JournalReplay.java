package io.weir.kafka.testcluster.controller;

import io.weir.kafka.testcluster.metadata.BrokerNode;
import io.weir.kafka.testcluster.metadata.ClusterImage;
import io.weir.kafka.testcluster.metadata.ClusterSettings;
import io.weir.kafka.testcluster.metadata.DynamicConfigs;
import io.weir.kafka.testcluster.metadata.PartitionImage;
import io.weir.kafka.testcluster.metadata.RegisteredBroker;
import io.weir.kafka.testcluster.metadata.TopicImage;
import io.weir.kafka.testcluster.metadata.TopicSettings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads the lines of a {@link MetadataJournal} back. Used once, when a cluster starts. */
final class JournalReplay {

  private final ClusterSettings settings;
  private @Nullable ClusterImage image;
  private long firstFreeProducerId;
  private int topicsCreated;

  JournalReplay(ClusterSettings settings) {
    this.settings = settings;
  }

  /** What the lines say; null if there are none. */
  @Nullable ClusterImage replay(List<String> lines) {
    for (String line : lines) {
      image = replay(line.split(" ", -1), image);
    }
    return image;
  }

  /** The first producer id that no earlier run reserved. */
  long firstFreeProducerId() {
    return firstFreeProducerId;
  }

  /** How many topics were ever created. */
  int topicsCreated() {
    return topicsCreated;
  }

  private ClusterImage replay(String[] words, @Nullable ClusterImage known) {
    if (words[0].equals("cluster")) {
      return ClusterImage.empty(words[1], settings);
    }
    if (known == null) {
      throw new IllegalStateException("The metadata journal starts with '" + words[0] + "'");
    }
    return switch (words[0]) {
      case "broker" -> known.withBroker(broker(words));
      case "configs" -> known.withConfigs(configs(words, known.dynamicConfigs()));
      case "topic" -> withTopic(topic(words, known), known);
      case "partition" -> withPartition(words, known);
      case "deleted" -> known.withoutTopic(topicOf(words, known).name());
      case "producers" -> {
        firstFreeProducerId = Long.parseLong(words[1]);
        yield known;
      }
      default ->
          throw new IllegalStateException("Unknown line in the metadata journal: " + words[0]);
    };
  }

  private static RegisteredBroker broker(String[] words) {
    BrokerNode node =
        new BrokerNode(
            Integer.parseInt(words[1]),
            Arrays.stream(words).skip(4).map(JournalText::endpoint).toList());
    return new RegisteredBroker(
        node, Long.parseLong(words[2]), RegisteredBroker.State.valueOf(words[3]));
  }

  private static DynamicConfigs configs(String[] words, DynamicConfigs known) {
    String broker = words[1].equals(JournalText.NOTHING) ? "" : words[1];
    return known.with(broker, JournalText.configs(words[2]));
  }

  private static TopicImage topic(String[] words, ClusterImage known) {
    List<PartitionImage> partitions = new ArrayList<>();
    for (String word : Arrays.asList(words).subList(4, words.length)) {
      partitions.add(JournalText.partition(partitions.size(), word));
    }
    return new TopicImage(
        words[2],
        UUID.fromString(words[1]),
        TopicSettings.of(JournalText.configs(words[3]), known.settings()),
        partitions);
  }

  private ClusterImage withTopic(TopicImage topic, ClusterImage known) {
    if (known.topic(topic.id()) == null) {
      topicsCreated++;
    }
    return known.withTopic(topic);
  }

  private static ClusterImage withPartition(String[] words, ClusterImage known) {
    PartitionImage changed = JournalText.partition(Integer.parseInt(words[2]), words[3]);
    return known.withTopic(
        topicOf(words, known)
            .withPartitions(each -> each.index() == changed.index() ? changed : each));
  }

  private static TopicImage topicOf(String[] words, ClusterImage known) {
    TopicImage topic = known.topic(UUID.fromString(words[1]));
    if (topic == null) {
      throw new IllegalStateException("The metadata journal speaks of no topic: " + words[1]);
    }
    return topic;
  }
}
