package io.weir.kafka.cluster;

import io.weir.kafka.protocol.ErrorCode;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a topic at one moment. Immutable; any thread.
 *
 * <p>Once known, its partitions stay known while the cluster answers with a passing error: a broker
 * that has just started may not know the topic yet.
 */
public final class TopicSnapshot {

  /** There is no leader at the moment, or none is known. */
  public static final int NO_LEADER = -1;

  private static final int NO_EPOCH = -1;
  private static final UUID NO_ID = new UUID(0, 0);

  private final String name;
  private final UUID id;
  private final ErrorCode error;
  private final int[] leaderIds;
  private final int[] leaderEpochs;

  /** Takes the arrays over: one entry per partition, of equal length. */
  TopicSnapshot(String name, UUID id, ErrorCode error, int[] leaderIds, int[] leaderEpochs) {
    this.name = name;
    this.id = id;
    this.error = error;
    this.leaderIds = leaderIds;
    this.leaderEpochs = leaderEpochs;
  }

  static TopicSnapshot unknown(String name, ErrorCode error) {
    return new TopicSnapshot(name, NO_ID, error, new int[0], new int[0]);
  }

  /** The topic's name. */
  public String name() {
    return name;
  }

  /** All bits zero if the cluster is older than topic ids (KIP-516). */
  public UUID id() {
    return id;
  }

  /** {@link ErrorCode#NONE}, or what the cluster last said instead of an answer. */
  public ErrorCode error() {
    return error;
  }

  /** How many partitions there are; 0 if that is not known. */
  public int partitionCount() {
    return leaderIds.length;
  }

  /** The id of the broker that leads the partition; {@link #NO_LEADER} also for unknown ones. */
  public int leaderId(int partition) {
    return exists(partition) ? leaderIds[partition] : NO_LEADER;
  }

  /** Grows with each change of the leader (KIP-320); -1 if it is not known. */
  public int leaderEpoch(int partition) {
    return exists(partition) ? leaderEpochs[partition] : NO_EPOCH;
  }

  /** Whether each partition has a leader. */
  boolean isLed() {
    for (int each : leaderIds) {
      if (each == NO_LEADER) {
        return false;
      }
    }
    return true;
  }

  TopicSnapshot withError(ErrorCode current) {
    return new TopicSnapshot(name, id, current, leaderIds, leaderEpochs);
  }

  TopicSnapshot withLeader(LeaderHint hint) {
    int[] ids = leaderIds.clone();
    int[] epochs = leaderEpochs.clone();
    ids[hint.partition()] = hint.leaderId();
    epochs[hint.partition()] = hint.leaderEpoch();
    return new TopicSnapshot(name, id, error, ids, epochs);
  }

  /** Whether the hint is about a partition that is known, and newer than what is known. */
  boolean isOutdatedBy(LeaderHint hint) {
    return exists(hint.partition()) && hint.leaderEpoch() > leaderEpochs[hint.partition()];
  }

  /** Whether it is the same topic as the other, as far as both know; a recreated one is not. */
  boolean isSameTopic(TopicSnapshot other) {
    return id.equals(other.id) || id.equals(NO_ID) || other.id.equals(NO_ID);
  }

  boolean sameAs(@Nullable TopicSnapshot other) {
    return other != null
        && id.equals(other.id)
        && error == other.error
        && Arrays.equals(leaderIds, other.leaderIds)
        && Arrays.equals(leaderEpochs, other.leaderEpochs);
  }

  private boolean exists(int partition) {
    return partition >= 0 && partition < leaderIds.length;
  }

  @Override
  public String toString() {
    return "%s %s leaders %s".formatted(name, error, Arrays.toString(leaderIds));
  }
}
