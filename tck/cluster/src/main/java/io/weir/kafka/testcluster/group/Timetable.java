package io.weir.kafka.testcluster.group;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What is due when: at most one time per key. Keys that are due at the same time come in the order
 * in which they were set.
 *
 * <p>Owned by the core's thread.
 */
final class Timetable<K> {

  private record Entry<K>(long atMs, long order, K key) {}

  /** All three: owned by the core's thread. */
  private final TreeSet<Entry<K>> entries =
      new TreeSet<>(Comparator.<Entry<K>>comparingLong(Entry::atMs).thenComparing(Entry::order));

  private final Map<K, Entry<K>> byKey = new HashMap<>();
  private long nextOrder;

  /** Puts the key there, instead of where it was. */
  void set(K key, long atMs) {
    cancel(key);
    Entry<K> entry = new Entry<>(atMs, nextOrder++, key);
    entries.add(entry);
    byKey.put(key, entry);
  }

  /** Harmless for a key that is not there. */
  void cancel(K key) {
    Entry<K> known = byKey.remove(key);
    if (known != null) {
      entries.remove(known);
    }
  }

  /** When the next key is due. */
  OptionalLong nextMs() {
    return entries.isEmpty() ? OptionalLong.empty() : OptionalLong.of(entries.first().atMs);
  }

  /** Takes the next key that is due by now; null if there is none. */
  @Nullable K poll(long nowMs) {
    if (entries.isEmpty() || entries.first().atMs > nowMs) {
      return null;
    }
    K key = entries.first().key;
    cancel(key);
    return key;
  }
}
