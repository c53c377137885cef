package io.weir.kafka.testcluster.fault;

/**
 * Where a request comes from and where it arrived.
 *
 * @param connection the driver's id of a client's connection, {@link #NONE} between brokers
 * @param broker the one that was asked
 * @param listener the name of the broker's listener
 * @param follower the broker that asks, {@link #NONE} for a client
 */
public record Origin(long connection, int broker, String listener, int follower) {

  public static final int NONE = -1;

  /** A client's. */
  public static Origin client(long connection, int broker, String listener) {
    return new Origin(connection, broker, listener, NONE);
  }

  /** Another broker's. */
  public static Origin follower(int follower, int broker, String listener) {
    return new Origin(NONE, broker, listener, follower);
  }

  public boolean isClient() {
    return follower == NONE;
  }
}
