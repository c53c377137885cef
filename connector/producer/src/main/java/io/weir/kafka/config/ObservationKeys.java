package io.weir.kafka.config;

import java.time.Duration;
import java.util.List;

/** What is shown of a channel, and whether it shows before the first message. */
final class ObservationKeys {

  static final Setting<Boolean> LAZY_CLIENT =
      Setting.of(
              "lazy-client",
              ValueType.bool(),
              "Whether to look for a broker only when there is a message. Starting a channel never"
                  + " waits for a broker in either case.")
          .or("false");

  static final Setting<Boolean> HEALTH =
      Setting.of(
              "health-enabled",
              ValueType.bool(),
              "Whether the channel appears in the health of the application.")
          .or("true");

  static final Setting<Boolean> READINESS =
      Setting.of(
              "health-readiness-enabled",
              ValueType.bool(),
              "Whether it appears in the readiness: DOWN while no broker can be reached.")
          .or("true");

  static final Setting<Boolean> TOPIC_VERIFICATION =
      Setting.of(
              "health-topic-verification-enabled",
              ValueType.bool(),
              "Whether startup and readiness also need the channel's topic, with a leader for each"
                  + " partition; asking for it does not create it.")
          .or("false");

  static final Setting<Duration> TOPIC_VERIFICATION_TIMEOUT =
      Setting.of(
              "health-topic-verification-timeout",
              ValueType.millis(1),
              "How old a question for the topic may become before startup and readiness are DOWN."
                  + " No health check waits for it.")
          .or("2000");

  static final Setting<Boolean> NO_STARTUP_VERIFICATION =
      Setting.of(
              "health-topic-verification-startup-disabled",
              ValueType.bool(),
              "Leaves the topic out of the startup check.")
          .or("false");

  static final Setting<Boolean> NO_READINESS_VERIFICATION =
      Setting.of(
              "health-topic-verification-readiness-disabled",
              ValueType.bool(),
              "Leaves the topic out of the readiness check.")
          .or("false");

  static final Setting<Boolean> OLD_TOPIC_VERIFICATION =
      Setting.of(
          "health-readiness-topic-verification",
          ValueType.bool(),
          "Deprecated name of health-topic-verification-enabled; where it is set, it counts.");

  static final Setting<Duration> OLD_TOPIC_VERIFICATION_TIMEOUT =
      Setting.of(
          "health-readiness-timeout",
          ValueType.millis(1),
          "Deprecated name of health-topic-verification-timeout; where it is set, it counts.");

  static final Setting<Boolean> TRACING =
      Setting.of(
              "tracing-enabled",
              ValueType.bool(),
              "Whether each message has a span from send to acknowledgement, where the application"
                  + " has OpenTelemetry.")
          .or("true");

  static final List<Setting<?>> ALL =
      List.of(
          LAZY_CLIENT,
          HEALTH,
          READINESS,
          TOPIC_VERIFICATION,
          TOPIC_VERIFICATION_TIMEOUT,
          NO_STARTUP_VERIFICATION,
          NO_READINESS_VERIFICATION,
          OLD_TOPIC_VERIFICATION,
          OLD_TOPIC_VERIFICATION_TIMEOUT,
          TRACING);

  private ObservationKeys() {}
}
