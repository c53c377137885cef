package io.weir.kafka.batch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * Random interleavings of all that may happen to records keep the order of each partition, lose
 * nothing, tell nothing twice, and end with no memory in use. A failure names the seed to run
 * again.
 */
class AccumulatorPropertyTest {

  private static final int SEEDS = 200;
  private static final int STEPS = 250;

  @Test
  void noInterleavingLosesReordersRepeatsOrLeaks() {
    int delivered = 0;
    int failed = 0;
    int refused = 0;
    for (long seed = 1; seed <= SEEDS; seed++) {
      RandomLife life = new RandomLife(seed);
      try {
        life.live(STEPS);
        life.end();
      } catch (Throwable broken) {
        throw new AssertionError("seed " + seed + ", " + life, broken);
      }
      delivered += life.delivered();
      failed += life.failed();
      refused += life.refusals();
    }
    assertThat(delivered).as("records delivered").isGreaterThan(SEEDS * 20);
    assertThat(failed).as("records failed").isGreaterThan(SEEDS);
    assertThat(refused).as("refusals").isGreaterThan(SEEDS);
  }
}
