package io.weir.kafka.bridge;

import io.weir.kafka.api.PayloadSerializer;
import io.weir.kafka.api.RecordInterceptor;
import io.weir.kafka.api.RecordPartitioner;
import io.weir.kafka.spi.ChannelView;
import java.util.Optional;
import org.apache.kafka.clients.producer.Partitioner;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.common.serialization.Serializer;

/** Chooses Weir's view of an instance of kafka-clients' types. Linked only where they are there. */
final class Adapters {

  private Adapters() {}

  /**
   * @param type what is wanted; an instance may be of several of Kafka's types
   */
  static Optional<Object> adapt(Object instance, Class<?> type, ChannelView channel) {
    if (type == PayloadSerializer.class && instance instanceof Serializer<?> serializer) {
      return Optional.of(new BridgedSerializer(serializer, channel));
    }
    if (type == RecordPartitioner.class && instance instanceof Partitioner partitioner) {
      return Optional.of(new BridgedPartitioner(partitioner, channel));
    }
    if (type == RecordInterceptor.class && instance instanceof ProducerInterceptor<?, ?> seen) {
      return Optional.of(BridgedInterceptor.configured(seen, channel));
    }
    return Optional.empty();
  }
}
