package io.weir.kafka.testcluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Kafka's own clients and a cluster that replicates, over real sockets. */
@Timeout(120)
class ReplicationOverSocketsTest {

  private static final int RECORDS = 600;
  private static final TopicPartition PARTITION = new TopicPartition("orders", 0);

  private static TestCluster cluster() {
    return TestCluster.builder()
        .brokers(3)
        .setting("broker.heartbeat.interval.ms", "200")
        .setting("broker.session.timeout.ms", "1000")
        .setting("min.insync.replicas", "2")
        .topic("orders", 1, 3)
        .start();
  }

  @Test
  void all_that_is_acknowledged_survives_the_death_of_its_leader_once_and_in_order()
      throws Exception {
    try (TestCluster cluster = cluster();
        KafkaProducer<String, String> producer = producer(cluster)) {
      int leader = cluster.leader("orders", 0);
      List<Future<RecordMetadata>> sent = new ArrayList<>();
      for (int i = 0; i < RECORDS; i++) {
        if (i == RECORDS / 3) {
          sent.get(0).get(60, TimeUnit.SECONDS);
          cluster.killBroker(leader);
        } else if (i == 2 * RECORDS / 3) {
          sent.get(i - 1).get(60, TimeUnit.SECONDS);
          cluster.startBroker(leader);
        }
        sent.add(producer.send(new ProducerRecord<>("orders", 0, null, "value-" + i)));
      }
      for (int i = 0; i < RECORDS; i++) {
        assertThat(sent.get(i).get(60, TimeUnit.SECONDS).offset()).isEqualTo(i);
      }

      assertThat(cluster.leader("orders", 0)).isNotEqualTo(leader);
      assertThat(consumed(cluster))
          .containsExactlyElementsOf(
              IntStream.range(0, RECORDS).mapToObj(i -> "value-" + i).toList());
    }
  }

  private static KafkaProducer<String, String> producer(TestCluster cluster) {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", cluster.bootstrapServers(), "batch.size", 200),
        new StringSerializer(),
        new StringSerializer());
  }

  private static List<String> consumed(TestCluster cluster) {
    List<String> values = new ArrayList<>();
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", cluster.bootstrapServers()),
            new StringDeserializer(),
            new StringDeserializer())) {
      consumer.assign(List.of(PARTITION));
      consumer.seekToBeginning(List.of(PARTITION));
      while (values.size() < RECORDS) {
        for (ConsumerRecord<String, String> each : consumer.poll(Duration.ofSeconds(1))) {
          values.add(each.value());
        }
      }
    }
    return values;
  }

  @Test
  void a_stopped_leader_hands_over_without_a_gap() throws Exception {
    try (TestCluster cluster = cluster();
        KafkaProducer<String, String> producer = producer(cluster)) {
      int leader = cluster.leader("orders", 0);
      producer.send(new ProducerRecord<>("orders", "a")).get(60, TimeUnit.SECONDS);

      cluster.stopBroker(leader);

      assertThat(cluster.leader("orders", 0)).isNotIn(leader, -1);
      producer.send(new ProducerRecord<>("orders", "b")).get(60, TimeUnit.SECONDS);
      assertThat(cluster.records("orders", 0))
          .extracting(StoredRecord::valueText)
          .containsExactly("a", "b");
    }
  }
}
