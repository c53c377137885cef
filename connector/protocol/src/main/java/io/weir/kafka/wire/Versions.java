package io.weir.kafka.wire;

/**
 * The versions in which a message exists, both ends inclusive.
 *
 * @param flexibleFrom the first version with compact lengths and tagged fields (KIP-482)
 */
public record Versions(int lowest, int highest, int flexibleFrom) {

  private static final int NEVER = Integer.MAX_VALUE;

  /** A message without flexible versions; {@link #flexibleFrom(int)} adds them. */
  public static Versions between(int lowest, int highest) {
    return new Versions(lowest, highest, NEVER);
  }

  public Versions flexibleFrom(int version) {
    return new Versions(lowest, highest, version);
  }

  public boolean contain(int version) {
    return lowest <= version && version <= highest;
  }

  public boolean flexible(int version) {
    return version >= flexibleFrom;
  }
}
