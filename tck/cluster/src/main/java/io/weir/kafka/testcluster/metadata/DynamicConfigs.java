package io.weir.kafka.testcluster.metadata;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The brokers' settings that were changed while they ran (KIP-226), over those that they were
 * started with: for all brokers, and stronger for single ones. Immutable.
 */
public final class DynamicConfigs {

  /** Stands for all brokers. */
  public static final String ALL_BROKERS = "";

  private final ClusterSettings started;
  private final SortedMap<String, SortedMap<String, String>> changes;
  private final ClusterSettings ofAll;

  private DynamicConfigs(
      ClusterSettings started, SortedMap<String, SortedMap<String, String>> changes) {
    this.started = started;
    this.changes = changes;
    this.ofAll = started.with(changes(ALL_BROKERS));
  }

  static DynamicConfigs over(ClusterSettings started) {
    return new DynamicConfigs(started, Collections.emptySortedMap());
  }

  /** What the brokers were started with. */
  public ClusterSettings started() {
    return started;
  }

  /**
   * What was changed, by name.
   *
   * @param broker its id, or {@link #ALL_BROKERS}
   */
  public SortedMap<String, String> changes(String broker) {
    return changes.getOrDefault(broker, Collections.emptySortedMap());
  }

  ClusterSettings ofAll() {
    return ofAll;
  }

  ClusterSettings of(int broker) {
    SortedMap<String, String> own = changes(Integer.toString(broker));
    return own.isEmpty() ? ofAll : ofAll.with(own);
  }

  /**
   * The same with all changes of one broker, or of all, replaced.
   *
   * @throws IllegalArgumentException as {@link ClusterSettings#of}
   */
  public DynamicConfigs with(String broker, SortedMap<String, String> newChanges) {
    started.with(newChanges); // for its checks
    SortedMap<String, SortedMap<String, String>> changed = new TreeMap<>(changes);
    changed.put(broker, Collections.unmodifiableSortedMap(new TreeMap<>(newChanges)));
    return new DynamicConfigs(started, changed);
  }
}
