package io.weir.kafka.send;

import io.weir.kafka.api.DeliveryTimeoutException;
import io.weir.kafka.api.ProducerClosedException;
import io.weir.kafka.batch.Batch;
import java.util.concurrent.TimeUnit;

/** What to say of a batch that is given up without a final answer. Stateless. */
final class GivenUp {

  private GivenUp() {}

  /**
   * Its time is over.
   *
   * @param obstacle a clause that says what stands in the way now
   */
  static DeliveryTimeoutException expired(Batch batch, SendSettings settings, String obstacle) {
    return new DeliveryTimeoutException(
        "%s had no outcome within delivery.timeout.ms = %d: %s; %s. Raise it if such a wait should be borne"
            .formatted(
                name(batch, settings),
                TimeUnit.NANOSECONDS.toMillis(settings.deliveryTimeoutNanos()),
                batch.describePlace(),
                obstacle),
        batch.persistence());
  }

  /** The channel's time is over. */
  static ProducerClosedException closed(Batch batch, SendSettings settings, String obstacle) {
    return new ProducerClosedException(
        "%s had no outcome before the channel closed: %s; %s. Where the brokers can be reached, a longer close-timeout helps"
            .formatted(name(batch, settings), batch.describePlace(), obstacle),
        batch.persistence());
  }

  /** Batch and channel, at the start of a sentence. */
  static String name(Batch batch, SendSettings settings) {
    return "%s of channel '%s'".formatted(batch.describe(), settings.channel());
  }
}
