package io.weir.kafka.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FiguresTest {
  @Test
  void areGivenPerMessage() {
    Usage measured = new Usage(2_000_000_000L, 3_000_000_000L, 700, 50_000, 0);

    assertThat(Figures.of(1000, measured, 4_000_000_000L, 5000))
        .isEqualTo(new Figures(500, 3000, 50, 0.7, 4, 5, 0));
  }

  @Test
  void surviveTheWayThroughALineOfText() {
    Figures figures = new Figures(1.5e6, 0.1, 1 / 3.0, 3, 4, 5, 6);

    assertThat(Figures.parse(figures.toLine())).contains(figures);
    assertThat(Figures.parse("some log line")).isEmpty();
  }
}
