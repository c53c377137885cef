package io.weir.kafka.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.kafka.api.BrokerException;
import io.weir.kafka.api.BufferExhaustedException;
import io.weir.kafka.api.DeliveryTimeoutException;
import io.weir.kafka.api.InvalidRecordException;
import io.weir.kafka.api.Persistence;
import io.weir.kafka.api.ProducerClosedException;
import io.weir.kafka.api.ProducerException;
import io.weir.kafka.api.RecordTooLargeException;
import io.weir.kafka.api.SerializationException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.Test;

class KafkaFailuresTest {

  @Test
  void aRefusalIsTheExceptionOfItsErrorCode() {
    assertTranslated(
        new BrokerException(
            "refused",
            Persistence.NOT_PERSISTED,
            Errors.NOT_ENOUGH_REPLICAS.code(),
            "NOT_ENOUGH_REPLICAS"),
        NotEnoughReplicasException.class);
  }

  @Test
  void eachFailureIsWhatKafkaProducerWouldSay() {
    assertTranslated(
        new DeliveryTimeoutException("late", Persistence.POSSIBLY_PERSISTED),
        TimeoutException.class);
    assertTranslated(
        new BufferExhaustedException("full"),
        org.apache.kafka.clients.producer.BufferExhaustedException.class);
    assertTranslated(
        new RecordTooLargeException("large"),
        org.apache.kafka.common.errors.RecordTooLargeException.class);
    assertTranslated(
        new SerializationException("not bytes", null),
        org.apache.kafka.common.errors.SerializationException.class);
    assertTranslated(
        new SerializationException("not bytes", new ClassCastException()),
        org.apache.kafka.common.errors.SerializationException.class);
    assertTranslated(new InvalidRecordException("invalid"), KafkaException.class);
    assertTranslated(
        new ProducerClosedException("closed", Persistence.NOT_PERSISTED), KafkaException.class);
  }

  @Test
  void whatAUsersClassHasThrownIsPassedOnAsItIs() {
    Exception thrown = new IllegalStateException("the user's");

    assertThat(KafkaFailures.of(new SerializationException("s", thrown))).isSameAs(thrown);
    assertThat(KafkaFailures.of(new InvalidRecordException("i", thrown))).isSameAs(thrown);
  }

  private static void assertTranslated(ProducerException failure, Class<?> type) {
    assertThat(KafkaFailures.of(failure))
        .isExactlyInstanceOf(type)
        .hasMessage(failure.getMessage())
        .hasCause(failure);
  }
}
