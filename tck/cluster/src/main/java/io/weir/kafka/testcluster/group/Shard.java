package io.weir.kafka.testcluster.group;

/**
 * A partition of {@code __consumer_offsets} at the broker that leads it, with the groups in it.
 *
 * <pre>
 *   elected ---> Loading ---------------------------------> Serving ---> resigned
 *                   |     all that was in the log at the                    ^
 *                   |     election is replicated                            |
 *                   +-------------------------------------------------------+
 * </pre>
 */
sealed interface Shard permits Shard.Loading, Serving {

  /** In which this broker was elected. */
  int leaderEpoch();

  /**
   * Waits for the high watermark: records above it could still be lost, and nobody must have seen
   * them then.
   *
   * @param untilOffset the end of the log at the election
   */
  record Loading(int leaderEpoch, long untilOffset) implements Shard {}
}
