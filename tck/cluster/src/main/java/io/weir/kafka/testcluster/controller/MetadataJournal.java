package io.weir.kafka.testcluster.controller;

import io.weir.kafka.testcluster.metadata.ClusterSettings;
import io.weir.kafka.testcluster.metadata.PartitionImage;
import io.weir.kafka.testcluster.metadata.TopicImage;
import io.weir.kafka.testcluster.metadata.TopicSettings;
import io.weir.kafka.testcluster.storage.Storage;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * The cluster's metadata as lines of text, so that a cluster on disk comes back as it was: {@code
 * cluster <id>}, {@code topic <id> <name> <configs> <partition>...}, {@code leader <topic id>
 * <index> <leader> <epoch>}, {@code producers <next id>}. A partition is {@code
 * leader:epoch:replicas:isr}, lists have commas, configs are a form-encoded query.
 */
final class MetadataJournal {

  private static final String NO_CONFIGS = "-";

  private final Storage storage;

  MetadataJournal(Storage storage) {
    this.storage = storage;
  }

  /** Everything that was written, in order. */
  List<String[]> load() {
    return storage.loadJournal().stream().map(line -> line.split(" ", -1)).toList();
  }

  void writeCluster(String clusterId) {
    storage.appendJournal("cluster " + clusterId);
  }

  void writeProducers(long nextId) {
    storage.appendJournal("producers " + nextId);
  }

  void writeTopic(TopicImage topic) {
    String partitions =
        topic.partitions().stream().map(MetadataJournal::text).collect(Collectors.joining(" "));
    storage.appendJournal(
        String.join(
            " ",
            "topic",
            topic.id().toString(),
            topic.name(),
            text(topic.settings().overrides()),
            partitions));
  }

  void writeLeader(TopicImage topic, PartitionImage partition) {
    storage.appendJournal(
        String.join(
            " ",
            "leader",
            topic.id().toString(),
            Integer.toString(partition.index()),
            Integer.toString(partition.leader()),
            Integer.toString(partition.leaderEpoch())));
  }

  /** Reads a line that starts with {@code topic}. */
  static TopicImage topic(String[] words, ClusterSettings defaults) {
    List<PartitionImage> partitions = new ArrayList<>();
    for (String word : Arrays.asList(words).subList(4, words.length)) {
      partitions.add(partition(partitions.size(), word.split(":", -1)));
    }
    return new TopicImage(
        words[2],
        UUID.fromString(words[1]),
        TopicSettings.of(configs(words[3]), defaults),
        partitions);
  }

  /** Applies a line that starts with {@code leader} to the partition, if it is meant. */
  static PartitionImage leader(String[] words, PartitionImage partition) {
    return partition.index() == Integer.parseInt(words[2])
        ? new PartitionImage(
            partition.index(),
            Integer.parseInt(words[3]),
            Integer.parseInt(words[4]),
            partition.partitionEpoch() + 1,
            partition.replicas(),
            partition.isr(),
            List.of(),
            List.of())
        : partition;
  }

  private static PartitionImage partition(int index, String[] parts) {
    return new PartitionImage(
        index,
        Integer.parseInt(parts[0]),
        Integer.parseInt(parts[1]),
        0,
        brokers(parts[2]),
        brokers(parts[3]),
        List.of(),
        List.of());
  }

  private static String text(PartitionImage partition) {
    return partition.leader()
        + ":"
        + partition.leaderEpoch()
        + ":"
        + text(partition.replicas())
        + ":"
        + text(partition.isr());
  }

  private static String text(List<Integer> brokers) {
    return brokers.stream().map(String::valueOf).collect(Collectors.joining(","));
  }

  private static List<Integer> brokers(String text) {
    return Arrays.stream(text.split(",", -1)).map(Integer::valueOf).toList();
  }

  private static String text(SortedMap<String, String> configs) {
    return configs.isEmpty()
        ? NO_CONFIGS
        : configs.entrySet().stream()
            .map(config -> config.getKey() + "=" + encoded(config.getValue()))
            .collect(Collectors.joining("&"));
  }

  private static Map<String, String> configs(String text) {
    Map<String, String> configs = new TreeMap<>();
    if (!text.equals(NO_CONFIGS)) {
      for (String config : text.split("&", -1)) {
        int equals = config.indexOf('=');
        configs.put(
            config.substring(0, equals),
            URLDecoder.decode(config.substring(equals + 1), StandardCharsets.UTF_8));
      }
    }
    return configs;
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
