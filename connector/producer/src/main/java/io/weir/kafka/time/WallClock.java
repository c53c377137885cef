package io.weir.kafka.time;

/** The time of day, for record timestamps only; durations are measured by a loop's nanoTime. */
@FunctionalInterface
public interface WallClock {

  WallClock SYSTEM = System::currentTimeMillis;

  /** Milliseconds since the epoch. */
  long currentTimeMs();
}
