package io.weir.kafka.testcluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Utils;

/** The real consumers of one group, polled in turns by the test's own thread. */
final class GroupClients implements AutoCloseable {

  static final String TOPIC = "orders";
  static final String GROUP = "billing";

  private static final Duration DEADLINE = Duration.ofSeconds(60);
  private static final Duration TURN = Duration.ofMillis(20);

  private final TestCluster cluster;
  private final List<Member> members = new ArrayList<>();

  GroupClients(TestCluster cluster) {
    this.cluster = cluster;
  }

  /** A cluster whose groups form at once, with short sessions allowed. */
  static TestClusterBuilder cluster(int brokers, int partitions) {
    return TestCluster.builder()
        .brokers(brokers)
        .topic(TOPIC, partitions)
        .setting("group.initial.rebalance.delay.ms", "0")
        .setting("group.min.session.timeout.ms", "100")
        .setting("offsets.topic.num.partitions", "5");
  }

  /** A consumer that subscribes to the topic. */
  Member join(String name, Map<String, Object> settings) {
    Member member = new Member(consumer(name, settings));
    member.consumer.subscribe(List.of(TOPIC), member);
    members.add(member);
    return member;
  }

  Member join(String name) {
    return join(name, Map.of());
  }

  KafkaConsumer<String, String> consumer(String name, Map<String, Object> settings) {
    Map<String, Object> all = new HashMap<>();
    all.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, cluster.bootstrapServers());
    all.put(ConsumerConfig.GROUP_ID_CONFIG, GROUP);
    all.put(ConsumerConfig.CLIENT_ID_CONFIG, name);
    all.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    all.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    all.putAll(settings);
    return new KafkaConsumer<>(all, new StringDeserializer(), new StringDeserializer());
  }

  /** Sends so many records to each partition; the values are {@code partition-n}. */
  void produce(int perPartition, int partitions) {
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(
            Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, cluster.bootstrapServers()),
            new StringSerializer(),
            new StringSerializer())) {
      for (int partition = 0; partition < partitions; partition++) {
        for (int i = 0; i < perPartition; i++) {
          producer.send(new ProducerRecord<>(TOPIC, partition, null, partition + "-" + i));
        }
      }
    }
  }

  /** Polls all consumers in turns until the condition holds. */
  void pollUntil(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + DEADLINE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time: %s; %s", what, this).isLessThan(deadline);
      pollOnce();
    }
  }

  /** Where the group lies in the topic of offsets, as Kafka computes it. */
  int partitionOfGroup(int partitions) {
    return Utils.abs(GROUP.hashCode()) % partitions;
  }

  /** Gives each consumer one turn. */
  void pollOnce() {
    members.forEach(member -> member.poll(TURN));
  }

  void commitAll() {
    members.forEach(member -> member.consumer.commitSync());
  }

  /** What the present consumers have read. */
  List<String> allValues() {
    return values(members.toArray(Member[]::new));
  }

  /** Polls until the partitions are shared as the lists say, in the order of joining. */
  void pollUntilShared(List<List<Integer>> expected) {
    pollUntil("shared as " + expected, () -> shares().equals(expected));
  }

  /** Polls until these consumers have read so many records together. */
  void pollUntilRead(int records) {
    pollUntil(
        records + " records",
        () -> members.stream().mapToInt(member -> member.values.size()).sum() >= records);
  }

  List<List<Integer>> shares() {
    return members.stream().map(Member::partitions).toList();
  }

  /** All values that any consumer has read, those of consumers that have gone too. */
  static List<String> values(Member... members) {
    return List.of(members).stream().flatMap(member -> member.values.stream()).toList();
  }

  static List<String> expected(int perPartition, int partitions) {
    return IntStream.range(0, partitions)
        .boxed()
        .flatMap(p -> IntStream.range(0, perPartition).mapToObj(i -> p + "-" + i))
        .toList();
  }

  @Override
  public void close() {
    members.forEach(member -> member.consumer.close(CloseOptions.timeout(Duration.ZERO)));
  }

  @Override
  public String toString() {
    return members.stream()
        .map(each -> each.partitions() + " read " + each.values.size())
        .collect(Collectors.joining(", "));
  }

  /** One consumer and what it has seen. */
  final class Member implements ConsumerRebalanceListener {

    final KafkaConsumer<String, String> consumer;
    final List<String> values = new ArrayList<>();
    final List<String> events = new ArrayList<>();

    Member(KafkaConsumer<String, String> consumer) {
      this.consumer = consumer;
    }

    void poll(Duration timeout) {
      for (ConsumerRecord<String, String> each : consumer.poll(timeout)) {
        values.add(each.value());
      }
    }

    List<Integer> partitions() {
      return consumer.assignment().stream().map(TopicPartition::partition).sorted().toList();
    }

    /** Says goodbye. */
    void leave() {
      members.remove(this);
      consumer.close();
    }

    /** Goes without a word, as a process that dies. */
    void crash() {
      members.remove(this);
      consumer.close(
          CloseOptions.groupMembershipOperation(
                  CloseOptions.GroupMembershipOperation.REMAIN_IN_GROUP)
              .withTimeout(Duration.ZERO));
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      note("revoked", partitions);
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      note("assigned", partitions);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
      note("lost", partitions);
    }

    private void note(String what, Collection<TopicPartition> partitions) {
      Set<Integer> indexes =
          partitions.stream()
              .map(TopicPartition::partition)
              .collect(Collectors.toCollection(TreeSet::new));
      events.add(what + " " + indexes);
    }

    Map<Integer, Long> committed(int partitions) {
      Set<TopicPartition> all =
          IntStream.range(0, partitions)
              .mapToObj(partition -> new TopicPartition(TOPIC, partition))
              .collect(Collectors.toSet());
      Map<Integer, Long> offsets = new TreeMap<>();
      consumer
          .committed(all)
          .forEach(
              (partition, offset) -> {
                if (offset != null) {
                  offsets.put(partition.partition(), offset.offset());
                }
              });
      return offsets;
    }
  }
}
