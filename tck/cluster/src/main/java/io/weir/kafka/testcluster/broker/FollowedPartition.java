package io.weir.kafka.testcluster.broker;

import io.weir.kafka.testcluster.metadata.TopicPartition;
import io.weir.kafka.testcluster.replica.Following;
import io.weir.kafka.testcluster.replica.Replica;

/**
 * A partition that a {@link ReplicaFetcher} copies.
 *
 * <p>Owned by the core's thread.
 *
 * <pre>
 *   FETCHING --- offset out of range ---> ASKING_END --- leader's log goes further ---> ASKING_START
 *      ^                                      |                                             |
 *      +------------ truncated ---------------+------------- at the leader's start ---------+
 * </pre>
 */
final class FollowedPartition {

  /** What to ask the leader next. */
  enum Phase {
    FETCHING,
    ASKING_END,
    ASKING_START
  }

  private final String topic;
  private final Replica replica;
  private final int leaderEpoch;

  /** Both: owned by the core's thread. */
  private Phase phase = Phase.FETCHING;

  private long notBeforeMs;

  FollowedPartition(String topic, Replica replica, Following role) {
    this.topic = topic;
    this.replica = replica;
    this.leaderEpoch = role.leaderEpoch();
  }

  String topic() {
    return topic;
  }

  TopicPartition key() {
    return replica.key();
  }

  Replica replica() {
    return replica;
  }

  int leaderEpoch() {
    return leaderEpoch;
  }

  Phase phase() {
    return phase;
  }

  void enter(Phase next) {
    phase = next;
  }

  /** When to ask again; in the past if nothing went wrong. */
  long notBeforeMs() {
    return notBeforeMs;
  }

  void backOff(long untilMs) {
    notBeforeMs = untilMs;
  }

  boolean isDue(Phase wanted, long nowMs) {
    return phase == wanted && notBeforeMs <= nowMs;
  }
}
