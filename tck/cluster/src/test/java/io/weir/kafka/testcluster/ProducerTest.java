package io.weir.kafka.testcluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class ProducerTest {

  @Test
  void an_idempotent_producer_writes_to_three_brokers() throws Exception {
    try (TestCluster cluster = TestCluster.builder().brokers(3).topic("orders", 6).start()) {
      List<Future<RecordMetadata>> sent = new ArrayList<>();
      try (KafkaProducer<String, String> producer =
          new KafkaProducer<>(
              Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, cluster.bootstrapServers()),
              new StringSerializer(),
              new StringSerializer())) {
        for (int i = 0; i < 1000; i++) {
          sent.add(producer.send(new ProducerRecord<>("orders", "key-" + i, "value-" + i)));
        }
      }
      for (Future<RecordMetadata> each : sent) {
        assertThat(each.get().offset()).isNotNegative();
      }
      assertThat(cluster.records("orders")).hasSize(1000);
    }
  }
}
