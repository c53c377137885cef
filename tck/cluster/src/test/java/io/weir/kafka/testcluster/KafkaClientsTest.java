package io.weir.kafka.testcluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.CreateTopicsResult;
import org.apache.kafka.clients.admin.DescribeClusterResult;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Referee: Kafka's own Java clients, with their defaults, against three brokers. */
@Timeout(120)
class KafkaClientsTest {

  private static final int RECORDS = 2000;
  private static final Duration DEADLINE = Duration.ofSeconds(30);

  enum Place {
    MEMORY,
    DISK;

    TestClusterBuilder builder() {
      TestClusterBuilder builder = TestCluster.builder().brokers(3).topic("orders", 6);
      return this == MEMORY ? builder.inMemory() : builder.onDisk();
    }
  }

  static Stream<Arguments> codecsAndPlaces() {
    return Stream.of("none", "gzip", "snappy", "lz4", "zstd")
        .flatMap(codec -> Stream.of(Place.values()).map(place -> Arguments.of(codec, place)));
  }

  @ParameterizedTest
  @MethodSource("codecsAndPlaces")
  void what_an_idempotent_producer_writes_a_consumer_reads(String codec, Place place)
      throws Exception {
    try (TestCluster cluster = place.builder().start()) {
      List<RecordMetadata> acknowledged =
          produce(cluster, Map.of(ProducerConfig.COMPRESSION_TYPE_CONFIG, codec), RECORDS);

      List<ConsumerRecord<String, String>> consumed = consume(cluster, "orders", RECORDS);

      assertThat(consumed)
          .extracting(each -> each.partition() + ":" + each.offset() + " " + each.value())
          .containsExactlyInAnyOrderElementsOf(
              IntStream.range(0, RECORDS)
                  .mapToObj(
                      i ->
                          acknowledged.get(i).partition()
                              + ":"
                              + acknowledged.get(i).offset()
                              + " value-"
                              + i)
                  .toList());
      assertThat(cluster.records("orders"))
          .extracting(StoredRecord::valueText)
          .hasSize(RECORDS)
          .doesNotHaveDuplicates();
      assertThat(cluster.logEndOffsets("orders").stream().mapToLong(Long::longValue).sum())
          .isEqualTo(RECORDS);
    }
  }

  @ParameterizedTest
  @EnumSource
  void acks_0_and_1_arrive_too(Place place) throws Exception {
    try (TestCluster cluster = place.builder().start()) {
      Map<String, Object> plain = Map.of(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, false);
      for (String acks : List.of("0", "1")) {
        Map<String, Object> settings = new HashMap<>(plain);
        settings.put(ProducerConfig.ACKS_CONFIG, acks);
        produce(cluster, settings, 100);
      }

      assertThat(consume(cluster, "orders", 200)).hasSize(200);
    }
  }

  @Test
  void a_topic_comes_into_being_when_a_producer_asks_for_it() throws Exception {
    try (TestCluster cluster = TestCluster.builder().brokers(2).defaultPartitions(4).start();
        KafkaProducer<String, String> producer = producer(cluster, Map.of())) {
      producer.send(new ProducerRecord<>("fresh", 3, "k", "v")).get();

      assertThat(cluster.topics()).containsExactly("fresh");
      assertThat(cluster.records("fresh", 3))
          .singleElement()
          .satisfies(
              each -> {
                assertThat(each.keyText()).isEqualTo("k");
                assertThat(each.valueText()).isEqualTo("v");
                assertThat(each.offset()).isZero();
              });
    }
  }

  @Test
  void the_brokers_limit_of_a_batch_reaches_the_producer() {
    try (TestCluster cluster =
            TestCluster.builder().topic("orders", 1).messageMaxBytes(1000).start();
        KafkaProducer<String, String> producer = producer(cluster, Map.of())) {
      Future<RecordMetadata> sent = producer.send(new ProducerRecord<>("orders", "x".repeat(2000)));

      assertThatExceptionOfType(ExecutionException.class)
          .isThrownBy(sent::get)
          .withCauseInstanceOf(RecordTooLargeException.class);
    }
  }

  @Test
  void a_producer_goes_on_when_its_broker_comes_back() throws Exception {
    try (TestCluster cluster = TestCluster.builder().brokers(3).topic("orders", 3).start();
        KafkaProducer<String, String> producer = producer(cluster, Map.of())) {
      producer.send(new ProducerRecord<>("orders", 0, null, "before")).get();
      int leader = cluster.leader("orders", 0);

      cluster.stopBroker(leader);
      assertThat(cluster.leader("orders", 0)).isEqualTo(-1);
      Future<RecordMetadata> meanwhile =
          producer.send(new ProducerRecord<>("orders", 0, null, "meanwhile"));
      cluster.startBroker(leader);

      assertThat(meanwhile.get().offset()).isEqualTo(1);
      assertThat(cluster.records("orders", 0))
          .extracting(StoredRecord::valueText)
          .containsExactly("before", "meanwhile");
    }
  }

  @Test
  void a_consumer_finds_offsets_by_time() throws Exception {
    try (TestCluster cluster = TestCluster.builder().topic("orders", 1).start();
        KafkaProducer<String, String> producer = producer(cluster, Map.of());
        KafkaConsumer<String, String> consumer = consumer(cluster)) {
      for (long timestamp : new long[] {1000, 2000, 3000}) {
        producer.send(new ProducerRecord<>("orders", 0, timestamp, "k", "v")).get();
      }
      TopicPartition partition = new TopicPartition("orders", 0);

      assertThat(consumer.offsetsForTimes(Map.of(partition, 1500L)))
          .containsEntry(partition, new OffsetAndTimestamp(1, 2000, Optional.of(0)));
      assertThat(consumer.beginningOffsets(List.of(partition))).containsValue(0L);
      assertThat(consumer.endOffsets(List.of(partition))).containsValue(3L);
    }
  }

  @Test
  void an_administrator_creates_topics_and_describes_the_cluster() throws Exception {
    try (TestCluster cluster = TestCluster.builder().brokers(3).start();
        Admin admin = Admin.create(Map.of("bootstrap.servers", cluster.bootstrapServers()))) {
      CreateTopicsResult created =
          admin.createTopics(
              List.of(
                  new NewTopic("by-number", 5, (short) 1).configs(Map.of("retention.ms", "1000")),
                  new NewTopic("by-assignment", Map.of(0, List.of(3), 1, List.of(2)))));
      created.all().get();
      DescribeClusterResult described = admin.describeCluster();

      assertThat(created.numPartitions("by-number").get()).isEqualTo(5);
      assertThat(cluster.leader("by-assignment", 0)).isEqualTo(3);
      assertThat(described.clusterId().get()).isEqualTo(cluster.clusterId());
      Collection<Node> nodes = described.nodes().get();
      assertThat(nodes)
          .extracting(node -> node.host() + ":" + node.port())
          .containsExactlyInAnyOrder(cluster.bootstrapServers().split(",", -1));
      assertThat(admin.listTopics().names().get())
          .containsExactlyInAnyOrder("by-number", "by-assignment");
    }
  }

  @Test
  void an_administrator_is_told_why_a_topic_cannot_be() {
    try (TestCluster cluster = TestCluster.builder().topic("orders", 1).start();
        Admin admin = Admin.create(Map.of("bootstrap.servers", cluster.bootstrapServers()))) {
      assertRefused(admin, new NewTopic("orders", 1, (short) 1), TopicExistsException.class);
      assertRefused(
          admin, new NewTopic("more", 1, (short) 3), InvalidReplicationFactorException.class);
    }
  }

  private static void assertRefused(Admin admin, NewTopic topic, Class<? extends Throwable> error) {
    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(() -> admin.createTopics(List.of(topic)).all().get())
        .withCauseInstanceOf(error);
  }

  private static List<RecordMetadata> produce(
      TestCluster cluster, Map<String, Object> settings, int records) throws Exception {
    List<Future<RecordMetadata>> sent = new ArrayList<>(records);
    try (KafkaProducer<String, String> producer = producer(cluster, settings)) {
      for (int i = 0; i < records; i++) {
        sent.add(producer.send(new ProducerRecord<>("orders", "key-" + i, "value-" + i)));
      }
    }
    List<RecordMetadata> acknowledged = new ArrayList<>(records);
    for (Future<RecordMetadata> each : sent) {
      acknowledged.add(each.get());
    }
    return acknowledged;
  }

  private static KafkaProducer<String, String> producer(
      TestCluster cluster, Map<String, Object> settings) {
    Map<String, Object> all = new HashMap<>(settings);
    all.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, cluster.bootstrapServers());
    return new KafkaProducer<>(all, new StringSerializer(), new StringSerializer());
  }

  private static KafkaConsumer<String, String> consumer(TestCluster cluster) {
    return new KafkaConsumer<>(
        Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, cluster.bootstrapServers()),
        new StringDeserializer(),
        new StringDeserializer());
  }

  /** Reads assigned partitions from the beginning until there are enough records. */
  private static List<ConsumerRecord<String, String>> consume(
      TestCluster cluster, String topic, int records) {
    List<ConsumerRecord<String, String>> consumed = new ArrayList<>();
    try (KafkaConsumer<String, String> consumer = consumer(cluster)) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      long deadline = System.nanoTime() + DEADLINE.toNanos();
      while (consumed.size() < records && System.nanoTime() < deadline) {
        consumer.poll(Duration.ofMillis(100)).forEach(consumed::add);
      }
    }
    return consumed;
  }
}
