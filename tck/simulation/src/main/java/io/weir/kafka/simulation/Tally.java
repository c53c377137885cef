package io.weir.kafka.simulation;

import java.util.Map;
import java.util.TreeMap;

/** How often each thing has happened in a run, by name. One thread. */
public final class Tally {

  private final Map<String, Long> counts = new TreeMap<>();

  public void count(Happening happening) {
    count(happening.name());
  }

  /** Counts what no enum lists, such as an error at a place in flight. */
  public void count(String name) {
    counts.merge(name, 1L, Long::sum);
  }

  /** In the order of the names; what did not happen is missing. */
  public Map<String, Long> counts() {
    return new TreeMap<>(counts);
  }
}
