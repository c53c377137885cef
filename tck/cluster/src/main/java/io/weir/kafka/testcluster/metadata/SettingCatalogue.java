package io.weir.kafka.testcluster.metadata;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All settings of one kind by name. Immutable. */
public final class SettingCatalogue {

  /** Those of brokers. */
  public static final SettingCatalogue BROKER =
      new SettingCatalogue(
          "broker config",
          List.of(
              ReplicationCatalogue.ALL, LogCatalogue.ALL, GroupCatalogue.ALL, InertCatalogue.ALL));

  /** Those of topics. */
  public static final SettingCatalogue TOPIC =
      new SettingCatalogue("topic config", List.of(TopicCatalogue.ALL));

  /** Those of brokers that an administrator can change while the broker runs (KIP-226). */
  private static final Set<String> DYNAMIC =
      Set.of(
          "background.threads",
          "compression.gzip.level",
          "compression.lz4.level",
          "compression.type",
          "compression.zstd.level",
          "log.cleaner.delete.retention.ms",
          "log.cleaner.max.compaction.lag.ms",
          "log.cleaner.min.cleanable.ratio",
          "log.cleaner.min.compaction.lag.ms",
          "log.cleaner.threads",
          "log.cleanup.policy",
          "log.flush.interval.messages",
          "log.flush.interval.ms",
          "log.index.interval.bytes",
          "log.index.size.max.bytes",
          "log.local.retention.bytes",
          "log.local.retention.ms",
          "log.message.timestamp.after.max.ms",
          "log.message.timestamp.before.max.ms",
          "log.message.timestamp.type",
          "log.preallocate",
          "log.retention.bytes",
          "log.retention.ms",
          "log.roll.jitter.ms",
          "log.roll.ms",
          "log.segment.bytes",
          "log.segment.delete.delay.ms",
          "max.connections",
          "max.connections.per.ip",
          "message.max.bytes",
          "min.insync.replicas",
          "num.io.threads",
          "num.network.threads",
          "num.recovery.threads.per.data.dir",
          "num.replica.fetchers",
          "producer.id.expiration.ms",
          "unclean.leader.election.enable");

  /** A name with no more typing errors than this is suggested. */
  private static final int MOST_ERRORS = 5;

  private final String kind;
  private final SortedMap<String, Setting<?>> byName = new TreeMap<>();

  private SettingCatalogue(String kind, List<List<Setting<?>>> groups) {
    this.kind = kind;
    groups.forEach(group -> group.forEach(this::add));
  }

  private void add(Setting<?> setting) {
    if (byName.put(setting.name(), setting) != null) {
      throw new IllegalArgumentException("Declared twice: " + setting);
    }
  }

  /** All of them, by name. */
  public Collection<Setting<?>> all() {
    return Collections.unmodifiableCollection(byName.values());
  }

  /** The setting; null if there is none of that name. */
  public @Nullable Setting<?> find(String name) {
    return byName.get(name);
  }

  /**
   * The setting of that name.
   *
   * @throws IllegalArgumentException if there is none; the message suggests a similar name
   */
  public Setting<?> get(String name) {
    Setting<?> setting = byName.get(name);
    if (setting == null) {
      throw new IllegalArgumentException("Unknown " + kind + " name: " + name + suggestion(name));
    }
    return setting;
  }

  /** Whether an administrator can change it while brokers run. */
  public boolean isDynamic(Setting<?> setting) {
    return this == TOPIC || DYNAMIC.contains(setting.name());
  }

  private String suggestion(String name) {
    return byName.keySet().stream()
        .map(known -> Map.entry(EditDistance.between(name, known), known))
        .filter(entry -> entry.getKey() <= Math.min(MOST_ERRORS, name.length() / 3))
        .min(Map.Entry.<Integer, String>comparingByKey().thenComparing(Map.Entry::getValue))
        .map(nearest -> " (did you mean " + nearest.getValue() + "?)")
        .orElse("");
  }
}
