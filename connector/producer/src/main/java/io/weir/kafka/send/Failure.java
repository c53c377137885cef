package io.weir.kafka.send;

import io.weir.kafka.api.BrokerException;
import io.weir.kafka.api.Persistence;
import io.weir.kafka.api.ProducerException;
import io.weir.kafka.batch.Batch;
import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.protocol.ProduceResponse.BatchIndexAndErrorMessage;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Why one attempt to send a batch has failed.
 *
 * @param error what the broker said, or NETWORK_EXCEPTION where it said nothing
 * @param reason a sentence that names the broker
 * @param persistence whether this attempt may have put the batch into the log
 * @param refusedRecords what the broker says of single records, by index; empty if it names none
 */
record Failure(
    ErrorCode error,
    String reason,
    Persistence persistence,
    Verdict verdict,
    Map<Integer, String> refusedRecords) {

  private Failure(ErrorCode error, String reason, Persistence persistence, Verdict verdict) {
    this(error, reason, persistence, verdict, Map.of());
  }

  /** The broker answered with an error. */
  static Failure answered(ErrorCode error, String broker, @Nullable String message) {
    String text = message == null ? error.text() : message;
    return new Failure(
        error,
        "%s answered %s (%d): %s%s"
            .formatted(broker, error.name(), error.code(), text, remedy(error)),
        Verdict.persistence(error),
        Verdict.of(error));
  }

  /** The same failure, from which something else follows. */
  Failure with(Verdict another) {
    return new Failure(error, reason, persistence, another, refusedRecords);
  }

  /** The same failure, and what else went wrong: a clause. */
  Failure because(String clause) {
    return new Failure(error, reason + "; " + clause, persistence, verdict, refusedRecords);
  }

  /**
   * The same failure of a batch in which the broker names records (KIP-467).
   *
   * @param named by index, which may lie outside of the batch
   */
  Failure of(List<BatchIndexAndErrorMessage> named) {
    if (named.isEmpty() || verdict != Verdict.FAIL) {
      return this;
    }
    Map<Integer, String> messages = new TreeMap<>();
    for (BatchIndexAndErrorMessage each : named) {
      String message = each.batchIndexErrorMessage();
      messages.put(each.batchIndex(), message == null ? reason : reason + ": " + message);
    }
    return new Failure(error, reason, persistence, Verdict.RECORDS_REFUSED, messages);
  }

  /** The end of one record that the broker has named. */
  ProducerException toException(Batch batch, int index, SendSettings settings) {
    return new BrokerException(
        "A record for %s of channel '%s' has failed: %s%s"
            .formatted(
                batch.lane(),
                settings.channel(),
                refusedRecords.getOrDefault(index, reason),
                GivenUp.advice(batch)),
        batch.persistence(),
        error.code(),
        error.name());
  }

  /** What to change, where that is known; the broker's own text seldom says it. */
  private static String remedy(ErrorCode error) {
    return switch (error) {
      case MESSAGE_TOO_LARGE ->
          "; raise max.message.bytes of the topic, or lower batch.size or max.request.size";
      case RECORD_LIST_TOO_LARGE -> "; raise segment.bytes of the topic, or lower batch.size";
      case NOT_ENOUGH_REPLICAS, NOT_ENOUGH_REPLICAS_AFTER_APPEND ->
          "; bring its replicas back, or lower min.insync.replicas of the topic";
      case TOPIC_AUTHORIZATION_FAILED -> "; allow the principal to WRITE to the topic";
      case CLUSTER_AUTHORIZATION_FAILED -> "; allow the principal what the cluster refuses";
      case INVALID_TIMESTAMP ->
          "; leave the timestamp out, or change message.timestamp.before.max.ms or"
              + " message.timestamp.after.max.ms of the topic";
      case UNSUPPORTED_COMPRESSION_TYPE -> "; set another compression.type";
      default -> "";
    };
  }

  /** The request was lost, or its answer was. */
  static Failure lost(String reason, Persistence persistence) {
    return new Failure(ErrorCode.NETWORK_EXCEPTION, reason, persistence, Verdict.RETRY_AND_REFRESH);
  }

  /** The end of a batch whose attempts have been noted with it, this one included. */
  ProducerException toException(Batch batch, SendSettings settings) {
    String attempts =
        batch.attempts() > 1
            ? " after %d attempts (retries = %d)".formatted(batch.attempts(), settings.retries())
            : "";
    return new BrokerException(
        "%s has failed%s: %s%s"
            .formatted(GivenUp.name(batch, settings), attempts, reason, GivenUp.advice(batch)),
        batch.persistence(),
        error.code(),
        error.name());
  }
}
