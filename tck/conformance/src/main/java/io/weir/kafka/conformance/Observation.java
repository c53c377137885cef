package io.weir.kafka.conformance;

import java.util.ArrayList;
import java.util.List;

/**
 * What clients have seen, in order, as lines of text: error codes, offsets, replicas, records.
 * Never a time, a port or an id that differs from run to run. Used by one thread.
 */
public final class Observation {
  private final List<String> facts = new ArrayList<>();

  /** Notes {@code what: fact}. */
  public void note(String what, Object fact) {
    facts.add(what + ": " + fact);
  }

  /** All facts so far, in the order in which they were seen. */
  public List<String> facts() {
    return List.copyOf(facts);
  }
}
