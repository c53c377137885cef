package io.weir.kafka.simulation.pipeline;

import com.google.errorprone.annotations.FormatMethod;
import io.weir.kafka.simulation.VirtualTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What happened in a run and when: a fingerprint always, the text where it is asked for. One
 * thread.
 */
final class Trace {

  /** Whether the text is kept. */
  enum Detail {
    FINGERPRINT,
    TEXT
  }

  private static final int PRIME = 31;

  private final VirtualTime time;
  private final Detail detail;
  private final List<String> lines = new ArrayList<>();
  private long fingerprint = 1;

  Trace(VirtualTime time, Detail detail) {
    this.time = time;
    this.detail = detail;
  }

  /**
   * Notes one event.
   *
   * @param args with a text that is the same in each run of the seed
   */
  @FormatMethod
  void note(String event, Object... args) {
    mix(time.nowNanos());
    mix(event.hashCode());
    for (Object arg : args) {
      mix(String.valueOf(arg).hashCode());
    }
    if (detail == Detail.TEXT) {
      lines.add(
          String.format(Locale.ROOT, "%12.6f ", time.nowNanos() / 1e9) + event.formatted(args));
    }
  }

  private void mix(long value) {
    fingerprint = fingerprint * PRIME + value;
  }

  long fingerprint() {
    return fingerprint;
  }

  /** One line for each event; empty without text. */
  List<String> lines() {
    return List.copyOf(lines);
  }
}
