package io.weir.kafka.config;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * What is shown of a channel.
 *
 * @param search when a broker is first looked for
 * @param checks the health checks that it appears in; may be empty
 * @param topic the verification of its topic
 * @param tracing whether its messages have spans
 */
public record ObservationSettings(
    Search search, Set<Check> checks, TopicVerification topic, Tracing tracing) {

  /** {@code lazy-client}. */
  public enum Search {
    AT_ONCE,
    WITH_THE_FIRST_RECORD
  }

  /** The kinds of health check. */
  public enum Check {
    STARTUP,
    READINESS,
    LIVENESS
  }

  /** {@code tracing-enabled}. */
  public enum Tracing {
    ON,
    OFF
  }

  /**
   * In which checks the topic is looked at.
   *
   * @param timeout how long an answer may be waited for before the topic counts as not verified
   */
  public record TopicVerification(Set<Check> checks, Duration timeout) {}

  static ObservationSettings read(SettingsReader reader) {
    boolean lazy = reader.read(ObservationKeys.LAZY_CLIENT);
    boolean traced = reader.read(ObservationKeys.TRACING);
    return new ObservationSettings(
        lazy ? Search.WITH_THE_FIRST_RECORD : Search.AT_ONCE,
        checks(reader),
        topic(reader),
        traced ? Tracing.ON : Tracing.OFF);
  }

  private static Set<Check> checks(SettingsReader reader) {
    boolean ready = reader.read(ObservationKeys.READINESS);
    if (!reader.read(ObservationKeys.HEALTH)) {
      return Set.of();
    }
    return ready ? Set.of(Check.values()) : Set.of(Check.STARTUP, Check.LIVENESS);
  }

  private static TopicVerification topic(SettingsReader reader) {
    boolean enabled = reader.read(ObservationKeys.TOPIC_VERIFICATION);
    Boolean old = reader.readOrNull(ObservationKeys.OLD_TOPIC_VERIFICATION);
    Duration timeout = reader.read(ObservationKeys.TOPIC_VERIFICATION_TIMEOUT);
    Duration oldTimeout = reader.readOrNull(ObservationKeys.OLD_TOPIC_VERIFICATION_TIMEOUT);
    return new TopicVerification(
        verified(reader, old == null ? enabled : old),
        Optional.ofNullable(oldTimeout).orElse(timeout));
  }

  private static Set<Check> verified(SettingsReader reader, boolean enabled) {
    boolean notAtStartup = reader.read(ObservationKeys.NO_STARTUP_VERIFICATION);
    boolean notForReadiness = reader.read(ObservationKeys.NO_READINESS_VERIFICATION);
    if (!enabled || (notAtStartup && notForReadiness)) {
      return Set.of();
    }
    if (notAtStartup) {
      return Set.of(Check.READINESS);
    }
    return notForReadiness ? Set.of(Check.STARTUP) : Set.of(Check.STARTUP, Check.READINESS);
  }
}
