package io.weir.kafka.bridge;

import io.weir.kafka.spi.ChannelView;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.common.serialization.Serializer;

/** Chooses Weir's view of an instance of kafka-clients' types. Linked only where they are there. */
final class Adapters {

  private Adapters() {}

  static Optional<Object> adapt(Object instance, ChannelView channel) {
    if (instance instanceof Serializer<?> serializer) {
      return Optional.of(new BridgedSerializer(serializer, channel));
    }
    if (instance instanceof ProducerInterceptor<?, ?> interceptor) {
      return Optional.of(BridgedInterceptor.configured(interceptor, channel));
    }
    return Optional.empty();
  }
}
