package io.weir.kafka.tck;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.spi.ConfigProviderResolver;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;

/**
 * An application on plain CDI with one outgoing channel, {@code out}: the connector is a name in
 * its configuration, and nothing else in it differs between two connectors. Used by one thread.
 */
public final class Application implements AutoCloseable {

  static final String CHANNEL = "out";
  static final String TOPIC = "orders";

  private static final int ABOVE_ALL = 1000;
  private static final String STRINGS = "org.apache.kafka.common.serialization.StringSerializer";

  private final Config config;
  private final WeldContainer container;

  private Application(Config config, WeldContainer container) {
    this.config = config;
    this.container = container;
  }

  /** As {@link #start}, but the messages come from a {@link Spring}. */
  public static Application startSpring(
      Subject subject, String bootstrapServers, String... attributes) {
    return start(attributes(subject, bootstrapServers, attributes), Spring.class);
  }

  /**
   * Starts it; the topic is {@code orders} unless an attribute says otherwise.
   *
   * @param attributes pairs of names and values of the channel
   * @throws RuntimeException if the application does not start
   */
  public static Application start(Subject subject, String bootstrapServers, String... attributes) {
    return start(attributes(subject, bootstrapServers, attributes), Outbox.class);
  }

  private static Map<String, String> attributes(
      Subject subject, String bootstrapServers, String... attributes) {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("connector", subject.connector());
    values.put("bootstrap.servers", bootstrapServers);
    values.put("topic", TOPIC);
    values.put("value.serializer", STRINGS);
    values.put("key.serializer", STRINGS);
    values.put("tracing-enabled", "false");
    for (int i = 0; i < attributes.length; i += 2) {
      values.put(attributes[i], attributes[i + 1]);
    }
    return values;
  }

  private static Application start(Map<String, String> attributes, Class<?>... beans) {
    Map<String, String> properties = new LinkedHashMap<>();
    attributes.forEach(
        (name, value) -> properties.put("mp.messaging.outgoing." + CHANNEL + "." + name, value));
    Config config =
        new SmallRyeConfigBuilder()
            .addDefaultInterceptors()
            .withSources(new PropertiesConfigSource(properties, "suite", ABOVE_ALL))
            .build();
    ConfigProviderResolver.instance()
        .registerConfig(config, Thread.currentThread().getContextClassLoader());
    try {
      return new Application(config, new Weld().addBeanClasses(beans).initialize());
    } catch (RuntimeException | Error failed) {
      ConfigProviderResolver.instance().releaseConfig(config);
      throw failed;
    }
  }

  public Outbox outbox() {
    return container.select(Outbox.class).get();
  }

  public Spring spring() {
    return container.select(Spring.class).get();
  }

  /** Ends the application as its runtime would. */
  @Override
  public void close() {
    try {
      if (container.isRunning()) {
        container.close();
      }
    } finally {
      ConfigProviderResolver.instance().releaseConfig(config);
    }
  }
}
