package io.weir.kafka.testcluster.replica;

/** What a replica does for its partition. */
public sealed interface Role permits Leading, Following {

  /** The leader epoch of which it knows. */
  int leaderEpoch();
}
