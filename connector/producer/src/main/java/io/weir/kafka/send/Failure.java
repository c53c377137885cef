package io.weir.kafka.send;

import io.weir.kafka.api.BrokerException;
import io.weir.kafka.api.Persistence;
import io.weir.kafka.api.ProducerException;
import io.weir.kafka.batch.Batch;
import io.weir.kafka.protocol.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * Why one attempt to send a batch has failed.
 *
 * @param error what the broker said, or NETWORK_EXCEPTION where it said nothing
 * @param reason a sentence that names the broker
 * @param persistence whether this attempt may have put the batch into the log
 * @param refreshMetadata whether the leader may have changed
 */
record Failure(ErrorCode error, String reason, Persistence persistence, boolean refreshMetadata) {

  /** The broker answered with an error. */
  static Failure answered(ErrorCode error, String broker, @Nullable String message) {
    String text = message == null ? error.text() : message;
    return new Failure(
        error,
        "%s answered %s (%d): %s".formatted(broker, error.name(), error.code(), text),
        Verdict.persistence(error),
        Verdict.of(error) == Verdict.RETRY_AND_REFRESH);
  }

  /** The request was lost, or its answer was. */
  static Failure lost(String reason, Persistence persistence) {
    return new Failure(ErrorCode.NETWORK_EXCEPTION, reason, persistence, true);
  }

  ProducerException toException(Batch batch, SendSettings settings) {
    String attempts =
        batch.attempts() > 1
            ? " after %d attempts (retries=%d)".formatted(batch.attempts(), settings.retries())
            : "";
    return new BrokerException(
        "%s was not written%s: %s".formatted(batch.describe(), attempts, reason),
        batch.persistence(),
        error.code(),
        error.name());
  }
}
