package io.weir.kafka.migration;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import jakarta.enterprise.inject.Any;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.lang.annotation.Annotation;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import org.eclipse.microprofile.config.spi.ConfigProviderResolver;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;

/** An application on plain CDI with both connectors on its class path. */
final class RunningApplication implements AutoCloseable {

  private static final int ABOVE_ALL = 1000;

  private final SmallRyeConfig config;
  private final WeldContainer container;

  private RunningApplication(SmallRyeConfig config, WeldContainer container) {
    this.config = config;
    this.container = container;
  }

  /** The properties of this resource, in which CONNECTOR is replaced. */
  static Map<String, String> properties(String resource, String connector) {
    try (InputStream stream = RunningApplication.class.getResourceAsStream("/" + resource)) {
      String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
      Properties read = new Properties();
      read.load(new StringReader(text.replace("CONNECTOR", connector)));
      Map<String, String> properties = new LinkedHashMap<>();
      read.forEach((name, value) -> properties.put((String) name, (String) value));
      return properties;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts; what deployment throws is thrown on, and nothing remains. */
  static RunningApplication start(Map<String, String> properties, Class<?>... beans) {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    SmallRyeConfig config =
        new SmallRyeConfigBuilder()
            .addDefaultInterceptors()
            .withSources(new PropertiesConfigSource(properties, "test", ABOVE_ALL))
            .build();
    ConfigProviderResolver.instance().registerConfig(config, loader);
    try {
      return new RunningApplication(
          config, new Weld().skipShutdownHook().addBeanClasses(beans).initialize());
    } catch (RuntimeException failed) {
      ConfigProviderResolver.instance().releaseConfig(config);
      throw failed;
    }
  }

  <T> T get(Class<T> bean) {
    return container.select(bean, Any.Literal.INSTANCE).get();
  }

  <T> T get(Class<T> bean, Annotation qualifier) {
    return container.select(bean, qualifier).get();
  }

  @Override
  public void close() {
    try {
      container.close();
    } finally {
      ConfigProviderResolver.instance().releaseConfig(config);
    }
  }
}
