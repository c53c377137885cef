package io.weir.kafka.testcluster.core;

/** What one node sends another over the {@link InterBrokerNetwork}. */
interface Message {

  /** It has arrived; whoever it was for may have gone. */
  void deliver(long nowMs);

  /** It will never arrive: releases what it holds. */
  default void drop() {}

  /** Whether an earlier message that has not left yet is outdated by this one. */
  default boolean replaces(Message earlier) {
    return false;
  }
}
