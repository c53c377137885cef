package io.weir.kafka.testcluster.storage;

/**
 * How much of a log is kept.
 *
 * @param ms {@code retention.ms}: a segment whose latest record is older goes; -1 keeps all
 * @param bytes {@code retention.bytes}: whole segments go while the log keeps at least this size;
 *     -1 keeps all
 */
public record Retention(long ms, long bytes) {

  /** Nothing ever goes. */
  public static final Retention FOREVER = new Retention(-1, -1);

  public Retention {
    if (ms < -1 || bytes < -1) {
      throw new IllegalArgumentException(
          "retention.ms or retention.bytes is below -1: " + ms + ", " + bytes);
    }
  }
}
