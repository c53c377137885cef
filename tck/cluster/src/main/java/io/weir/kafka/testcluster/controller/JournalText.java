package io.weir.kafka.testcluster.controller;

import io.weir.kafka.testcluster.metadata.Endpoint;
import io.weir.kafka.testcluster.metadata.PartitionImage;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The words of the metadata journal. A partition is {@code
 * leader:leaderEpoch:partitionEpoch:replicas:isr:adding:removing}, its lists have commas; configs
 * are a form-encoded query; an endpoint is {@code listener@host:port}.
 */
final class JournalText {

  /** Stands where a word would be empty. */
  static final String NOTHING = "-";

  private JournalText() {}

  static String of(PartitionImage partition) {
    return String.join(
        ":",
        Integer.toString(partition.leader()),
        Integer.toString(partition.leaderEpoch()),
        Integer.toString(partition.partitionEpoch()),
        brokers(partition.replicas()),
        brokers(partition.isr()),
        brokers(partition.addingReplicas()),
        brokers(partition.removingReplicas()));
  }

  static PartitionImage partition(int index, String text) {
    String[] parts = text.split(":", -1);
    return new PartitionImage(
        index,
        Integer.parseInt(parts[0]),
        Integer.parseInt(parts[1]),
        Integer.parseInt(parts[2]),
        brokers(parts[3]),
        brokers(parts[4]),
        brokers(parts[5]),
        brokers(parts[6]));
  }

  private static String brokers(List<Integer> ids) {
    return ids.stream().map(String::valueOf).collect(Collectors.joining(","));
  }

  private static List<Integer> brokers(String text) {
    return text.isEmpty()
        ? List.of()
        : Arrays.stream(text.split(",", -1)).map(Integer::valueOf).toList();
  }

  static String of(SortedMap<String, String> configs) {
    return configs.isEmpty()
        ? NOTHING
        : configs.entrySet().stream()
            .map(config -> config.getKey() + "=" + encoded(config.getValue()))
            .collect(Collectors.joining("&"));
  }

  static SortedMap<String, String> configs(String text) {
    SortedMap<String, String> configs = new TreeMap<>();
    if (!text.equals(NOTHING)) {
      for (String config : text.split("&", -1)) {
        int equals = config.indexOf('=');
        configs.put(config.substring(0, equals), decoded(config.substring(equals + 1)));
      }
    }
    return configs;
  }

  static String of(Endpoint endpoint) {
    return encoded(endpoint.listener()) + "@" + encoded(endpoint.host()) + ":" + endpoint.port();
  }

  static Endpoint endpoint(String text) {
    int at = text.indexOf('@');
    int colon = text.lastIndexOf(':');
    return new Endpoint(
        decoded(text.substring(0, at)),
        decoded(text.substring(at + 1, colon)),
        Integer.parseInt(text.substring(colon + 1)));
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
