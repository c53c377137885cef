package io.weir.kafka.producer;

import io.weir.kafka.config.CompressionSettings;
import io.weir.kafka.config.ConnectionSettings;
import io.weir.kafka.config.DeliverySettings;
import io.weir.kafka.config.DurationRange;
import io.weir.kafka.config.Linger;
import io.weir.kafka.config.ProducerSettings;
import io.weir.kafka.network.NetworkSettings;
import io.weir.kafka.record.Codec;
import io.weir.kafka.record.Compression;
import io.weir.kafka.send.SendSettings;
import io.weir.kafka.send.SendSettings.Guarantee;
import io.weir.kafka.send.SendSettings.LingerMode;
import io.weir.kafka.time.Backoff;
import java.util.random.RandomGenerator;

/** What the settings of a channel mean to the stages, which do not know them. */
final class Translation {

  private Translation() {}

  static Compression compression(CompressionSettings settings) {
    return switch (settings.type()) {
      case NONE -> Compression.NONE;
      case SNAPPY -> Compression.of(Codec.SNAPPY);
      case GZIP -> new Compression(Codec.GZIP, settings.level());
      case LZ4 -> new Compression(Codec.LZ4, settings.level());
      case ZSTD -> new Compression(Codec.ZSTD, settings.level());
    };
  }

  static NetworkSettings network(ConnectionSettings settings) {
    return new NetworkSettings(
        settings.clientId(),
        settings.socket().reconnectBackoff(),
        settings.socket().setupTimeout(),
        settings.socket().maxIdle(),
        NetworkSettings.DEFAULT_MAX_RESPONSE_BYTES);
  }

  static SendSettings send(String channel, ProducerSettings settings) {
    DeliverySettings delivery = settings.delivery();
    Linger linger = settings.batch().linger();
    return new SendSettings(
        channel,
        delivery.acks().wireValue(),
        delivery.idempotent() ? Guarantee.IDEMPOTENT : Guarantee.AT_LEAST_ONCE,
        (int) delivery.requestTimeout().toMillis(),
        delivery.timeout().toNanos(),
        delivery.retry().attempts(),
        delivery.maxInFlightRequests(),
        settings.batch().memory().maxRequestBytes(),
        linger.time().toNanos(),
        linger.mode() == Linger.Mode.ADAPTIVE ? LingerMode.ADAPTIVE : LingerMode.FIXED);
  }

  static Backoff backoff(DurationRange range, RandomGenerator random) {
    return new Backoff(range.initial().toNanos(), range.max().toNanos(), random);
  }
}
