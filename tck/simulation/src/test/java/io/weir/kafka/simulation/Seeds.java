package io.weir.kafka.simulation;

import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Which seeds a simulation runs: as many as each build does, or what {@code -Dweir.seeds=1000000}
 * and {@code -Dweir.seed=42} (the first) ask for.
 *
 * @param test the class to name in the command that replays a seed
 */
public record Seeds(String test, int usual) {

  private static final @Nullable Long FIRST = Long.getLong("weir.seed");

  public LongStream all() {
    long first = FIRST == null ? 0 : FIRST;
    return LongStream.range(first, first + count());
  }

  private long count() {
    return Long.getLong("weir.seeds", FIRST == null ? usual : 1);
  }

  /** Whether these are the seeds of each build: only they must meet all there is to meet. */
  public boolean areUsual() {
    return FIRST == null && count() == usual;
  }

  /** Runs them all. */
  public Campaign run(LongFunction<Campaign.Run> simulation) {
    return Campaign.of(this, simulation);
  }

  /** The command that runs one seed. */
  public String howToReplay(long seed) {
    return "mvn test -pl tck/simulation -am -Dtest=%s -Dweir.seed=%d -Dsurefire.failIfNoSpecifiedTests=false"
        .formatted(test, seed);
  }
}
