package io.weir.kafka.network;

/**
 * How to send one request.
 *
 * @param timeoutNanos how long the broker may take to answer, or to take what it does not answer;
 *     then the connection is closed
 * @param maxVersion a bound on the version, below what both sides could speak
 */
public record RequestOptions(long timeoutNanos, int maxVersion) {

  /** In the highest version that both sides speak. */
  public static RequestOptions within(long timeoutNanos) {
    return new RequestOptions(timeoutNanos, Integer.MAX_VALUE);
  }

  /** The same, but in no later version: for a request that lacks what later ones demand. */
  public RequestOptions atMost(int version) {
    return new RequestOptions(timeoutNanos, version);
  }
}
