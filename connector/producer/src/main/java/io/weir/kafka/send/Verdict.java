package io.weir.kafka.send;

import io.weir.kafka.api.Persistence;
import io.weir.kafka.protocol.ErrorCode;

/** What a broker's answer means for a batch. */
enum Verdict {
  DELIVERED,
  RETRY,
  RETRY_AND_REFRESH,
  FAIL;

  /**
   * Reads the error of one partition in a Produce response. A duplicate is a success whose offset
   * the broker has forgotten; a code that is not known as retriable is fatal to the batch.
   */
  static Verdict of(ErrorCode error) {
    if (error == ErrorCode.NONE || error == ErrorCode.DUPLICATE_SEQUENCE_NUMBER) {
      return DELIVERED;
    }
    if (!error.retriable()) {
      return FAIL;
    }
    return error.invalidatesMetadata() ? RETRY_AND_REFRESH : RETRY;
  }

  /**
   * Whether the records may be in the log although the broker answered this error. Errors that are
   * raised before the append are listed; all others leave it open. NOT_LEADER_OR_FOLLOWER is not
   * among them: a leader that is deposed while it waits for its followers answers it too.
   */
  static Persistence persistence(ErrorCode error) {
    return switch (error) {
      case UNKNOWN_TOPIC_OR_PARTITION,
          LEADER_NOT_AVAILABLE,
          CORRUPT_MESSAGE,
          MESSAGE_TOO_LARGE,
          RECORD_LIST_TOO_LARGE,
          INVALID_TOPIC_EXCEPTION,
          NOT_ENOUGH_REPLICAS,
          INVALID_REQUIRED_ACKS,
          TOPIC_AUTHORIZATION_FAILED,
          CLUSTER_AUTHORIZATION_FAILED,
          INVALID_TIMESTAMP,
          UNSUPPORTED_FOR_MESSAGE_FORMAT,
          UNSUPPORTED_COMPRESSION_TYPE,
          UNKNOWN_TOPIC_ID,
          INVALID_RECORD ->
          Persistence.NOT_PERSISTED;
      default -> Persistence.POSSIBLY_PERSISTED;
    };
  }
}
