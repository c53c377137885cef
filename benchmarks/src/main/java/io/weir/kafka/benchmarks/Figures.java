package io.weir.kafka.benchmarks;

import java.util.Locale;
import java.util.Optional;

/**
 * What one run of one subject showed.
 *
 * @param messagesPerSecond between the end of the warm-up and the last acknowledgement
 * @param cpuMicros CPU of the whole process per message, in that time
 * @param allocatedBytes heap bytes allocated per message, in that time
 * @param compilerSeconds time that the JIT compilers ran in that time: the warm-up was too short if
 *     it is a good part of the CPU
 * @param totalCpuSeconds CPU of the process from its start to its end, warm-up included
 * @param totalSeconds age of the process at its end
 * @param missedThreads threads whose allocation is not known
 */
record Figures(
    double messagesPerSecond,
    double cpuMicros,
    double allocatedBytes,
    double compilerSeconds,
    double totalCpuSeconds,
    double totalSeconds,
    long missedThreads) {
  private static final String MARK = "weir-benchmark-figures";

  static Figures of(int messages, Usage measured, long totalCpuNanos, long ageMs) {
    return new Figures(
        messages / (measured.wallNanos() / 1e9),
        measured.cpuNanos() / 1e3 / messages,
        (double) measured.allocatedBytes() / messages,
        measured.compilerMs() / 1e3,
        totalCpuNanos / 1e9,
        ageMs / 1e3,
        measured.missedThreads());
  }

  /** What matters most, for the eye. */
  String summary() {
    return String.format(
        Locale.ROOT,
        "%,.0f messages/s, %.2f us CPU and %,.0f B allocated per message",
        messagesPerSecond,
        cpuMicros,
        allocatedBytes);
  }

  /** One line of text from which {@link #parse} makes the same figures. */
  String toLine() {
    return String.format(
        Locale.ROOT,
        "%s %s %s %s %s %s %s %d",
        MARK,
        messagesPerSecond,
        cpuMicros,
        allocatedBytes,
        compilerSeconds,
        totalCpuSeconds,
        totalSeconds,
        missedThreads);
  }

  /** The figures in this line, if it is one of {@link #toLine}. */
  static Optional<Figures> parse(String line) {
    if (!line.startsWith(MARK)) {
      return Optional.empty();
    }
    String[] parts = line.split(" ", -1);
    return Optional.of(
        new Figures(
            Double.parseDouble(parts[1]),
            Double.parseDouble(parts[2]),
            Double.parseDouble(parts[3]),
            Double.parseDouble(parts[4]),
            Double.parseDouble(parts[5]),
            Double.parseDouble(parts[6]),
            Long.parseLong(parts[7])));
  }
}
