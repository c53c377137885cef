package io.weir.kafka.bridge;

import io.smallrye.mutiny.Uni;
import io.weir.kafka.api.RecordContext;
import io.weir.kafka.api.RecordHeaders;
import io.weir.kafka.api.RecordPart;
import io.weir.kafka.api.SerializationFailure;
import io.weir.kafka.api.SerializationFailureHandler;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A failure handler of smallrye-kafka. There it stands around each serialization; here it is called
 * when one has failed, and the first attempt of the Uni that it gets is that failure.
 */
final class BridgedFailureHandler implements SerializationFailureHandler<Object> {

  private final io.smallrye.reactive.messaging.kafka.SerializationFailureHandler<Object> handler;

  /** Safe: it is given what its serializer was given. */
  @SuppressWarnings("unchecked")
  BridgedFailureHandler(
      io.smallrye.reactive.messaging.kafka.SerializationFailureHandler<?> handler) {
    this.handler =
        (io.smallrye.reactive.messaging.kafka.SerializationFailureHandler<Object>) handler;
  }

  @Override
  public byte @Nullable [] handle(Object payload, SerializationFailure failure) {
    RecordContext context = failure.context();
    RecordHeaders before = context.headers();
    Headers headers = KafkaHeaders.toKafka(before);
    byte[] bytes =
        handler.decorateSerialization(
            attempts(failure),
            context.topic(),
            context.part() == RecordPart.KEY,
            failure.serializer(),
            payload,
            headers);
    RecordHeaders after = KafkaHeaders.changed(before, headers);
    if (after != before) {
      context.replaceHeaders(after);
    }
    return bytes;
  }

  private static Uni<byte[]> attempts(SerializationFailure failure) {
    AtomicBoolean told = new AtomicBoolean();
    return Uni.createFrom()
        .item(
            () -> {
              if (told.compareAndSet(false, true)) {
                throw failure.exception();
              }
              return failure.retry();
            });
  }
}
