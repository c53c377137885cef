package io.weir.kafka.connector;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigValue;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.eclipse.microprofile.config.spi.Converter;
import org.eclipse.microprofile.reactive.messaging.spi.ConnectorFactory;

/**
 * The configuration of one outgoing channel, as a runtime would hand it over: {@code
 * mp.messaging.outgoing.CHANNEL.*}, then {@code mp.messaging.connector.weir-kafka.*}, and the
 * channel's name. A sender's channel, which no runtime knows of, has {@code weir.channel.CHANNEL.*}
 * before them.
 */
final class ChannelConfig implements Config {

  private static final String SENDER_PREFIX = "weir.channel.";
  private static final String CONNECTOR_PREFIX =
      ConnectorFactory.CONNECTOR_PREFIX + WeirConnector.NAME + ".";

  private final String channel;
  private final List<String> prefixes;
  private final Config application;

  private ChannelConfig(String channel, List<String> prefixes, Config application) {
    this.channel = channel;
    this.prefixes = prefixes;
    this.application = application;
  }

  /** Of a channel that the runtime opens. */
  static Config ofRuntime(String channel, Config application) {
    return new ChannelConfig(channel, runtimePrefixes(channel), application);
  }

  /** Of a channel that Weir opens for the senders of this name. */
  static Config ofSender(String channel, Config application) {
    List<String> prefixes = new ArrayList<>(prefixes(SENDER_PREFIX, channel));
    prefixes.addAll(runtimePrefixes(channel));
    return new ChannelConfig(channel, List.copyOf(prefixes), application);
  }

  private static List<String> runtimePrefixes(String channel) {
    List<String> prefixes = new ArrayList<>(prefixes(ConnectorFactory.OUTGOING_PREFIX, channel));
    prefixes.add(CONNECTOR_PREFIX);
    return List.copyOf(prefixes);
  }

  /** A name with a dot in it may be quoted. */
  private static List<String> prefixes(String kind, String channel) {
    return List.of(kind + channel + ".", kind + "\"" + channel + "\".");
  }

  @Override
  public <T> T getValue(String name, Class<T> type) {
    return getOptionalValue(name, type)
        .orElseThrow(
            () -> new NoSuchElementException("Channel '%s' has no '%s'".formatted(channel, name)));
  }

  @Override
  public <T> Optional<T> getOptionalValue(String name, Class<T> type) {
    if (name.equals(ConnectorFactory.CHANNEL_NAME_ATTRIBUTE)) {
      return Optional.of(type.cast(channel));
    }
    for (String prefix : prefixes) {
      Optional<T> value = application.getOptionalValue(prefix + name, type);
      if (value.isPresent()) {
        return value;
      }
    }
    return Optional.empty();
  }

  @Override
  public Iterable<String> getPropertyNames() {
    Set<String> names = new LinkedHashSet<>();
    names.add(ConnectorFactory.CHANNEL_NAME_ATTRIBUTE);
    for (String name : application.getPropertyNames()) {
      for (String prefix : prefixes) {
        if (name.startsWith(prefix)) {
          names.add(name.substring(prefix.length()));
        }
      }
    }
    return names;
  }

  @Override
  public ConfigValue getConfigValue(String name) {
    for (String prefix : prefixes) {
      ConfigValue value = application.getConfigValue(prefix + name);
      if (value.getValue() != null) {
        return value;
      }
    }
    return application.getConfigValue(prefixes.get(0) + name);
  }

  @Override
  public Iterable<ConfigSource> getConfigSources() {
    return application.getConfigSources();
  }

  @Override
  public <T> Optional<Converter<T>> getConverter(Class<T> type) {
    return application.getConverter(type);
  }

  @Override
  public <T> T unwrap(Class<T> type) {
    return application.unwrap(type);
  }
}
