package io.weir.kafka.connector;

import io.weir.kafka.api.PayloadSerializer;
import io.weir.kafka.api.RecordInterceptor;
import io.weir.kafka.api.RecordPartitioner;
import io.weir.kafka.api.SerializationFailureHandler;
import io.weir.kafka.config.ObservationSettings;
import io.weir.kafka.observe.Finding;
import io.weir.kafka.observe.Observers;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Reception;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.spi.Connector;
import org.eclipse.microprofile.reactive.messaging.spi.OutgoingConnectorFactory;
import org.eclipse.microprofile.reactive.streams.operators.SubscriberBuilder;

/**
 * The connector {@code weir-kafka}: writes the messages of outgoing channels to Apache Kafka.
 *
 * <p>Implements the specification's interface and nothing else, so that one jar serves every
 * runtime. Each channel gets a pipeline of its own. When the application ends, all channels close
 * at once, each within its {@code close-timeout}.
 */
@ApplicationScoped
@Connector(WeirConnector.NAME)
public class WeirConnector implements OutgoingConnectorFactory {

  /** The value of {@code mp.messaging.outgoing.CHANNEL.connector}. */
  public static final String NAME = "weir-kafka";

  // All but the first are injected with these types so that runtimes which drop unused beans keep
  // them.
  @Inject Instance<Object> beans;
  @Inject @Any Instance<Map<String, Object>> maps;
  @Inject @Any Instance<PayloadSerializer<?>> serializers;
  @Inject @Any Instance<RecordPartitioner> partitioners;
  @Inject @Any Instance<RecordInterceptor> interceptors;
  @Inject @Any Instance<SerializationFailureHandler<?>> failureHandlers;
  @Inject @Any Instance<NamedBeanSource> bridged;

  /** None where the runtime lacks the types of {@link ClientCustomizers}. */
  @Inject Instance<SettingsCustomizer> customizers;

  private final OutgoingChannels channels = new OutgoingChannels(DaemonTimers.SHARED);

  // Set by start(), which the container calls before anyone else.
  @SuppressWarnings("NullAway.Init")
  private ChannelFactory factory;

  @SuppressWarnings("NullAway.Init") // as above
  private Observers observers;

  @PostConstruct
  void start() {
    observers = new Observers(new NamedBeans(beans)::only, System::nanoTime);
    factory =
        new ChannelFactory(
            ConfigProvider.getConfig(),
            new ChannelFactory.Found(
                new NamedBeans(beans, List.of(maps)),
                new NamedBeans(beans, namedTypes()),
                customizers.isUnsatisfied()
                    ? (channel, config, settings) -> settings
                    : customizers.get()),
            RuntimeExecutor.find(),
            observers);
  }

  /** Where the settings' names are looked for: beans of Weir's types, then of a bridge's. */
  private List<Instance<?>> namedTypes() {
    List<Instance<?>> types =
        new ArrayList<>(List.of(serializers, partitioners, interceptors, failureHandlers));
    bridged.forEach(source -> types.addAll(source.instances()));
    return types;
  }

  /**
   * Opens the channel; reaches for no broker that does not answer, and waits for none.
   *
   * @param config the channel's configuration, the connector's behind it
   * @throws io.weir.kafka.api.ConfigurationException naming all that is wrong; nothing is open then
   */
  @Override
  public SubscriberBuilder<? extends Message<?>, Void> getSubscriberBuilder(Config config) {
    try {
      ChannelSubscriber channel = factory.open(config);
      channels.add(channel);
      return new ChannelEnd(channel, channel.whenClosed().thenAccept(report -> {}));
    } catch (RuntimeException misconfigured) {
      channels.abandon();
      throw misconfigured;
    }
  }

  /** The upstream of the senders of this channel, which has a channel of its own. */
  PatientUpstream openSender(String channel) {
    Config config = factory.configOfSender(channel);
    return channels.sender(channel, () -> factory.newUpstream(config), () -> factory.open(config));
  }

  /** The upstream that an emitter of this channel feeds. */
  PatientUpstream openEmitter(String channel) {
    PatientUpstream upstream = factory.newUpstream(factory.configOfEmitter(channel));
    channels.addEmitter(channel, upstream);
    return upstream;
  }

  /** Whether the caller is a callback of this channel, which must not wait for it. */
  boolean isTelling(String channel) {
    return channels.isTelling(channel);
  }

  /** What a health check has found of each channel that takes part in it; never waits. */
  List<Finding> health(ObservationSettings.Check check) {
    return observers.look(check);
  }

  /** Behind other observers, which may still send. */
  void stop(
      @Observes(notifyObserver = Reception.IF_EXISTS)
          @Priority(Interceptor.Priority.PLATFORM_AFTER)
          @BeforeDestroyed(ApplicationScoped.class)
          Object event) {
    close();
  }

  /** Where the runtime fires no such event. */
  @PreDestroy
  void close() {
    channels.close();
  }
}
