package io.weir.kafka.protocol;

import static io.weir.kafka.protocol.ErrorCode.Remedy.FINAL;
import static io.weir.kafka.protocol.ErrorCode.Remedy.REFRESH;
import static io.weir.kafka.protocol.ErrorCode.Remedy.RETRY;

/**
 * What a broker may answer, one row each: name, code, whether to try again, and what it means.
 *
 * <p>Names, codes and remedies are those of kafka-clients; the producer's own rules for sequences
 * and transactions come on top of them.
 */
public enum ErrorCode {
  UNKNOWN_SERVER_ERROR(-1, FINAL, "the broker failed in a way it cannot name"),
  NONE(0, FINAL, "no error"),
  OFFSET_OUT_OF_RANGE(1, FINAL, "the log has no such offset"),
  CORRUPT_MESSAGE(2, RETRY, "the records arrived damaged, or lack the key that compaction needs"),
  UNKNOWN_TOPIC_OR_PARTITION(3, REFRESH, "the broker does not know this partition"),
  INVALID_FETCH_SIZE(4, FINAL, "the fetch asks for an impossible number of bytes"),
  LEADER_NOT_AVAILABLE(5, REFRESH, "the partition has no leader at the moment"),
  NOT_LEADER_OR_FOLLOWER(6, REFRESH, "the partition has moved to another broker"),
  REQUEST_TIMED_OUT(7, RETRY, "the broker could not finish in time"),
  BROKER_NOT_AVAILABLE(8, FINAL, "the broker is down"),
  REPLICA_NOT_AVAILABLE(9, REFRESH, "the broker has no replica ready to serve the partition"),
  MESSAGE_TOO_LARGE(10, FINAL, "a batch exceeds max.message.bytes of the topic"),
  STALE_CONTROLLER_EPOCH(11, FINAL, "a newer controller has taken over"),
  OFFSET_METADATA_TOO_LARGE(12, FINAL, "the text beside a committed offset is too long"),
  NETWORK_EXCEPTION(13, REFRESH, "the connection broke before the answer came"),
  COORDINATOR_LOAD_IN_PROGRESS(14, RETRY, "the coordinator is still loading its state"),
  COORDINATOR_NOT_AVAILABLE(15, RETRY, "there is no coordinator at the moment"),
  NOT_COORDINATOR(16, RETRY, "another broker is the coordinator"),
  INVALID_TOPIC_EXCEPTION(17, FINAL, "the topic name is not allowed, or the topic is internal"),
  RECORD_LIST_TOO_LARGE(18, FINAL, "a batch exceeds segment.bytes of the topic"),
  NOT_ENOUGH_REPLICAS(19, RETRY, "too few replicas are in sync to accept the write"),
  NOT_ENOUGH_REPLICAS_AFTER_APPEND(
      20, RETRY, "the write is in the log, but too few replicas have it"),
  INVALID_REQUIRED_ACKS(21, FINAL, "acks is none of -1, 0 and 1"),
  ILLEGAL_GENERATION(22, FINAL, "the group has moved to another generation"),
  INCONSISTENT_GROUP_PROTOCOL(23, FINAL, "the group shares no protocol with this member"),
  INVALID_GROUP_ID(24, FINAL, "the group id is not allowed"),
  UNKNOWN_MEMBER_ID(25, FINAL, "the group does not know this member"),
  INVALID_SESSION_TIMEOUT(26, FINAL, "the session timeout is outside the limits of the broker"),
  REBALANCE_IN_PROGRESS(27, FINAL, "the group is rebalancing and must be joined again"),
  INVALID_COMMIT_OFFSET_SIZE(28, FINAL, "the offsets to commit take too many bytes"),
  TOPIC_AUTHORIZATION_FAILED(29, FINAL, "the principal may not do this with the topic"),
  GROUP_AUTHORIZATION_FAILED(30, FINAL, "the principal may not do this with the group"),
  CLUSTER_AUTHORIZATION_FAILED(31, FINAL, "the principal may not do this with the cluster"),
  INVALID_TIMESTAMP(32, FINAL, "a record's timestamp is outside the limits of the topic"),
  UNSUPPORTED_SASL_MECHANISM(33, FINAL, "the broker does not offer this SASL mechanism"),
  ILLEGAL_SASL_STATE(34, FINAL, "the request does not fit the state of the SASL exchange"),
  UNSUPPORTED_VERSION(35, FINAL, "the broker does not speak this version of the API"),
  TOPIC_ALREADY_EXISTS(36, FINAL, "there is a topic of this name already"),
  INVALID_PARTITIONS(37, FINAL, "the number of partitions is not allowed"),
  INVALID_REPLICATION_FACTOR(
      38, FINAL, "the cluster cannot hold this many replicas, or none are asked for"),
  INVALID_REPLICA_ASSIGNMENT(39, FINAL, "the replicas cannot be placed as asked"),
  INVALID_CONFIG(40, FINAL, "a configuration value is not allowed"),
  NOT_CONTROLLER(41, RETRY, "another broker is the controller"),
  INVALID_REQUEST(42, FINAL, "the broker cannot make sense of the request"),
  UNSUPPORTED_FOR_MESSAGE_FORMAT(43, FINAL, "the topic's record format lacks what is asked for"),
  POLICY_VIOLATION(44, FINAL, "a policy of the broker forbids this"),
  OUT_OF_ORDER_SEQUENCE_NUMBER(45, FINAL, "a batch before this one is missing in the log"),
  DUPLICATE_SEQUENCE_NUMBER(46, FINAL, "the log has this batch already"),
  INVALID_PRODUCER_EPOCH(47, FINAL, "the producer writes with an outdated epoch"),
  INVALID_TXN_STATE(48, FINAL, "the transaction's state does not allow this"),
  INVALID_PRODUCER_ID_MAPPING(49, FINAL, "the transactional id belongs to another producer id"),
  INVALID_TRANSACTION_TIMEOUT(
      50, FINAL, "the transaction timeout exceeds transaction.max.timeout.ms"),
  CONCURRENT_TRANSACTIONS(51, RETRY, "the previous change of the transaction is still under way"),
  TRANSACTION_COORDINATOR_FENCED(52, FINAL, "a newer transaction coordinator has taken over"),
  TRANSACTIONAL_ID_AUTHORIZATION_FAILED(
      53, FINAL, "the principal may not use the transactional id"),
  SECURITY_DISABLED(54, FINAL, "the broker has no authorizer"),
  OPERATION_NOT_ATTEMPTED(55, FINAL, "the broker gave up before it came to this operation"),
  KAFKA_STORAGE_ERROR(56, REFRESH, "the broker's disk failed"),
  LOG_DIR_NOT_FOUND(57, FINAL, "the broker has no such log directory"),
  SASL_AUTHENTICATION_FAILED(58, FINAL, "the credentials were refused"),
  UNKNOWN_PRODUCER_ID(59, FINAL, "the broker has forgotten the producer, with its last records"),
  REASSIGNMENT_IN_PROGRESS(60, FINAL, "the partition is being moved"),
  DELEGATION_TOKEN_AUTH_DISABLED(61, FINAL, "the broker does not accept delegation tokens"),
  DELEGATION_TOKEN_NOT_FOUND(62, FINAL, "there is no such delegation token"),
  DELEGATION_TOKEN_OWNER_MISMATCH(63, FINAL, "the principal neither owns nor may renew the token"),
  DELEGATION_TOKEN_REQUEST_NOT_ALLOWED(
      64, FINAL, "this connection is not secure enough to manage tokens"),
  DELEGATION_TOKEN_AUTHORIZATION_FAILED(65, FINAL, "the principal may not do this with the token"),
  DELEGATION_TOKEN_EXPIRED(66, FINAL, "the delegation token has expired"),
  INVALID_PRINCIPAL_TYPE(67, FINAL, "the broker does not know this type of principal"),
  NON_EMPTY_GROUP(68, FINAL, "the group still has members"),
  GROUP_ID_NOT_FOUND(69, FINAL, "there is no such group"),
  FETCH_SESSION_ID_NOT_FOUND(70, RETRY, "the broker has dropped the fetch session"),
  INVALID_FETCH_SESSION_EPOCH(71, RETRY, "the fetch session has moved on"),
  LISTENER_NOT_FOUND(72, REFRESH, "the leader cannot be reached through this listener"),
  TOPIC_DELETION_DISABLED(73, FINAL, "the cluster does not allow topics to be deleted"),
  FENCED_LEADER_EPOCH(74, REFRESH, "the request names an older leader than the broker knows"),
  UNKNOWN_LEADER_EPOCH(75, RETRY, "the request names a newer leader than the broker knows"),
  UNSUPPORTED_COMPRESSION_TYPE(76, FINAL, "the codec is not known at this version"),
  STALE_BROKER_EPOCH(77, FINAL, "the broker has registered anew meanwhile"),
  OFFSET_NOT_AVAILABLE(78, RETRY, "the new leader does not know the high watermark yet"),
  MEMBER_ID_REQUIRED(79, FINAL, "the group must be joined again with the member id given"),
  PREFERRED_LEADER_NOT_AVAILABLE(80, REFRESH, "the preferred replica cannot lead now"),
  GROUP_MAX_SIZE_REACHED(81, FINAL, "the group is full"),
  FENCED_INSTANCE_ID(82, FINAL, "another member has taken over the group.instance.id"),
  ELIGIBLE_LEADERS_NOT_AVAILABLE(83, REFRESH, "no replica is fit to lead"),
  ELECTION_NOT_NEEDED(84, REFRESH, "the partition has the right leader already"),
  NO_REASSIGNMENT_IN_PROGRESS(85, FINAL, "the partition is not being moved"),
  GROUP_SUBSCRIBED_TO_TOPIC(86, FINAL, "the group still consumes the topic"),
  INVALID_RECORD(87, FINAL, "the broker's validation refused a record"),
  UNSTABLE_OFFSET_COMMIT(88, RETRY, "a transaction has yet to settle the offsets"),
  THROTTLING_QUOTA_EXCEEDED(89, RETRY, "the quota is used up"),
  PRODUCER_FENCED(90, FINAL, "another producer has taken over the transactional id"),
  RESOURCE_NOT_FOUND(91, FINAL, "there is no such resource"),
  DUPLICATE_RESOURCE(92, FINAL, "the request names a resource twice"),
  UNACCEPTABLE_CREDENTIAL(93, FINAL, "the credential does not meet the rules"),
  INCONSISTENT_VOTER_SET(94, FINAL, "sender or receiver is not a voter of the quorum"),
  INVALID_UPDATE_VERSION(95, FINAL, "the version to update to is not allowed"),
  FEATURE_UPDATE_FAILED(96, FINAL, "the features could not be updated"),
  PRINCIPAL_DESERIALIZATION_FAILURE(97, FINAL, "a forwarded request's principal is unreadable"),
  SNAPSHOT_NOT_FOUND(98, FINAL, "there is no such snapshot"),
  POSITION_OUT_OF_RANGE(99, FINAL, "the position lies outside the snapshot"),
  UNKNOWN_TOPIC_ID(100, REFRESH, "the broker does not know a topic of this id"),
  DUPLICATE_BROKER_REGISTRATION(101, FINAL, "a live broker has this id already"),
  BROKER_ID_NOT_REGISTERED(102, FINAL, "no broker of this id is registered"),
  INCONSISTENT_TOPIC_ID(103, REFRESH, "the log belongs to a topic of another id"),
  INCONSISTENT_CLUSTER_ID(104, FINAL, "the broker belongs to another cluster"),
  TRANSACTIONAL_ID_NOT_FOUND(105, FINAL, "there is no such transactional id"),
  FETCH_SESSION_TOPIC_ID_ERROR(106, RETRY, "the fetch session mixes topic names and ids"),
  INELIGIBLE_REPLICA(107, FINAL, "a replica may not join the in-sync set"),
  NEW_LEADER_ELECTED(108, FINAL, "the change was made, and the leader changed with it"),
  OFFSET_MOVED_TO_TIERED_STORAGE(109, FINAL, "the offset is now in remote storage"),
  FENCED_MEMBER_EPOCH(110, FINAL, "the group has fenced this member, which must join again"),
  UNRELEASED_INSTANCE_ID(111, FINAL, "another member still holds the group.instance.id"),
  UNSUPPORTED_ASSIGNOR(112, FINAL, "the group does not support this assignor"),
  STALE_MEMBER_EPOCH(113, FINAL, "the member must learn its new epoch first"),
  MISMATCHED_ENDPOINT_TYPE(
      114, FINAL, "a controller was asked where a broker must be, or the reverse"),
  UNSUPPORTED_ENDPOINT_TYPE(115, FINAL, "this type of endpoint is not supported"),
  UNKNOWN_CONTROLLER_ID(116, FINAL, "there is no controller of this id"),
  UNKNOWN_SUBSCRIPTION_ID(117, FINAL, "the telemetry subscription is outdated"),
  TELEMETRY_TOO_LARGE(118, FINAL, "the pushed telemetry takes too many bytes"),
  INVALID_REGISTRATION(119, FINAL, "the controller refused the registration"),
  TRANSACTION_ABORTABLE(120, FINAL, "the transaction must be aborted; the producer may go on"),
  INVALID_RECORD_STATE(121, FINAL, "the record cannot be acknowledged in its state"),
  SHARE_SESSION_NOT_FOUND(122, RETRY, "the broker has dropped the share session"),
  INVALID_SHARE_SESSION_EPOCH(123, RETRY, "the share session has moved on"),
  FENCED_STATE_EPOCH(124, FINAL, "the share group's state has a newer epoch"),
  INVALID_VOTER_KEY(125, FINAL, "the voter key names another replica"),
  DUPLICATE_VOTER(126, FINAL, "the replica is a voter already"),
  VOTER_NOT_FOUND(127, FINAL, "the replica is not a voter"),
  INVALID_REGULAR_EXPRESSION(128, FINAL, "the topic pattern does not compile"),
  REBOOTSTRAP_REQUIRED(129, FINAL, "the client must start again from its bootstrap addresses"),
  STREAMS_INVALID_TOPOLOGY(130, FINAL, "the streams topology is not allowed"),
  STREAMS_INVALID_TOPOLOGY_EPOCH(131, FINAL, "the streams topology's epoch is not allowed"),
  STREAMS_TOPOLOGY_FENCED(132, FINAL, "a newer streams topology has taken over"),
  SHARE_SESSION_LIMIT_REACHED(133, RETRY, "the broker can hold no more share sessions"),
  GROUP_DELETION_FAILED(134, FINAL, "the group could not be deleted, for the reason in its result"),
  STREAMS_TOPOLOGY_DESCRIPTION_UPDATE_FAILED(
      135, FINAL, "the streams topology could not be recorded"),
  CONTROLLER_ID_NOT_REGISTERED(136, FINAL, "no controller of this id is registered");

  private static final ErrorCode[] BY_CODE = new ErrorCode[values().length - 1];

  static {
    for (ErrorCode each : values()) {
      if (each.code >= 0) {
        BY_CODE[each.code] = each;
      }
    }
  }

  private final short code;
  private final Remedy remedy;
  private final String text;

  ErrorCode(int code, Remedy remedy, String text) {
    this.code = (short) code;
    this.remedy = remedy;
    this.text = text;
  }

  /** The row of this code; {@link #UNKNOWN_SERVER_ERROR} if a newer broker made the code up. */
  public static ErrorCode of(short code) {
    return code >= 0 && code < BY_CODE.length ? BY_CODE[code] : UNKNOWN_SERVER_ERROR;
  }

  /** The number on the wire. */
  public short code() {
    return code;
  }

  /** Whether the same request may succeed later. */
  public boolean retriable() {
    return remedy != FINAL;
  }

  /** Whether the client's metadata is outdated and must be fetched again before a retry. */
  public boolean invalidatesMetadata() {
    return remedy == REFRESH;
  }

  /** What happened, as the end of a sentence: lower case, no full stop. */
  public String text() {
    return text;
  }

  /** What a client can do. */
  enum Remedy {
    FINAL,
    RETRY,
    REFRESH
  }
}
