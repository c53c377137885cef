package io.weir.kafka.connector;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.lang.annotation.Annotation;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.spi.ConfigProviderResolver;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;
import org.jboss.weld.proxy.WeldClientProxy;

/**
 * An application on plain CDI: Weld SE, SmallRye's reactive messaging, the connector, a test's
 * beans and a test's configuration.
 */
final class TestApplication implements AutoCloseable {

  private static final int ABOVE_ALL = 1000;

  private final Config config;
  private final WeldContainer container;

  private TestApplication(Config config, WeldContainer container) {
    this.config = config;
    this.container = container;
  }

  /** Settings of one channel that goes to Weir, and more of the same. */
  static final class Settings {

    private final Map<String, String> values = new LinkedHashMap<>();

    /** Where Kafka is, for all channels. */
    static Settings kafka(String bootstrapServers) {
      return new Settings().with("kafka.bootstrap.servers", bootstrapServers);
    }

    /** Adds a channel with pairs of names and values. */
    Settings channel(String name, String... pairs) {
      String prefix = "mp.messaging.outgoing." + name + ".";
      values.put(prefix + "connector", WeirConnector.NAME);
      for (int i = 0; i < pairs.length; i += 2) {
        values.put(prefix + pairs[i], pairs[i + 1]);
      }
      return this;
    }

    /** Adds any other property. */
    Settings with(String name, String value) {
      values.put(name, value);
      return this;
    }
  }

  /** Starts; what deployment throws is thrown on, and nothing remains. */
  static TestApplication start(Settings settings, Class<?>... beans) {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    Config config =
        new SmallRyeConfigBuilder()
            .addDefaultInterceptors()
            .withSources(new PropertiesConfigSource(settings.values, "test", ABOVE_ALL))
            .build();
    ConfigProviderResolver.instance().registerConfig(config, loader);
    try {
      return new TestApplication(
          config, new Weld().skipShutdownHook().addBeanClasses(beans).initialize());
    } catch (RuntimeException failed) {
      ConfigProviderResolver.instance().releaseConfig(config);
      throw failed;
    }
  }

  <T> T get(Class<T> bean, Annotation... qualifiers) {
    return container.select(bean, qualifiers).get();
  }

  /** The instance behind the bean's proxy, which outlives the application. */
  <T> T instance(Class<T> bean) {
    T proxy = get(bean);
    return bean.cast(((WeldClientProxy) proxy).getMetadata().getContextualInstance());
  }

  /** Ends the application as its runtime would. */
  @Override
  public void close() {
    try {
      container.close();
    } finally {
      ConfigProviderResolver.instance().releaseConfig(config);
    }
  }
}
