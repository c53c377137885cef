package io.weir.kafka.bridge;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.weir.kafka.connector.WeirConnector;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.spi.ConfigProviderResolver;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;

/** An application on plain CDI that sends to the channel {@code out} by Weir. */
final class BridgedApplication implements AutoCloseable {

  private static final int ABOVE_ALL = 1000;

  private final Config config;
  private final WeldContainer container;

  private BridgedApplication(Config config, WeldContainer container) {
    this.config = config;
    this.container = container;
  }

  /** Holds the emitter. */
  @ApplicationScoped
  static class Sender {

    @Inject
    @Channel("out")
    Emitter<Object> emitter;

    CompletableFuture<Void> send(Object payload, Object... metadata) {
      CompletableFuture<Void> signal = new CompletableFuture<>();
      emitter.send(
          Message.of(
              payload,
              List.of(metadata),
              () -> {
                signal.complete(null);
                return CompletableFuture.completedFuture(null);
              },
              reason -> {
                signal.completeExceptionally(reason);
                return CompletableFuture.completedFuture(null);
              }));
      return signal;
    }
  }

  /** With pairs of names and values for the channel. */
  static BridgedApplication start(String bootstrapServers, List<Class<?>> beans, String... pairs) {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("kafka.bootstrap.servers", bootstrapServers);
    values.put("mp.messaging.outgoing.out.connector", WeirConnector.NAME);
    for (int i = 0; i < pairs.length; i += 2) {
      values.put("mp.messaging.outgoing.out." + pairs[i], pairs[i + 1]);
    }
    Config config =
        new SmallRyeConfigBuilder()
            .addDefaultInterceptors()
            .withSources(new PropertiesConfigSource(values, "test", ABOVE_ALL))
            .build();
    ConfigProviderResolver.instance()
        .registerConfig(config, Thread.currentThread().getContextClassLoader());
    try {
      Weld weld = new Weld().skipShutdownHook().addBeanClasses(Sender.class);
      beans.forEach(weld::addBeanClass);
      return new BridgedApplication(config, weld.initialize());
    } catch (RuntimeException failed) {
      ConfigProviderResolver.instance().releaseConfig(config);
      throw failed;
    }
  }

  CompletableFuture<Void> send(Object payload, Object... metadata) {
    return container.select(Sender.class).get().send(payload, metadata);
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
