package io.weir.kafka.connector;

import io.smallrye.reactive.messaging.ChannelRegistry;
import io.smallrye.reactive.messaging.EmitterConfiguration;
import io.smallrye.reactive.messaging.EmitterFactory;
import io.smallrye.reactive.messaging.MessagePublisherProvider;
import io.smallrye.reactive.messaging.annotations.EmitterFactoryFor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;
import jakarta.enterprise.inject.spi.InjectionPoint;
import jakarta.inject.Inject;
import java.lang.annotation.Annotation;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.spi.Connector;

/**
 * Makes each {@link KafkaEmitter}, where SmallRye's emitter factories are there; elsewhere the
 * container passes over this bean, since its types are missing.
 */
@ApplicationScoped
@EmitterFactoryFor(KafkaEmitter.class)
class KafkaEmitterFactory implements EmitterFactory<MessagePublisherProvider<Object>> {

  @Inject
  @Connector(WeirConnector.NAME)
  WeirConnector connector;

  @Inject ChannelRegistry registry;

  /**
   * Makes the emitter; its bounds are those of the outgoing channel of its name.
   *
   * @param defaultBufferSize without effect, as is the overflow strategy: nothing overflows
   * @throws io.weir.kafka.api.ConfigurationException if a bound is no number
   */
  @Override
  public MessagePublisherProvider<Object> createEmitter(
      EmitterConfiguration configuration, long defaultBufferSize) {
    String channel = configuration.name();
    return new WaitingEmitter<>(
        connector.openEmitter(channel),
        configuration,
        CallerContexts.find(),
        () -> connector.isTelling(channel));
  }

  /** Of this type only: as a MutinyEmitter it would compete with SmallRye's own. */
  @Produces
  @Typed(KafkaEmitter.class)
  @Channel("")
  @SuppressWarnings("unchecked") // an emitter takes whatever the injection point says it does
  <T> KafkaEmitter<T> emitter(InjectionPoint point) {
    String channel = channelOf(point);
    KafkaEmitter<T> emitter = registry.getEmitter(channel, KafkaEmitter.class);
    if (emitter == null) {
      throw new IllegalStateException(
          "There is no KafkaEmitter of channel '%s': another kind of emitter has this name"
              .formatted(channel));
    }
    return emitter;
  }

  private static String channelOf(InjectionPoint point) {
    for (Annotation qualifier : point.getQualifiers()) {
      if (qualifier instanceof Channel channel) {
        return channel.value();
      }
    }
    throw new IllegalArgumentException("A KafkaEmitter needs @Channel: " + point);
  }
}
