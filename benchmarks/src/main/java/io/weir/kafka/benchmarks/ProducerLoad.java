package io.weir.kafka.benchmarks;

import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Kafka's own producer with the same batches, requests and acks. */
final class ProducerLoad implements Load {
  private static final String LINGER_MS = "5";

  private final KafkaProducer<byte[], byte[]> producer;
  private final String topic;
  private final byte[] value;
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
  private final Callback callback =
      (metadata, exception) -> {
        if (exception != null) {
          failure.compareAndSet(null, exception);
        }
      };

  ProducerLoad(String bootstrapServers, String topic, LoadOptions options) {
    this.topic = topic;
    this.value = new byte[options.valueBytes];
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            bootstrapServers,
            "acks",
            String.valueOf(options.acks),
            "batch.size",
            options.batchBytes,
            "linger.ms",
            LINGER_MS,
            "max.in.flight.requests.per.connection",
            options.requests,
            "enable.idempotence",
            "false");
    this.producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  @Override
  public long send(long records) {
    for (long i = 0; i < records; i++) {
      var unused = producer.send(new ProducerRecord<>(topic, 0, null, value), callback);
    }
    producer.flush();
    Exception reason = failure.get();
    if (reason != null) {
      throw new IllegalStateException("A record failed", reason);
    }
    return records;
  }

  @Override
  public void close() {
    producer.close();
  }
}
