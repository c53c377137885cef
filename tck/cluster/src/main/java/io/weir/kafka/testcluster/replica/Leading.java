package io.weir.kafka.testcluster.replica;

import io.weir.kafka.testcluster.metadata.FollowerState;
import io.weir.kafka.testcluster.metadata.PartitionImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The replica takes records and knows how far its followers have come, in one leader epoch.
 *
 * <p>Owned by the core's thread. The ISR is the controller's: the leader proposes another one, and
 * until the controller has spoken it counts on the {@link IsrProposal#maximal} one, so that nothing
 * is acknowledged which a member of either could miss.
 */
public final class Leading implements Role {

  private final ReplicaHost host;
  private final int leaderEpoch;
  private final long startOffset;

  /** By broker id; owned by the core's thread. */
  private final Map<Integer, FollowerState> followers = new TreeMap<>();

  /** As the controller last told; owned by the core's thread. */
  private PartitionImage committed;

  /** What the controller has not answered yet; owned by the core's thread. */
  private @Nullable IsrProposal proposal;

  /** For one computation at a time; owned by the core's thread. */
  private final List<FollowerState> awaited = new ArrayList<>();

  /**
   * @param startOffset the log's end when the epoch begins
   */
  Leading(ReplicaHost host, PartitionImage committed, long startOffset, long nowMs) {
    this.host = host;
    this.leaderEpoch = committed.leaderEpoch();
    this.startOffset = startOffset;
    this.committed = committed;
    for (int replica : committed.replicas()) {
      if (replica != host.id()) {
        long caughtUpAtMs = committed.isr().contains(replica) ? nowMs : 0;
        followers.put(replica, FollowerState.unseen(replica, caughtUpAtMs));
      }
    }
  }

  @Override
  public int leaderEpoch() {
    return leaderEpoch;
  }

  /** The offset of the first record of this epoch, written or not. */
  public long startOffset() {
    return startOffset;
  }

  /** The ISR as the controller last told. */
  public List<Integer> isr() {
    return committed.isr();
  }

  /** The ISR on which acknowledged records must be: see {@link IsrProposal#maximal}. */
  public List<Integer> maximalIsr() {
    return proposal == null ? committed.isr() : proposal.maximal();
  }

  /** What the controller has not answered yet; null if there is nothing. */
  public @Nullable IsrProposal proposal() {
    return proposal;
  }

  /** What is known of the follower; null if that broker is not assigned. */
  public @Nullable FollowerState follower(int broker) {
    return followers.get(broker);
  }

  void update(FollowerState follower) {
    followers.put(follower.broker(), follower);
  }

  /** How many replicas are assigned, this one included. */
  int replicas() {
    return followers.size() + 1;
  }

  /**
   * The controller has changed the partition; which may be the answer to a proposal.
   *
   * @return whether that was news
   */
  boolean commit(PartitionImage image) {
    if (image.partitionEpoch() <= committed.partitionEpoch()) {
      return false;
    }
    committed = image;
    proposal = null;
    followers.keySet().retainAll(image.replicas());
    for (int replica : image.replicas()) {
      if (replica != host.id()) {
        followers.computeIfAbsent(replica, added -> FollowerState.unseen(added, 0));
      }
    }
    return true;
  }

  /** The controller has refused the proposal: the committed ISR holds. */
  void withdraw(IsrProposal refused) {
    if (proposal == refused) {
      proposal = null;
    }
  }

  /** How far the log is on all whom acknowledged records must have reached. */
  long replicatedOffset(long logEndOffset, long nowMs) {
    awaited.clear();
    for (FollowerState each : followers.values()) {
      if (isAwaited(each, logEndOffset, nowMs)) {
        awaited.add(each);
      }
    }
    return host.rules().highWatermark(logEndOffset, awaited);
  }

  /** Members of the ISR, and who is about to join it: else it would never catch up. */
  private boolean isAwaited(FollowerState follower, long logEndOffset, long nowMs) {
    return maximalIsr().contains(follower.broker())
        || (host.rules().isCaughtUp(follower, logEndOffset, nowMs, host.maxLagMs())
            && host.mayBeInSync(follower.broker(), follower.brokerEpoch()));
  }

  /** Proposes to take the follower into the ISR, if it may join. */
  @Nullable IsrProposal proposeToAdd(FollowerState follower, long highWatermark) {
    boolean joins =
        proposal == null
            && !committed.isr().contains(follower.broker())
            && host.mayBeInSync(follower.broker(), follower.brokerEpoch())
            && host.rules().mayJoinIsr(follower, highWatermark, startOffset);
    if (!joins) {
      return null;
    }
    List<Integer> wider =
        committed.replicas().stream()
            .filter(id -> id == follower.broker() || committed.isr().contains(id))
            .toList();
    return propose(wider, wider);
  }

  /** Proposes to drop those from the ISR who have not caught up for too long. */
  @Nullable IsrProposal proposeToDropLaggards(long logEndOffset, long nowMs) {
    if (proposal != null) {
      return null;
    }
    List<Integer> narrower =
        committed.isr().stream().filter(id -> !lags(id, logEndOffset, nowMs)).toList();
    return narrower.size() == committed.isr().size() ? null : propose(narrower, committed.isr());
  }

  private boolean lags(int broker, long logEndOffset, long nowMs) {
    FollowerState follower = followers.get(broker);
    return follower != null
        && host.rules().fallsOutOfSync(follower, logEndOffset, nowMs, host.maxLagMs());
  }

  private IsrProposal propose(List<Integer> isr, List<Integer> maximal) {
    proposal = new IsrProposal(leaderEpoch, committed.partitionEpoch(), isr, maximal);
    return proposal;
  }

  /** The lowest start of a log among all replicas: below it no replica has records. */
  long lowWatermark(long ownStartOffset) {
    long lowest = ownStartOffset;
    for (FollowerState each : followers.values()) {
      if (host.mayBeInSync(each.broker(), each.brokerEpoch())) {
        lowest = Math.min(lowest, each.logStartOffset());
      }
    }
    return lowest;
  }
}
