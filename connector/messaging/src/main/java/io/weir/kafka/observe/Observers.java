package io.weir.kafka.observe;

import io.weir.kafka.config.ChannelSettings;
import io.weir.kafka.config.ObservationSettings.Check;
import java.util.List;
import java.util.function.LongSupplier;

/** What an application shows of all its channels. Any thread. */
public final class Observers {

  private final HealthBoard health = new HealthBoard();
  private final LongSupplier nanoTime;

  /**
   * @param nanoTime the clock that health measures time with
   */
  public Observers(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** Gets ready to observe a channel that is about to open. */
  public ChannelObservation of(ChannelSettings settings) {
    return new ChannelObservation(settings, health, nanoTime);
  }

  /** What a health check has found, channel by channel; never waits. */
  public List<Finding> look(Check check) {
    return health.look(check);
  }
}
