package io.weir.kafka.bridge;

import io.weir.kafka.api.OutgoingRecord;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Tells an interceptor of a record's outcome by the method that this version of kafka-clients has:
 * a newer one also gets the headers (KIP-512), and by default passes the call on to the older one.
 */
final class Acknowledgements {

  private static final boolean WITH_HEADERS = hasHeaders();

  private Acknowledgements() {}

  private static boolean hasHeaders() {
    try {
      ProducerInterceptor.class.getMethod(
          "onAcknowledgement", RecordMetadata.class, Exception.class, Headers.class);
      return true;
    } catch (NoSuchMethodException older) {
      return false;
    }
  }

  /**
   * @param failure null if the record was delivered
   */
  @SuppressWarnings("NullAway") // kafka-clients says nothing of null, and means it to be passed
  static void tell(
      ProducerInterceptor<?, ?> interceptor,
      OutgoingRecord record,
      RecordMetadata metadata,
      @Nullable Exception failure) {
    if (WITH_HEADERS) {
      RecordHeaders headers = (RecordHeaders) KafkaHeaders.toKafka(record.headers());
      headers.setReadOnly();
      interceptor.onAcknowledgement(metadata, failure, headers);
    } else {
      interceptor.onAcknowledgement(metadata, failure);
    }
  }
}
