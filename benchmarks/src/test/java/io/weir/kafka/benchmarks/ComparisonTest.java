package io.weir.kafka.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonTest {
  private final Comparison comparison = new Comparison(List.of(Subject.SMALLRYE, Subject.PRODUCER));

  ComparisonTest() {
    add(1, 100, 200);
    add(2, 110, 440);
    add(3, 900, 900);
  }

  @Test
  void theMiddleOfThreeRoundsIsTheirMedian() {
    assertThat(comparison.spread(Subject.SMALLRYE, Figures::messagesPerSecond))
        .isEqualTo(new Spread(110, 100, 900));
  }

  @Test
  void theMedianOfAnEvenCountLiesBetweenTheMiddleTwo() {
    add(4, 200, 200);

    assertThat(comparison.spread(Subject.SMALLRYE, Figures::messagesPerSecond).median())
        .isEqualTo(155);
  }

  @Test
  void ratiosAreTakenWithinEachRound() {
    assertThat(comparison.ratio(Subject.SMALLRYE, Subject.PRODUCER, Figures::messagesPerSecond))
        .isEqualTo(new Spread(0.5, 0.25, 1));
  }

  @Test
  void theReportShowsMediansRatiosAndEachRun() {
    Report report = new Report(comparison, new Workload());

    assertThat(report.markdown())
        .contains("| smallrye-kafka | 110 (100..900) |")
        .contains("| smallrye-kafka / KafkaProducer | 0.500 (0.250..1.000) |")
        .doesNotContain("not included");
    assertThat(report.csv()).hasLineCount(7).contains("KafkaProducer,2,440.0,");
  }

  @Test
  void theReportNamesAllocationThatIsNotKnown() {
    comparison.add(Subject.PRODUCER, new Figures(1, 1, 1, 1, 1, 1, 7));

    assertThat(new Report(comparison, new Workload()).markdown())
        .contains("7 short-lived threads of KafkaProducer is not included");
  }

  private void add(int seed, double smallrye, double producer) {
    comparison.add(Subject.SMALLRYE, new Figures(smallrye, seed, seed, seed, seed, seed, 0));
    comparison.add(Subject.PRODUCER, new Figures(producer, seed, seed, seed, seed, seed, 0));
  }
}
