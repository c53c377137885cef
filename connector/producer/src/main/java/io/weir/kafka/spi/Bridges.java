package io.weir.kafka.spi;

import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/** Looks for the bridge to another Kafka client's types. */
public final class Bridges {

  /** The artifact that brings the bridge to kafka-clients and smallrye-kafka. */
  public static final String ARTIFACT = "io.weir:weir-kafka-bridge";

  /** No bridge: nothing is anything else than it says. */
  public static final Bridge NONE = NoBridge.BLIND;

  private Bridges() {}

  /**
   * The bridge that the application has; without it, one that does nothing. Call it at start-up,
   * where the thread's context class loader is the application's.
   */
  public static Bridge find() {
    ClassLoader own = Bridges.class.getClassLoader();
    ClassLoader application = Thread.currentThread().getContextClassLoader();
    return visibleTo(application == null ? own : application)
        .or(() -> visibleTo(own))
        .orElseGet(() -> NoBridge.at(application == null ? own : application));
  }

  private static Optional<Bridge> visibleTo(ClassLoader loader) {
    try {
      return ServiceLoader.load(Bridge.class, loader).findFirst();
    } catch (ServiceConfigurationError otherWeir) {
      // That loader has a Weir of its own; its bridge is not for this one.
      return Optional.empty();
    }
  }

  /** Whether there is none although kafka-clients is there. */
  public static boolean isMissing() {
    return find() instanceof NoBridge none && none.watches();
  }

  /** Whether the class was written for kafka-clients; loads nothing. */
  public static boolean isKafkaClients(Class<?> type) {
    for (Class<?> each = type; each != null; each = each.getSuperclass()) {
      if (each.getName().startsWith(NoBridge.KAFKA)) {
        return true;
      }
      for (Class<?> implemented : each.getInterfaces()) {
        if (isKafkaClients(implemented)) {
          return true;
        }
      }
    }
    return false;
  }
}
