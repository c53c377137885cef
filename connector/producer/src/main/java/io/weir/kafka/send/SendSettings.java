package io.weir.kafka.send;

/**
 * How batches are sent.
 *
 * @param channel named in errors
 * @param acks 0, 1 or -1 (all)
 * @param guarantee whether batches have sequence numbers; only with {@code acks} -1
 * @param requestTimeoutMs {@code request.timeout.ms}, told to the broker as well
 * @param deliveryTimeoutNanos from a record's append to its last possible outcome
 * @param retries how often a batch may be sent again
 * @param maxInFlight {@code max.in.flight.requests.per.connection}
 * @param maxRequestBytes {@code max.request.size}
 * @param lingerNanos how long an open batch waits for more records
 * @param lingerMode whether it also waits when the broker has nothing to do
 */
public record SendSettings(
    String channel,
    short acks,
    Guarantee guarantee,
    int requestTimeoutMs,
    long deliveryTimeoutNanos,
    int retries,
    int maxInFlight,
    int maxRequestBytes,
    long lingerNanos,
    LingerMode lingerMode) {

  /** What a retry may do. */
  public enum Guarantee {
    /** It may write a record twice. */
    AT_LEAST_ONCE,
    /** Brokers recognise what they have already: {@code enable.idempotence}. */
    IDEMPOTENT
  }

  /** When an open batch leaves. */
  public enum LingerMode {
    /** {@code linger.ms} was set: always wait for it. */
    FIXED,
    /** It was not set: leave at once when no request to that broker is in flight. */
    ADAPTIVE
  }

  boolean wantsResponse() {
    return acks != 0;
  }
}
