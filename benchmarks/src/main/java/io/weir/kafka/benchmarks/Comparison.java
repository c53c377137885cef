package io.weir.kafka.benchmarks;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** The figures of all rounds. Used by one thread. */
final class Comparison {
  private final List<Subject> subjects;
  private final Map<Subject, List<Figures>> rounds = new EnumMap<>(Subject.class);

  Comparison(List<Subject> subjects) {
    this.subjects = List.copyOf(subjects);
  }

  /** In the order of a round. */
  List<Subject> subjects() {
    return subjects;
  }

  void add(Subject subject, Figures figures) {
    rounds.computeIfAbsent(subject, first -> new ArrayList<>()).add(figures);
  }

  /** One subject's figures in the order of the rounds. */
  List<Figures> of(Subject subject) {
    return List.copyOf(rounds.getOrDefault(subject, List.of()));
  }

  Spread spread(Subject subject, ToDoubleFunction<Figures> figure) {
    return Spread.of(of(subject).stream().mapToDouble(figure));
  }

  /** The ratios of the two subjects in each round: what disturbed a round disturbed both. */
  Spread ratio(Subject subject, Subject peer, ToDoubleFunction<Figures> figure) {
    List<Figures> own = of(subject);
    List<Figures> others = of(peer);
    return Spread.of(
        IntStream.range(0, Math.min(own.size(), others.size()))
            .mapToDouble(
                i -> figure.applyAsDouble(own.get(i)) / figure.applyAsDouble(others.get(i))));
  }
}
