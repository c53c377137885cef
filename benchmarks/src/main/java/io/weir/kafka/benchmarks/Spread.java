package io.weir.kafka.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** The middle of some values, and how far they reach. */
record Spread(double median, double min, double max) {
  static Spread of(DoubleStream values) {
    double[] sorted = values.sorted().toArray();
    if (sorted.length == 0) {
      throw new IllegalArgumentException("No values");
    }
    double upper = sorted[sorted.length / 2];
    double lower = sorted[(sorted.length - 1) / 2];
    return new Spread((lower + upper) / 2, sorted[0], sorted[sorted.length - 1]);
  }

  /** Of the ratios pair by pair: what disturbed a round disturbed both. */
  static Spread ofRatios(List<Double> values, List<Double> peers) {
    return of(
        IntStream.range(0, Math.min(values.size(), peers.size()))
            .mapToDouble(i -> values.get(i) / peers.get(i)));
  }

  /**
   * The median, and the least and the greatest value in brackets.
   *
   * @param format of one number, as in {@code %.2f}
   */
  String text(String format) {
    return String.format(
        Locale.ROOT, format + " (" + format + ".." + format + ")", median, min, max);
  }
}
