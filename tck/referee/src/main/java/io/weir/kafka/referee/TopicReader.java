package io.weir.kafka.referee;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads a whole topic with Kafka's own consumer: all partitions, from their first record to the end
 * that each had when the reading began. Immutable; each call uses a consumer of its own.
 */
public final class TopicReader {
  private static final Duration DEADLINE = Duration.ofSeconds(120);
  private static final Duration POLL = Duration.ofMillis(500);

  private final String bootstrapServers;
  private final Duration deadline;

  private TopicReader(String bootstrapServers, Duration deadline) {
    this.bootstrapServers = bootstrapServers;
    this.deadline = deadline;
  }

  /** A reader that gives up after 120 s; {@code bootstrapServers} is {@code host:port,...}. */
  public static TopicReader of(String bootstrapServers) {
    return new TopicReader(bootstrapServers, DEADLINE);
  }

  /** The same reader with another deadline for one whole call. */
  public TopicReader within(Duration deadline) {
    return new TopicReader(bootstrapServers, deadline);
  }

  /**
   * Returns the records of each partition in the order of their offsets; a partition without
   * records has an empty list.
   *
   * @throws IllegalStateException if the end is not reached in time; names the missing offsets
   */
  public SortedMap<Integer, List<ConsumerRecord<byte[], byte[]>>> read(String topic) {
    SortedMap<Integer, List<ConsumerRecord<byte[], byte[]>>> records = new TreeMap<>();
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      List<TopicPartition> partitions = assignAll(consumer, topic);
      partitions.forEach(partition -> records.put(partition.partition(), new ArrayList<>()));
      poll(
          consumer,
          partitions,
          read -> records.computeIfAbsent(read.partition(), absent -> new ArrayList<>()).add(read));
    }
    return records;
  }

  /**
   * Hands each record to {@code action}, on the caller's thread, without keeping any: for topics
   * that do not fit into the heap. The order is that of the offsets within each partition.
   *
   * @throws IllegalStateException if the end is not reached in time; names the missing offsets
   */
  public void forEach(String topic, Consumer<ConsumerRecord<byte[], byte[]>> action) {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      poll(consumer, assignAll(consumer, topic), action);
    }
  }

  /**
   * Returns the sum of the end offsets of all partitions: how many records were ever written,
   * deleted ones and transaction markers included.
   */
  public long endOffsetsOf(String topic) {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      return consumer.endOffsets(assignAll(consumer, topic)).values().stream()
          .mapToLong(Long::longValue)
          .sum();
    }
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    Map<String, Object> settings =
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers,
            ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
            Math.toIntExact(deadline.toMillis()),
            ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
            false);
    return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private static List<TopicPartition> assignAll(
      KafkaConsumer<byte[], byte[]> consumer, String topic) {
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .toList();
    if (partitions.isEmpty()) {
      throw new IllegalStateException("Topic " + topic + " does not exist");
    }
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    return partitions;
  }

  private void poll(
      KafkaConsumer<byte[], byte[]> consumer,
      List<TopicPartition> partitions,
      Consumer<ConsumerRecord<byte[], byte[]>> action) {
    long end = System.nanoTime() + deadline.toNanos();
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    while (!missing(consumer, ends).isEmpty()) {
      if (System.nanoTime() - end > 0) {
        throw new IllegalStateException(
            "Not read within " + deadline + ": " + missing(consumer, ends));
      }
      ConsumerRecords<byte[], byte[]> polled = consumer.poll(POLL);
      for (TopicPartition partition : polled.partitions()) {
        long limit = ends.getOrDefault(partition, 0L);
        polled.records(partition).stream().filter(read -> read.offset() < limit).forEach(action);
      }
    }
  }

  /** What each partition still owes, as {@code position..end}. */
  private static Map<TopicPartition, String> missing(
      KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
    Map<TopicPartition, String> missing = new HashMap<>();
    ends.forEach(
        (partition, end) -> {
          long position = consumer.position(partition);
          if (position < end) {
            missing.put(partition, position + ".." + end);
          }
        });
    return missing;
  }
}
