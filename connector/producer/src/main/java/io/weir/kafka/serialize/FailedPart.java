package io.weir.kafka.serialize;

import io.weir.kafka.api.ProducerException;
import io.weir.kafka.api.RecordContext;
import io.weir.kafka.api.SerializationException;
import io.weir.kafka.api.SerializationFailure;
import io.weir.kafka.api.SerializationFailureHandler;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A key or a value that could not be serialized, as its handler sees it. Owned by the thread that
 * serializes; made only when something has failed.
 *
 * @param serializer as the setting names it
 * @param attempt tries again; throws as {@link SerializationFailure#retry} says
 */
record FailedPart(
    RecordContext context,
    String serializer,
    SerializationException exception,
    Supplier<byte[]> attempt)
    implements SerializationFailure {

  @Override
  public byte[] retry() {
    return attempt.get();
  }

  /**
   * What the handler makes of it.
   *
   * @throws ProducerException if the record fails
   */
  byte @Nullable [] handledBy(SerializationFailureHandler<Object> handler, Object payload) {
    try {
      return handler.handle(payload, this);
    } catch (Throwable thrown) { // whatever a user's class throws, its message gets an outcome
      if (thrown instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      throw thrown == exception ? exception : failedToo(handler, thrown);
    }
  }

  private ProducerException failedToo(
      SerializationFailureHandler<Object> handler, Throwable thrown) {
    SerializationException both =
        new SerializationException(
            "%s; and its failure handler %s failed: %s"
                .formatted(exception.getMessage(), handler.getClass().getName(), thrown),
            exception);
    both.addSuppressed(thrown);
    return both;
  }
}
