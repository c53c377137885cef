package io.weir.kafka.testcluster.replica;

import io.netty.buffer.ByteBuf;
import io.weir.kafka.testcluster.metadata.ReplicationRules;

/** What a replica finds at its broker. Called on the core's thread, never again from within. */
public interface ReplicaHost {

  /** The broker's id. */
  int id();

  ReplicationRules rules();

  /** {@code replica.lag.time.max.ms}. */
  long maxLagMs();

  /** Where a replica stamps a batch, one at a time: <em>borrowed</em> for the time of an append. */
  ByteBuf scratch();

  /**
   * Whether a follower may be in an ISR: its broker is unfenced, does not shut down, and has not
   * been registered again since.
   *
   * @param brokerEpoch in which it fetched, -1 if it did not say
   */
  boolean mayBeInSync(int broker, long brokerEpoch);

  /** The leader's log has grown. */
  void logEndAdvanced(Replica replica);

  /** Records have become visible, or the start of a follower's log has moved. */
  void highWatermarkAdvanced(Replica replica);

  /** The controller should be asked. */
  void propose(Replica replica, IsrProposal proposal, long nowMs);
}
