package io.weir.kafka.config;

import io.weir.kafka.spi.Bridges;
import io.weir.kafka.spi.ChannelView;
import java.lang.reflect.InvocationTargetException;
import java.util.Optional;

/**
 * Turns the name of a bean or a class, as a setting gives it, into an instance.
 *
 * <p>A bean goes before a class. Classes are looked for with the thread's context class loader
 * first, so call it where the application's is set: at start-up. An instance that is of no type of
 * Weir's is shown to the bridge, if there is one.
 */
public final class NamedInstances {

  private static final String KAFKA_CLIENTS = "org.apache.kafka:kafka-clients";

  private final BeanLookup beans;
  private final ChannelView channel;
  private final Problems problems;

  /**
   * @param channel what a bridge configures instances with
   */
  public NamedInstances(BeanLookup beans, ChannelView channel, Problems problems) {
    this.beans = beans;
    this.channel = channel;
    this.problems = problems;
  }

  /**
   * The instance, or nothing after noting the problem.
   *
   * @param setting for the error
   * @param type what the instance must be
   */
  public <T> Optional<T> find(String setting, String name, Class<T> type) {
    try {
      Optional<Object> bean = beans.find(name);
      Object instance = bean.isPresent() ? bean.get() : newInstance(name);
      if (type.isInstance(instance)) {
        return Optional.of(type.cast(instance));
      }
      return bridged(new Named(setting, name), instance, type);
    } catch (ClassNotFoundException missing) {
      problems.badValue(setting, name, "no built-in name, no class" + onClassPath());
    } catch (NoSuchMethodException | IllegalAccessException | InstantiationException closed) {
      problems.badValue(
          setting,
          name,
          "the class needs to be public, with a public constructor of no parameters");
    } catch (InvocationTargetException failed) {
      problems.badValue(setting, name, "its constructor failed: " + failed.getCause());
    } catch (RuntimeException refused) {
      problems.badValue(setting, name, "the bean cannot be had: " + refused.getMessage());
    } catch (LinkageError incomplete) {
      problems.badValue(
          setting, name, "the class cannot be loaded: " + incomplete + cure(incomplete));
    }
    return Optional.empty();
  }

  /** A setting and what it says. */
  private record Named(String setting, String name) {}

  /** What the bridge makes of an instance of another client's type. */
  private <T> Optional<T> bridged(Named named, Object instance, Class<T> type) {
    Optional<T> adapted = Optional.empty();
    String remedy = "the class must implement " + type.getName();
    try {
      adapted = Bridges.find().adapt(instance, type, channel);
      if (Bridges.isMissing() && Bridges.isKafkaClients(instance.getClass())) {
        remedy =
            "classes for kafka-clients need %s: add it to the application"
                .formatted(Bridges.ARTIFACT);
      }
    } catch (RuntimeException failure) {
      remedy = "its configure failed: " + failure;
    }
    if (adapted.isEmpty()) {
      problems.badValue(named.setting, named.name, remedy);
    }
    return adapted;
  }

  private static String onClassPath() {
    String nowhere = " on the class path and no @Identifier bean";
    return Bridges.isMissing()
        ? nowhere + "; beans for kafka-clients are found with " + Bridges.ARTIFACT
        : nowhere;
  }

  private static String cure(LinkageError incomplete) {
    return String.valueOf(incomplete.getMessage()).startsWith("org/apache/kafka/")
        ? "; add %s and %s".formatted(KAFKA_CLIENTS, Bridges.ARTIFACT)
        : "";
  }

  private static Object newInstance(String name)
      throws ClassNotFoundException,
          NoSuchMethodException,
          IllegalAccessException,
          InstantiationException,
          InvocationTargetException {
    return load(name).getConstructor().newInstance();
  }

  private static Class<?> load(String name) throws ClassNotFoundException {
    ClassLoader application = Thread.currentThread().getContextClassLoader();
    if (application != null) {
      try {
        return Class.forName(name, true, application);
      } catch (ClassNotFoundException elsewhere) {
        // Weir's own loader may see what the thread's does not.
      }
    }
    return Class.forName(name, true, NamedInstances.class.getClassLoader());
  }
}
