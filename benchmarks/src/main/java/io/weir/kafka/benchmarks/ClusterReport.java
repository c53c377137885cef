package io.weir.kafka.benchmarks;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The figures of all rounds, by cluster, and how they are written. Used by one thread. */
final class ClusterReport {
  private final Map<ClusterSubject, Map<ClusterFigure, List<Double>>> rounds =
      new EnumMap<>(ClusterSubject.class);

  void add(ClusterSubject subject, Map<ClusterFigure, Double> figures) {
    Map<ClusterFigure, List<Double>> known =
        rounds.computeIfAbsent(subject, first -> new EnumMap<>(ClusterFigure.class));
    figures.forEach(
        (figure, value) -> known.computeIfAbsent(figure, first -> new ArrayList<>()).add(value));
  }

  /**
   * A row per figure, a column per cluster: median (least..greatest); of the embedded ones also the
   * ratio to Kafka's {@link ClusterFigure#peer}, round by round.
   */
  String markdown() {
    StringBuilder text = new StringBuilder("| median (min..max) |");
    rounds.keySet().forEach(subject -> text.append(' ').append(subject.title()).append(" |"));
    text.append(" embedded, memory / Kafka |\n|---|");
    text.append("---|".repeat(rounds.size() + 1)).append('\n');
    for (ClusterFigure figure : ClusterFigure.values()) {
      if (rounds.values().stream().anyMatch(figures -> figures.containsKey(figure))) {
        row(text, figure);
      }
    }
    return text.toString();
  }

  private void row(StringBuilder text, ClusterFigure figure) {
    text.append("| ").append(figure.title()).append(" |");
    for (ClusterSubject subject : rounds.keySet()) {
      List<Double> values = values(subject, figure);
      text.append(' ').append(values.isEmpty() ? "" : spread(values).text(figure.format()));
      text.append(" |");
    }
    List<Double> own = values(ClusterSubject.EMBEDDED, figure);
    List<Double> peers = values(ClusterSubject.KAFKA, figure.peer());
    boolean both = !own.isEmpty() && !peers.isEmpty();
    text.append(' ').append(both ? Spread.ofRatios(own, peers).text("%.3f") : "").append(" |\n");
  }

  private List<Double> values(ClusterSubject subject, ClusterFigure figure) {
    return rounds.getOrDefault(subject, Map.of()).getOrDefault(figure, List.of());
  }

  private static Spread spread(List<Double> values) {
    return Spread.of(values.stream().mapToDouble(Double::doubleValue));
  }
}
