package io.weir.kafka.send;

import io.weir.kafka.api.Persistence;
import io.weir.kafka.protocol.ErrorCode;

/** What a broker's answer means for a batch. */
enum Verdict {
  DELIVERED,
  RETRY,
  RETRY_AND_REFRESH,
  /** Another leader is known already: no need to ask for it, nor to wait. */
  RETRY_ELSEWHERE,
  /** Two halves may pass where the whole does not. */
  SPLIT,
  /** With sequence numbers: it does not follow what the broker has. Else final. */
  OUT_OF_SEQUENCE,
  /** With sequence numbers: the producer id has a newer epoch. Else final. */
  FENCED,
  /** Some records are named: the others may pass without them (KIP-467). */
  RECORDS_REFUSED,
  /** Whatever this producer sends will be refused. */
  PRODUCER_REFUSED,
  FAIL;

  /**
   * Reads the error of one partition in a Produce response. A duplicate is a success whose offset
   * the broker has forgotten; a code that is not known as retriable is fatal to the batch.
   */
  static Verdict of(ErrorCode error) {
    return switch (error) {
      case NONE, DUPLICATE_SEQUENCE_NUMBER -> DELIVERED;
      case MESSAGE_TOO_LARGE -> SPLIT;
      case OUT_OF_ORDER_SEQUENCE_NUMBER, UNKNOWN_PRODUCER_ID -> OUT_OF_SEQUENCE;
      case INVALID_PRODUCER_EPOCH -> FENCED;
      case CLUSTER_AUTHORIZATION_FAILED,
          UNSUPPORTED_VERSION,
          INVALID_PRODUCER_ID_MAPPING,
          TRANSACTIONAL_ID_AUTHORIZATION_FAILED,
          PRODUCER_FENCED ->
          PRODUCER_REFUSED;
      default -> ofOther(error);
    };
  }

  private static Verdict ofOther(ErrorCode error) {
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
          UNSUPPORTED_VERSION,
          UNSUPPORTED_FOR_MESSAGE_FORMAT,
          OUT_OF_ORDER_SEQUENCE_NUMBER,
          INVALID_PRODUCER_EPOCH,
          INVALID_PRODUCER_ID_MAPPING,
          TRANSACTIONAL_ID_AUTHORIZATION_FAILED,
          UNKNOWN_PRODUCER_ID,
          UNSUPPORTED_COMPRESSION_TYPE,
          UNKNOWN_TOPIC_ID,
          INVALID_RECORD,
          PRODUCER_FENCED ->
          Persistence.NOT_PERSISTED;
      default -> Persistence.POSSIBLY_PERSISTED;
    };
  }
}
