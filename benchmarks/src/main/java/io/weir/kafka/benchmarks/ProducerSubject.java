package io.weir.kafka.benchmarks;

import java.util.Map;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends with Kafka's own producer, without a framework. */
final class ProducerSubject {
  private final Workload workload;
  private final Target target;

  ProducerSubject(Workload workload, Target target) {
    this.workload = workload;
    this.target = target;
  }

  Usage send(Meter meter) throws InterruptedException {
    byte[] value = new byte[workload.valueBytes];
    Callback callback =
        (metadata, exception) -> {
          if (exception == null) {
            meter.acknowledge();
          } else {
            meter.fail(exception);
          }
        };
    Map<String, Object> settings = Map.copyOf(workload.kafkaSettings(target.bootstrapServers));
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (int i = 0; i < workload.allMessages(); i++) {
        meter.awaitRoom();
        var unused = producer.send(new ProducerRecord<>(target.topic, value), callback);
      }
      return meter.await();
    }
  }
}
