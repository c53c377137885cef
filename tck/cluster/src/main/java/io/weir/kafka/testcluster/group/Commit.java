package io.weir.kafka.testcluster.group;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A member, or someone who manages its partitions itself, says how far it has come (OffsetCommit).
 *
 * @param generation negative if the caller is no member
 */
public record Commit(
    String group, Caller caller, int generation, SortedMap<Place, CommittedOffset> offsets) {

  public Commit {
    offsets = Collections.unmodifiableSortedMap(new TreeMap<>(offsets));
  }

  /** Whether the caller says nothing of itself, as administrators and simple consumers do. */
  boolean isAnonymous() {
    return generation < 0 && caller.isUnnamed() && caller.instanceId() == null;
  }
}
