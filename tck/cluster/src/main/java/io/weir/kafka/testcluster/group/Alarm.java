package io.weir.kafka.testcluster.group;

/** What a coordinator has to look at when its time comes. */
sealed interface Alarm {

  /** Something about one group, if it still exists. */
  sealed interface OfGroup extends Alarm {
    String group();
  }

  /** The member has to be heard of before that. */
  record Session(String group, String member) implements OfGroup {}

  /** The group waits no longer for members to join. */
  record JoinPhase(String group) implements OfGroup {}

  /** The group waits no longer for members to ask for their assignment. */
  record SyncPhase(String group) implements OfGroup {}

  /** What was appended to this partition up to this offset should be replicated by then. */
  record Write(int partition, long endOffset) implements Alarm {}

  /** Old offsets are to be removed. */
  record Expiry() implements Alarm {}
}
