package io.weir.kafka.producer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class EnvironmentTest {

  private final List<Boolean> locked = new ArrayList<>();
  private final RandomGenerator shared =
      new RandomGenerator() {
        private final SplittableRandom random = new SplittableRandom(1);

        @Override
        public long nextLong() {
          locked.add(Thread.holdsLock(this));
          return random.nextLong();
        }
      };

  private Environment environment() {
    Environment standard = Environment.standard(Runnable::run);
    return new Environment(
        standard.seam(),
        standard.completions(),
        standard.beans(),
        standard.interceptors(),
        standard.events(),
        standard.allocator(),
        standard.clock(),
        shared);
  }

  @Test
  void eachPipelineHasAGeneratorOfItsOwnFromALockedDraw() {
    Environment environment = environment();
    RandomGenerator first = environment.newRandom();
    RandomGenerator second = environment.newRandom();
    assertThat(first.nextLong()).isNotEqualTo(second.nextLong());
    assertThat(locked).as("draws, each under the lock").containsExactly(true, true);
  }

  @Test
  void theSameSeedGivesTheSameGenerators() {
    long drawn = environment().newRandom().nextLong();
    long again = new SplittableRandom(new SplittableRandom(1).nextLong()).nextLong();
    assertThat(drawn).isEqualTo(again);
  }
}
