package io.weir.kafka.bridge;

import java.util.Map;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.NullUnmarked;

/** A user's interceptor for kafka-clients, which changes what it is shown. */
@NullUnmarked
public final class NotingInterceptor implements ProducerInterceptor<Object, Object> {

  @Override
  public void configure(Map<String, ?> settings) {
    Journal.add("configure interceptor " + settings.get("tagging.tag"));
  }

  @Override
  public ProducerRecord<Object, Object> onSend(ProducerRecord<Object, Object> record) {
    Journal.add(
        "onSend %s-%s %s=%s at %s with %d headers"
            .formatted(
                record.topic(),
                record.partition(),
                record.key(),
                record.value(),
                record.timestamp(),
                record.headers().toArray().length));
    if ("throw".equals(record.value())) {
      throw new IllegalStateException("not amused");
    }
    record.headers().add("seen", new byte[] {1});
    return "louder".equals(record.value())
        ? new ProducerRecord<>(
            record.topic(),
            record.partition(),
            record.timestamp(),
            record.key(),
            "LOUDER",
            new RecordHeaders(record.headers()))
        : record;
  }

  @Override
  public void onAcknowledgement(RecordMetadata metadata, Exception failure) {
    Journal.add(
        failure == null
            ? "acknowledged %s-%d@%d at %s"
                .formatted(
                    metadata.topic(),
                    metadata.partition(),
                    metadata.offset(),
                    metadata.timestamp() < 1_000_000 ? metadata.timestamp() : "now")
            : "failed %s-%d@%d %s"
                .formatted(
                    metadata.topic(),
                    metadata.partition(),
                    metadata.offset(),
                    failure.getClass().getSimpleName()));
  }

  @Override
  public void close() {
    Journal.add("close interceptor");
  }
}
