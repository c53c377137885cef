package io.weir.kafka.observe;

import io.weir.kafka.config.ChannelSettings;
import io.weir.kafka.config.ObservationSettings.Check;
import io.weir.kafka.config.ObservationSettings.Tracing;
import io.weir.kafka.time.WallClock;
import java.util.List;
import java.util.function.LongSupplier;

/** What an application shows of all its channels. Any thread. */
public final class Observers {

  private final HealthBoard health = new HealthBoard();
  private final BeanFinder beans;
  private final LongSupplier nanoTime;

  /**
   * @param beans asked each time that a channel opens
   * @param nanoTime the clock that health measures time with
   */
  public Observers(BeanFinder beans, LongSupplier nanoTime) {
    this.beans = beans;
    this.nanoTime = nanoTime;
  }

  /** Gets ready to observe a channel that is about to open. */
  public ChannelObservation of(ChannelSettings settings) {
    String channel = settings.channel();
    ChannelMeters meters =
        Micrometer.find(beans).of(channel, settings.producer().connection().clientId());
    ChannelHealth own =
        new ChannelHealth(
            channel,
            settings.attributes().mapping().target().topic(),
            settings.observation(),
            nanoTime);
    return new ChannelObservation(health, own, meters);
  }

  /** What follows the messages of a channel that is about to open. */
  public MessageTracer tracer(ChannelSettings settings) {
    if (settings.observation().tracing() == Tracing.OFF) {
      return MessageTracer.NONE;
    }
    TraceSubject subject =
        new TraceSubject(
            settings.attributes().mapping().target().topic(),
            settings.producer().connection().clientId(),
            nanoTime,
            WallClock.SYSTEM);
    return OpenTelemetryFinder.find(beans, subject);
  }

  /** What a health check has found, channel by channel; never waits. */
  public List<Finding> look(Check check) {
    return health.look(check);
  }
}
