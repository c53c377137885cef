package io.weir.kafka.simulation;

import java.util.ArrayList;
import java.util.List;

/** What was found wrong in a run. One thread. */
public final class Violations {

  /** What follows from the first violation says little. */
  private static final int MOST = 10;

  private final List<String> sentences = new ArrayList<>();

  public void add(String sentence) {
    if (sentences.size() < MOST && !sentences.contains(sentence)) {
      sentences.add(sentence);
    }
  }

  /** Something was thrown where nothing should be. */
  public void add(String what, Throwable thrown) {
    StackTraceElement[] trace = thrown.getStackTrace();
    String where = trace.length == 0 ? "an unknown place" : trace[0].toString();
    add("%s: %s at %s".formatted(what, thrown, where));
  }

  public boolean isEmpty() {
    return sentences.isEmpty();
  }

  /** In the order in which they were found. */
  public List<String> sentences() {
    return List.copyOf(sentences);
  }
}
