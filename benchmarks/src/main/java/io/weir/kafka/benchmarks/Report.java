package io.weir.kafka.benchmarks;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** Writes a {@link Comparison} as text. */
final class Report {
  /** What is reported of each run, and how it is printed. */
  private enum Column {
    THROUGHPUT("messages/s", "%,.0f", Figures::messagesPerSecond),
    CPU("CPU us/message", "%.2f", Figures::cpuMicros),
    GARBAGE("allocated B/message", "%,.0f", Figures::allocatedBytes),
    COMPILER("compiler s", "%.1f", Figures::compilerSeconds),
    TOTAL_CPU("CPU s of the process", "%.1f", Figures::totalCpuSeconds);

    private final String title;
    private final String format;
    private final ToDoubleFunction<Figures> figure;

    Column(String title, String format, ToDoubleFunction<Figures> figure) {
      this.title = title;
      this.format = format;
      this.figure = figure;
    }
  }

  private final Comparison comparison;
  private final Workload workload;

  Report(Comparison comparison, Workload workload) {
    this.comparison = comparison;
    this.workload = workload;
  }

  /** Two tables: medians with the least and the greatest value, and ratios pair by pair. */
  String markdown() {
    StringBuilder text = new StringBuilder();
    text.append("Workload: `").append(workload).append("`\n\n");
    header(text, "median (min..max)");
    for (Subject subject : comparison.subjects()) {
      row(text, subject.title(), column -> cell(column, subject));
    }
    text.append('\n');
    header(text, "ratio of the same round");
    List<Subject> subjects = comparison.subjects();
    for (int i = 0; i < subjects.size(); i++) {
      for (Subject peer : subjects.subList(i + 1, subjects.size())) {
        ratios(text, subjects.get(i), peer);
      }
    }
    missed(text);
    return text.toString();
  }

  /** One line per run. */
  String csv() {
    StringBuilder text = new StringBuilder("subject,round");
    for (Column column : Column.values()) {
      text.append(',').append(column.title);
    }
    text.append('\n');
    for (Subject subject : comparison.subjects()) {
      List<Figures> rounds = comparison.of(subject);
      for (int i = 0; i < rounds.size(); i++) {
        text.append(subject.title()).append(',').append(i + 1);
        for (Column column : Column.values()) {
          text.append(',').append(column.figure.applyAsDouble(rounds.get(i)));
        }
        text.append('\n');
      }
    }
    return text.toString();
  }

  private static void header(StringBuilder text, String first) {
    row(text, first, column -> column.title);
    text.append("|---|").append("---|".repeat(Column.values().length)).append('\n');
  }

  private interface Cell {
    String of(Column column);
  }

  private static void row(StringBuilder text, String first, Cell cell) {
    text.append("| ").append(first).append(" |");
    for (Column column : Column.values()) {
      text.append(' ').append(cell.of(column)).append(" |");
    }
    text.append('\n');
  }

  private String cell(Column column, Subject subject) {
    return comparison.spread(subject, column.figure).text(column.format);
  }

  private void ratios(StringBuilder text, Subject subject, Subject peer) {
    row(
        text,
        subject.title() + " / " + peer.title(),
        column ->
            column == Column.COMPILER
                ? "" // A disturbance of each, no property of either.
                : comparison.ratio(subject, peer, column.figure).text("%.3f"));
  }

  /** A figure that is not whole says so. */
  private void missed(StringBuilder text) {
    for (Subject subject : comparison.subjects()) {
      long missed = comparison.of(subject).stream().mapToLong(Figures::missedThreads).sum();
      if (missed > 0) {
        text.append("\nAllocation of ").append(missed).append(" short-lived threads of ");
        text.append(subject.title()).append(" is not included.\n");
      }
    }
  }
}
