package io.weir.kafka.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.CDI;
import java.util.Map;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.spi.ConfigProviderResolver;
import org.eclipse.microprofile.reactive.messaging.spi.ConnectorLiteral;
import org.eclipse.microprofile.reactive.streams.operators.SubscriberBuilder;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;

/** Runs within the class loader that {@link SpecificationOnlyTest} makes, with a CDI container. */
final class SpecificationOnlyContainer implements Supplier<String> {

  private static final int ORDINAL = 100;

  /** Opens a channel of the connector that the container has found. */
  @Override
  public String get() {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    Config config =
        new SmallRyeConfigBuilder()
            .addDefaultInterceptors()
            .withSources(
                new PropertiesConfigSource(
                    Map.of("mp.messaging.outgoing.out.lazy-client", "true"), "test", ORDINAL))
            .build();
    ConfigProviderResolver.instance().registerConfig(config, loader);
    try (WeldContainer container = new Weld().skipShutdownHook().initialize()) {
      WeirConnector connector =
          container.select(WeirConnector.class, ConnectorLiteral.of(WeirConnector.NAME)).get();
      assertThat(CDI.current().select(SettingsCustomizer.class, Any.Literal.INSTANCE)).isEmpty();
      SubscriberBuilder<?, Void> channel =
          connector.getSubscriberBuilder(ChannelConfig.ofRuntime("out", config));
      return channel == null ? "no channel" : "started";
    } finally {
      ConfigProviderResolver.instance().releaseConfig(config);
    }
  }
}
