package io.weir.kafka.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The settings of acknowledgement, timeouts and retries. */
final class DeliveryKeys {

  static final Setting<Acks> ACKS =
      Setting.of(
              "acks",
              ValueType.oneOf(
                  "string",
                  Map.of("all", Acks.ALL, "-1", Acks.ALL, "0", Acks.NONE, "1", Acks.LEADER)),
              "Who must have a record before it counts as delivered: all in-sync replicas (all,"
                  + " -1), the leader (1), nobody (0).")
          .or("all");

  static final Setting<Boolean> IDEMPOTENCE =
      Setting.of(
              "enable.idempotence",
              ValueType.bool(),
              "Whether a retry can neither write a record twice nor change the order of a partition"
                  + " (KIP-98). Needs acks=all, retries above 0 and at most 5 requests in flight;"
                  + " where it is not set, other acks or retries=0 turn it off.")
          .or("true");

  static final Setting<Duration> DELIVERY_TIMEOUT =
      Setting.of(
              "delivery.timeout.ms",
              ValueType.millis(0),
              "The time in which a record is acknowledged or fails, whatever happens; at least"
                  + " linger.ms + request.timeout.ms.")
          .or("120000");

  static final Setting<Duration> REQUEST_TIMEOUT =
      Setting.of(
              "request.timeout.ms",
              ValueType.millis(0),
              "How long a broker may take to answer; then the request is retried.")
          .or("30000");

  static final Setting<Integer> RETRIES =
      Setting.of(
              "retries",
              ValueType.integer(0, Integer.MAX_VALUE),
              "How often a batch is sent again; delivery.timeout.ms is the better bound.")
          .or("2147483647");

  static final Setting<Duration> RETRY_BACKOFF =
      Setting.of(
              "retry.backoff.ms",
              ValueType.millis(0),
              "Wait before a batch is sent again; doubles with each failure (KIP-580).")
          .or("100");

  static final Setting<Duration> RETRY_BACKOFF_MAX =
      Setting.of(
              "retry.backoff.max.ms",
              ValueType.millis(0),
              "The bound of retry.backoff.ms as it doubles.")
          .or("1000");

  static final Setting<Integer> MAX_IN_FLIGHT =
      Setting.of(
              "max.in.flight.requests.per.connection",
              ValueType.integer(1, Integer.MAX_VALUE),
              "Unanswered requests on one connection. Of one partition, up to five batches are among"
                  + " them with enable.idempotence, else one, so that its order is kept in either"
                  + " case.")
          .or("5");

  /** Refused, not ignored: who sets it relies on atomic writes. */
  static final Setting<String> TRANSACTIONAL_ID =
      Setting.of(
          "transactional.id",
          new ValueType<>("string", "", "not to be set", DeliveryKeys::refuseTransactions),
          "Must not be set: transactions are not supported yet.");

  static final List<Setting<?>> ALL =
      List.of(
          ACKS,
          IDEMPOTENCE,
          DELIVERY_TIMEOUT,
          REQUEST_TIMEOUT,
          RETRIES,
          RETRY_BACKOFF,
          RETRY_BACKOFF_MAX,
          MAX_IN_FLIGHT,
          TRANSACTIONAL_ID);

  private DeliveryKeys() {}

  private static String refuseTransactions(String text) {
    throw new ValueType.Refusal("transactions are not supported yet; remove the setting");
  }
}
