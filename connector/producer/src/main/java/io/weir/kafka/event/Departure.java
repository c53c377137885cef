package io.weir.kafka.event;

/**
 * How a batch was handed to a connection.
 *
 * @param brokerId the leader that it goes to
 * @param bytes as they are sent: compressed, where the channel compresses
 * @param attempt 1 for the first
 * @param queuedNanos since its first record was taken in
 */
public record Departure(int brokerId, int bytes, int attempt, long queuedNanos) {

  /** Whether it leaves for the first time. */
  public boolean isFirst() {
    return attempt == 1;
  }
}
