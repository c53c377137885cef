package io.weir.kafka.testcluster.metadata;

/**
 * What a leader knows of one follower of a partition, from its fetches in the leader's epoch.
 * Immutable.
 *
 * @param brokerEpoch of the registration in which it last fetched; -1 before, or if it does not say
 * @param logStartOffset of its log; -1 before its first fetch
 * @param logEndOffset of its log, which is its last fetch offset; -1 before its first fetch
 * @param caughtUpAtMs when it last had all that the leader had; 0 for never
 * @param fetchedAtMs when it last fetched; 0 before
 * @param leaderEndAtFetch the leader's log end at that time; -1 before
 */
public record FollowerState(
    int broker,
    long brokerEpoch,
    long logStartOffset,
    long logEndOffset,
    long caughtUpAtMs,
    long fetchedAtMs,
    long leaderEndAtFetch) {

  private static final long UNKNOWN = -1;

  /**
   * A follower that has not fetched from this leader yet.
   *
   * @param caughtUpAtMs the present for a member of the ISR, which gets time to show itself; else 0
   */
  public static FollowerState unseen(int broker, long caughtUpAtMs) {
    return new FollowerState(broker, UNKNOWN, UNKNOWN, UNKNOWN, caughtUpAtMs, 0, UNKNOWN);
  }

  /**
   * The state after a fetch. The follower has caught up now if it asks for the leader's end; it had
   * caught up at its last fetch if it asks for what was the leader's end then.
   */
  public FollowerState fetched(FollowerFetch fetch, long leaderEndOffset, long nowMs) {
    long caughtUp = caughtUpAtMs;
    if (fetch.fetchOffset() >= leaderEndOffset) {
      caughtUp = Math.max(caughtUp, nowMs);
    } else if (fetch.fetchOffset() >= leaderEndAtFetch) {
      caughtUp = Math.max(caughtUp, fetchedAtMs);
    }
    return new FollowerState(
        broker,
        fetch.brokerEpoch(),
        fetch.logStartOffset(),
        fetch.fetchOffset(),
        caughtUp,
        nowMs,
        leaderEndOffset);
  }
}
