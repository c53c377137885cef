package io.weir.kafka.testcluster.group;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The offsets that a group has committed, that is, which are replicated.
 *
 * <p>Owned by the core's thread.
 */
final class OffsetTable {

  /** Owned by the core's thread. */
  private final SortedMap<Place, CommittedOffset> byPlace = new TreeMap<>();

  @Nullable CommittedOffset get(Place place) {
    return byPlace.get(place);
  }

  void put(Place place, CommittedOffset offset) {
    byPlace.put(place, offset);
  }

  void remove(Place place) {
    byPlace.remove(place);
  }

  boolean isEmpty() {
    return byPlace.isEmpty();
  }

  /** All of them by place; a view that cannot be changed. */
  SortedMap<Place, CommittedOffset> all() {
    return Collections.unmodifiableSortedMap(byPlace);
  }

  /** Those places whose offset is of that kind. */
  List<Place> placesWhere(Predicate<SortedMap.Entry<Place, CommittedOffset>> kind) {
    return byPlace.entrySet().stream().filter(kind).map(SortedMap.Entry::getKey).toList();
  }
}
