package io.weir.kafka.observe;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;

/**
 * Finds the registry of Micrometer: the application's bean, or else the global one. Stateless.
 *
 * <p>Only {@link Registry} names types of Micrometer, so that this can be asked where they are
 * missing.
 */
final class Micrometer {

  private Micrometer() {}

  static MeterSource find(BeanFinder beans) {
    try {
      return Registry.find(beans);
    } catch (LinkageError missing) {
      return MeterSource.NONE;
    }
  }

  /** Linked only where Micrometer is there. */
  private static final class Registry {

    static MeterSource find(BeanFinder beans) {
      MeterRegistry registry = beans.only(MeterRegistry.class).orElse(Metrics.globalRegistry);
      return (channel, clientId) -> new MicrometerMeters(registry, channel, clientId);
    }
  }
}
