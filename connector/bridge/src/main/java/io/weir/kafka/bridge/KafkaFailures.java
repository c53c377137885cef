package io.weir.kafka.bridge;

import io.weir.kafka.api.BrokerException;
import io.weir.kafka.api.BufferExhaustedException;
import io.weir.kafka.api.DeliveryTimeoutException;
import io.weir.kafka.api.InvalidRecordException;
import io.weir.kafka.api.ProducerException;
import io.weir.kafka.api.RecordTooLargeException;
import io.weir.kafka.api.SerializationException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.protocol.Errors;

/**
 * Why a record failed, as the exception that KafkaProducer would have: what a user's class has
 * thrown, else an exception of Kafka's with Weir's as its cause.
 */
final class KafkaFailures {

  private KafkaFailures() {}

  static Exception of(ProducerException failure) {
    Exception kafkas = kafkas(failure);
    if (kafkas != failure.getCause() && kafkas.getCause() == null) {
      kafkas.initCause(failure);
    }
    return kafkas;
  }

  private static Exception kafkas(ProducerException failure) {
    String message = failure.getMessage();
    if (failure instanceof BrokerException refused) {
      return Errors.forCode((short) refused.errorCode()).exception(message);
    }
    if (failure instanceof DeliveryTimeoutException) {
      return new TimeoutException(message);
    }
    if (failure instanceof BufferExhaustedException) {
      return new org.apache.kafka.clients.producer.BufferExhaustedException(message);
    }
    if (failure instanceof RecordTooLargeException) {
      return new org.apache.kafka.common.errors.RecordTooLargeException(message);
    }
    if (failure instanceof SerializationException) {
      return failure.getCause() instanceof Exception thrown && !isUnsuitable(thrown)
          ? thrown
          : new org.apache.kafka.common.errors.SerializationException(message, failure);
    }
    return failure instanceof InvalidRecordException
            && failure.getCause() instanceof Exception thrown
        ? thrown
        : new KafkaException(message);
  }

  /** KafkaProducer, too, wraps what a payload of another type leads to. */
  private static boolean isUnsuitable(Exception thrown) {
    return thrown instanceof ClassCastException;
  }
}
