package io.weir.kafka.bridge;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What the user classes of a test were asked, in order; one test at a time. */
final class Journal {

  private static final List<String> CALLS = new CopyOnWriteArrayList<>();

  private Journal() {}

  static void clear() {
    CALLS.clear();
  }

  static void add(String call) {
    CALLS.add(call);
  }

  static List<String> calls() {
    return List.copyOf(CALLS);
  }
}
