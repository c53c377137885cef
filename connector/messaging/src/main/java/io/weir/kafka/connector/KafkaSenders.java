package io.weir.kafka.connector;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.spi.InjectionPoint;
import jakarta.inject.Inject;
import java.lang.annotation.Annotation;
import org.eclipse.microprofile.reactive.messaging.spi.Connector;

/** Makes the {@link KafkaSender} of each {@link WeirChannel} injection point. */
@ApplicationScoped
class KafkaSenders {

  @Inject
  @Connector(WeirConnector.NAME)
  WeirConnector connector;

  /**
   * Opens the channel with the first sender of its name.
   *
   * @throws io.weir.kafka.api.ConfigurationException naming all that is wrong with the settings
   */
  @Produces
  @WeirChannel("")
  <T> KafkaSender<T> sender(InjectionPoint point) {
    return new ChannelSender<>(connector.openSender(channelOf(point)), CallerContexts.find());
  }

  private static String channelOf(InjectionPoint point) {
    for (Annotation qualifier : point.getQualifiers()) {
      if (qualifier instanceof WeirChannel channel && !channel.value().isEmpty()) {
        return channel.value();
      }
    }
    throw new IllegalArgumentException("@WeirChannel needs the name of a channel: " + point);
  }
}
