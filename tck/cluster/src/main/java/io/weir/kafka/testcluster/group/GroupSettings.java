package io.weir.kafka.testcluster.group;

/**
 * What all groups of a cluster share; the names are those of Kafka's broker settings, times are in
 * milliseconds.
 *
 * @param initialRebalanceDelayMs {@code group.initial.rebalance.delay.ms}: how long the first
 *     member of an empty group waits for others
 * @param sessionTimeouts {@code group.min.session.timeout.ms} and {@code
 *     group.max.session.timeout.ms}
 * @param maxSize {@code group.max.size}: members per group
 * @param offsetMetadataMaxBytes {@code offset.metadata.max.bytes}: of the text beside an offset
 * @param offsetsCommitTimeoutMs {@code offsets.commit.timeout.ms}: how long a write may take
 * @param retention {@code offsets.retention.minutes} and {@code
 *     offsets.retention.check.interval.ms}
 */
public record GroupSettings(
    int initialRebalanceDelayMs,
    SessionTimeouts sessionTimeouts,
    int maxSize,
    int offsetMetadataMaxBytes,
    int offsetsCommitTimeoutMs,
    Retention retention) {

  /** Kafka's defaults. */
  public static final GroupSettings DEFAULTS =
      new GroupSettings(
          3000,
          new SessionTimeouts(6000, 1_800_000),
          Integer.MAX_VALUE,
          4096,
          5000,
          new Retention(7L * 24 * 60 * 60 * 1000, 600_000));

  /** Both ends inclusive. */
  public record SessionTimeouts(int leastMs, int mostMs) {
    boolean contain(int timeoutMs) {
      return leastMs <= timeoutMs && timeoutMs <= mostMs;
    }
  }

  /**
   * @param afterMs how long the offsets of a group without members stay
   * @param checkIntervalMs how often they are looked at
   */
  public record Retention(long afterMs, long checkIntervalMs) {}

  public GroupSettings withInitialRebalanceDelayMs(int delayMs) {
    return new GroupSettings(
        delayMs,
        sessionTimeouts,
        maxSize,
        offsetMetadataMaxBytes,
        offsetsCommitTimeoutMs,
        retention);
  }

  public GroupSettings withMaxSize(int members) {
    return new GroupSettings(
        initialRebalanceDelayMs,
        sessionTimeouts,
        members,
        offsetMetadataMaxBytes,
        offsetsCommitTimeoutMs,
        retention);
  }
}
