package io.weir.kafka.simulation.pipeline;

import static io.weir.kafka.protocol.ErrorCode.*;

import io.weir.kafka.protocol.ErrorCode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a broker may answer for a partition of a Produce request, by what a producer makes of it.
 *
 * <p>The classes are those of Kafka's clients; that a class is met at each place in flight is asked
 * of the seeds of a build, that each error is met at all too.
 */
final class ProduceErrors {

  /** By the name of the class, in the order of the names. */
  static final Map<String, List<ErrorCode>> BEFORE_APPEND =
      new TreeMap<>(
          Map.of(
              "RETRY_AND_REFRESH",
              List.of(
                  UNKNOWN_TOPIC_OR_PARTITION,
                  LEADER_NOT_AVAILABLE,
                  NOT_LEADER_OR_FOLLOWER,
                  NETWORK_EXCEPTION,
                  KAFKA_STORAGE_ERROR,
                  LISTENER_NOT_FOUND,
                  FENCED_LEADER_EPOCH,
                  UNKNOWN_TOPIC_ID,
                  INCONSISTENT_TOPIC_ID),
              "RETRY",
              List.of(
                  CORRUPT_MESSAGE,
                  REQUEST_TIMED_OUT,
                  COORDINATOR_LOAD_IN_PROGRESS,
                  COORDINATOR_NOT_AVAILABLE,
                  NOT_COORDINATOR,
                  NOT_ENOUGH_REPLICAS,
                  CONCURRENT_TRANSACTIONS,
                  UNKNOWN_LEADER_EPOCH,
                  THROTTLING_QUOTA_EXCEEDED),
              "SPLIT",
              List.of(MESSAGE_TOO_LARGE),
              "SEQUENCE",
              List.of(OUT_OF_ORDER_SEQUENCE_NUMBER, UNKNOWN_PRODUCER_ID),
              "FATAL_TO_THE_PRODUCER",
              List.of(
                  CLUSTER_AUTHORIZATION_FAILED,
                  UNSUPPORTED_VERSION,
                  INVALID_PRODUCER_EPOCH,
                  INVALID_PRODUCER_ID_MAPPING,
                  TRANSACTIONAL_ID_AUTHORIZATION_FAILED,
                  PRODUCER_FENCED),
              "FATAL_TO_THE_BATCH",
              List.of(
                  INVALID_TOPIC_EXCEPTION,
                  RECORD_LIST_TOO_LARGE,
                  INVALID_REQUIRED_ACKS,
                  TOPIC_AUTHORIZATION_FAILED,
                  INVALID_TIMESTAMP,
                  UNSUPPORTED_COMPRESSION_TYPE,
                  INVALID_RECORD),
              "UNLISTED",
              List.of(
                  UNKNOWN_SERVER_ERROR,
                  INVALID_REQUEST,
                  POLICY_VIOLATION,
                  BROKER_NOT_AVAILABLE,
                  TRANSACTION_ABORTABLE)));

  /** What may be said although the records are in the log. */
  static final List<ErrorCode> AFTER_APPEND =
      List.of(
          REQUEST_TIMED_OUT,
          NOT_ENOUGH_REPLICAS_AFTER_APPEND,
          NOT_LEADER_OR_FOLLOWER,
          NETWORK_EXCEPTION,
          KAFKA_STORAGE_ERROR,
          UNKNOWN_SERVER_ERROR);

  /** What keeps a producer from its id. */
  static final List<ErrorCode> IDENTITY =
      List.of(
          COORDINATOR_LOAD_IN_PROGRESS,
          COORDINATOR_NOT_AVAILABLE,
          NOT_COORDINATOR,
          CONCURRENT_TRANSACTIONS,
          REQUEST_TIMED_OUT,
          CLUSTER_AUTHORIZATION_FAILED,
          UNKNOWN_SERVER_ERROR);

  /** What keeps a topic's partitions from being known. */
  static final List<ErrorCode> METADATA =
      List.of(
          UNKNOWN_TOPIC_OR_PARTITION,
          LEADER_NOT_AVAILABLE,
          TOPIC_AUTHORIZATION_FAILED,
          UNKNOWN_SERVER_ERROR);

  private ProduceErrors() {}
}
