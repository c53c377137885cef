package io.weir.kafka.testcluster.group;

import io.weir.kafka.protocol.ErrorCode;

/** What a member is told when the log refuses a write, so that it does what helps. Stateless. */
final class WriteErrors {

  private WriteErrors() {}

  /** For the state of a group. */
  static ErrorCode ofGroup(ErrorCode error) {
    return switch (error) {
      case UNKNOWN_TOPIC_OR_PARTITION, NOT_ENOUGH_REPLICAS, REQUEST_TIMED_OUT ->
          ErrorCode.COORDINATOR_NOT_AVAILABLE;
      case NOT_LEADER_OR_FOLLOWER, KAFKA_STORAGE_ERROR -> ErrorCode.NOT_COORDINATOR;
      case MESSAGE_TOO_LARGE, RECORD_LIST_TOO_LARGE, INVALID_FETCH_SIZE ->
          ErrorCode.UNKNOWN_SERVER_ERROR;
      default -> error;
    };
  }

  /** For committed offsets. */
  static ErrorCode ofOffsets(ErrorCode error) {
    return switch (error) {
      case MESSAGE_TOO_LARGE, RECORD_LIST_TOO_LARGE, INVALID_FETCH_SIZE ->
          ErrorCode.INVALID_COMMIT_OFFSET_SIZE;
      default -> ofGroup(error);
    };
  }
}
