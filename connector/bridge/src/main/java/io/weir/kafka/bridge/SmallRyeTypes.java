package io.weir.kafka.bridge;

import io.smallrye.reactive.messaging.kafka.Record;
import io.smallrye.reactive.messaging.kafka.SerializationFailureHandler;
import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordMetadata;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import io.weir.kafka.api.IncomingRecordMetadata;
import io.weir.kafka.api.OutgoingRecordMetadata;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.util.TypeLiteral;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** smallrye-kafka's payloads and metadata as Weir's. Linked only where they are there. */
final class SmallRyeTypes {

  private SmallRyeTypes() {}

  static Instance<?> failureHandlers(Instance<Object> beans) {
    return beans.select(new TypeLiteral<SerializationFailureHandler<?>>() {}, Any.Literal.INSTANCE);
  }

  static Optional<Object> adapt(Object instance) {
    return instance instanceof SerializationFailureHandler<?> handler
        ? Optional.of(new BridgedFailureHandler(handler))
        : Optional.empty();
  }

  static @Nullable Object payload(@Nullable Object payload) {
    return payload instanceof Record<?, ?> pair
        ? io.weir.kafka.api.Record.of(pair.key(), pair.value())
        : payload;
  }

  static @Nullable Object metadata(Object item) {
    if (item instanceof OutgoingKafkaRecordMetadata<?> outgoing) {
      return outgoing(outgoing);
    }
    return item instanceof IncomingKafkaRecordMetadata<?, ?> incoming
        ? new IncomingRecordMetadata(incoming.getKey(), KafkaHeaders.toWeir(incoming.getHeaders()))
        : null;
  }

  /** There any negative partition means none. */
  private static OutgoingRecordMetadata<?> outgoing(OutgoingKafkaRecordMetadata<?> metadata) {
    return new OutgoingRecordMetadata<Object>(
        metadata.getTopic(),
        metadata.getKey(),
        metadata.getPartition() < 0 ? null : metadata.getPartition(),
        metadata.getTimestamp(),
        KafkaHeaders.toWeir(metadata.getHeaders()));
  }
}
