package io.weir.kafka.config;

/**
 * How often and how soon a batch is sent again.
 *
 * @param attempts after the first one; at least 0
 */
public record RetrySettings(int attempts, DurationRange backoff) {

  static RetrySettings read(SettingsReader reader) {
    return new RetrySettings(
        reader.read(DeliveryKeys.RETRIES),
        DurationRange.read(reader, DeliveryKeys.RETRY_BACKOFF, DeliveryKeys.RETRY_BACKOFF_MAX));
  }
}
