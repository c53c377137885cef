package io.weir.kafka.migration;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.reactive.messaging.ClientCustomizer;
import io.smallrye.reactive.messaging.annotations.ConnectorAttribute;
import io.smallrye.reactive.messaging.kafka.KafkaConnector;
import io.smallrye.reactive.messaging.kafka.KafkaConnectorOutgoingConfiguration;
import io.smallrye.reactive.messaging.kafka.impl.ReactiveKafkaProducer;
import io.smallrye.reactive.messaging.providers.impl.Configs;
import io.weir.kafka.config.SettingsSource;
import io.weir.kafka.connector.LayersView;
import io.weir.kafka.migration.Way.Application;
import jakarta.enterprise.inject.Instance;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.spi.ConfigProviderResolver;
import org.jspecify.annotations.Nullable;

/** One application's settings, as smallrye-kafka's own code reads them and as Weir does. */
final class Referee {

  private static final String CHANNEL = "orders";
  private static final int ENVIRONMENT = 300;
  private static final int PROPERTIES = 250;

  private final SmallRyeConfig config;
  private final Application application;

  Referee(Application application) {
    this.application = application;
    this.config =
        new SmallRyeConfigBuilder()
            .addDefaultInterceptors()
            .withSources(new EnvConfigSource(application.environment, ENVIRONMENT))
            .withSources(new PropertiesConfigSource(application.properties, "test", PROPERTIES))
            .build();
  }

  /**
   * The names of all attributes of its outgoing channels, from the annotations of its connector.
   */
  static List<String> attributes() {
    return Arrays.stream(KafkaConnector.class.getAnnotationsByType(ConnectorAttribute.class))
        .filter(attribute -> attribute.direction() != ConnectorAttribute.Direction.INCOMING)
        .map(ConnectorAttribute::name)
        .sorted()
        .toList();
  }

  /** Its other names of this attribute, which stand without any prefix. */
  static Optional<String> alias(String name) {
    return Arrays.stream(KafkaConnector.class.getAnnotationsByType(ConnectorAttribute.class))
        .filter(attribute -> attribute.name().equals(name))
        .map(ConnectorAttribute::alias)
        .filter(alias -> !alias.equals(ConnectorAttribute.NO_VALUE))
        .findFirst();
  }

  /** The effective value of an attribute there; null for none. */
  @Nullable String there(String attribute) {
    return inside(
        () -> {
          try {
            KafkaConnectorOutgoingConfiguration read =
                new KafkaConnectorOutgoingConfiguration(thereConfig());
            Object value = getter(attribute).invoke(read);
            return text(value instanceof Optional<?> maybe ? maybe.orElse(null) : value);
          } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(attribute, e);
          }
        });
  }

  /** What it gives to Kafka's producer. */
  @SuppressWarnings("unchecked")
  Map<String, Object> kafkasThere() {
    return inside(
        () -> {
          try {
            Method read =
                ReactiveKafkaProducer.class.getDeclaredMethod(
                    "getKafkaProducerConfiguration",
                    KafkaConnectorOutgoingConfiguration.class,
                    Instance.class);
            read.setAccessible(true);
            Instance<ClientCustomizer<Map<String, Object>>> none = null;
            return (Map<String, Object>)
                read.invoke(null, new KafkaConnectorOutgoingConfiguration(thereConfig()), none);
          } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  /** Where Weir reads. */
  SettingsSource here() {
    return LayersView.of(
        Configs.outgoing(config, "weir-kafka", CHANNEL),
        config,
        List.of(application.ofChannel, application.ofAll));
  }

  private Config thereConfig() {
    Map<String, Object> ofAll = new LinkedHashMap<>(asQuarkusMakesIt());
    ofAll.putAll(application.ofAll);
    return Configs.fallback(
        Configs.outgoing(config, "smallrye-kafka", CHANNEL), application.ofChannel, ofAll);
  }

  /** The map bean default-kafka-broker that Quarkus makes of all names that begin with kafka. */
  private Map<String, Object> asQuarkusMakesIt() {
    Map<String, Object> map = new LinkedHashMap<>();
    for (String name : config.getPropertyNames()) {
      String lower = name.toLowerCase(Locale.ROOT);
      if (lower.startsWith("kafka") && lower.length() > "kafka.".length()) {
        map.put(
            lower.substring("kafka.".length()).replace('_', '.'),
            config.getOptionalValue(name, String.class).orElse(""));
      }
    }
    return map;
  }

  /** Aliases are read from the application's configuration, wherever it is. */
  private <T> T inside(Supplier<T> action) {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    ConfigProviderResolver.instance().registerConfig(config, loader);
    try {
      return action.get();
    } finally {
      ConfigProviderResolver.instance().releaseConfig(config);
    }
  }

  private static Method getter(String attribute) throws NoSuchMethodException {
    StringBuilder name = new StringBuilder("get");
    for (String word : attribute.split("[-._]", -1)) {
      name.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
    }
    return KafkaConnectorOutgoingConfiguration.class.getMethod(name.toString());
  }

  private static @Nullable String text(@Nullable Object value) {
    return value == null || value.equals("") ? null : value.toString();
  }
}
