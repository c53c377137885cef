package io.weir.kafka.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.kafka.config.ChannelSettings;
import io.weir.kafka.config.ObservationSettings.Check;
import io.weir.kafka.config.Problems;
import io.weir.kafka.config.SettingsSource;
import io.weir.kafka.event.Parting;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Health looks, never waits, and asks no more than once for what it does not know. */
class ChannelHealthTest {

  private final FakeVitals vitals = new FakeVitals();
  private long nanos = 1;

  private ChannelHealth health(String... pairs) {
    Map<String, String> values = new HashMap<>(Map.of("topic", "t"));
    for (int i = 0; i < pairs.length; i += 2) {
      values.put(pairs[i], pairs[i + 1]);
    }
    ChannelSettings settings =
        ChannelSettings.read(SettingsSource.of(values), new Problems("orders"));
    ChannelHealth health = new ChannelHealth("orders", "t", settings.observation(), () -> nanos);
    health.attach(vitals);
    return health;
  }

  private void pass(Duration time) {
    nanos += time.toNanos();
  }

  private static String problem(ChannelHealth health, Check check) {
    return health.look(check).map(Finding::problem).orElse("no part in it");
  }

  @Test
  void aChannelIsStartedWhenItHasReachedABrokerAndStaysSo() {
    ChannelHealth health = health();
    assertThat(problem(health, Check.STARTUP)).isEqualTo("no broker has answered yet");
    assertThat(problem(health, Check.READINESS)).isEqualTo("no broker has answered yet");
    assertThat(problem(health, Check.LIVENESS)).isEmpty();

    health.connected(1);
    assertThat(problem(health, Check.STARTUP)).isEmpty();
    assertThat(problem(health, Check.READINESS)).isEmpty();

    health.disconnected(1, Parting.BROKEN, "broken");
    health.disconnected(1, Parting.NOT_OPENED, "broker 1 refused");
    assertThat(problem(health, Check.STARTUP)).isEmpty();
    assertThat(problem(health, Check.READINESS))
        .isEqualTo("no broker can be reached: broker 1 refused");
    assertThat(problem(health, Check.LIVENESS)).as("a restart would not help").isEmpty();
  }

  @Test
  void aChannelHasStartedEvenIfNobodyLookedWhileABrokerWasThere() {
    ChannelHealth health = health();
    health.connected(1);
    health.disconnected(1, Parting.BROKEN, "broken");
    health.disconnected(1, Parting.NOT_OPENED, "broker 1 refused");
    assertThat(problem(health, Check.STARTUP)).isEmpty();
  }

  @Test
  void aLazyChannelIsStartedAndReadyByItself() {
    ChannelHealth health = health("lazy-client", "true");
    assertThat(problem(health, Check.STARTUP)).isEmpty();
    assertThat(problem(health, Check.READINESS)).isEmpty();
    assertThat(vitals.calls).isEmpty();
  }

  @Test
  void aChannelTakesNoPartInChecksThatAreSwitchedOff() {
    ChannelHealth off = health("health-enabled", "false");
    assertThat(off.look(Check.STARTUP)).isEmpty();
    assertThat(off.look(Check.LIVENESS)).isEmpty();

    ChannelHealth partly = health("health-readiness-enabled", "false");
    assertThat(partly.look(Check.READINESS)).isEmpty();
    assertThat(partly.look(Check.STARTUP)).isPresent();
  }

  @Test
  void theTopicIsAskedForOnceHoweverManyLook() {
    ChannelHealth health = health("health-topic-verification-enabled", "true");
    health.connected(1);
    for (int i = 0; i < 100; i++) {
      assertThat(problem(health, Check.READINESS)).isEqualTo("topic 't' is not verified yet");
      assertThat(problem(health, Check.STARTUP)).isNotEmpty();
    }
    assertThat(vitals.calls).containsExactly("inquire t");

    vitals.inquiries.remove().accept("");
    for (int i = 0; i < 100; i++) {
      assertThat(problem(health, Check.READINESS)).isEmpty();
    }
    assertThat(vitals.calls).as("the answer is still fresh").containsExactly("inquire t");
  }

  @Test
  void aTopicThatGoesAndComesTakesReadinessWithIt() {
    ChannelHealth health = health("health-topic-verification-enabled", "true");
    health.connected(1);
    vitals.inquiries.remove().accept("topic 't' is missing");
    assertThat(problem(health, Check.READINESS)).isEqualTo("topic 't' is missing");
    assertThat(problem(health, Check.STARTUP)).isEqualTo("topic 't' is missing");

    pass(Duration.ofSeconds(10));
    assertThat(problem(health, Check.READINESS)).as("as it last was").isNotEmpty();
    vitals.inquiries.remove().accept("");
    assertThat(problem(health, Check.READINESS)).isEmpty();
    assertThat(problem(health, Check.STARTUP)).isEmpty();
  }

  @Test
  void aTopicThatNobodyAnswersForIsNotVerifiedAfterTheTimeout() {
    ChannelHealth health =
        health(
            "health-topic-verification-enabled",
            "true",
            "health-topic-verification-timeout",
            "3000");
    health.connected(1);
    vitals.inquiries.remove().accept("");
    pass(Duration.ofSeconds(10));
    assertThat(problem(health, Check.READINESS)).isEmpty();
    pass(Duration.ofMillis(2_999));
    assertThat(problem(health, Check.READINESS)).isEmpty();
    pass(Duration.ofMillis(1));
    assertThat(problem(health, Check.READINESS)).contains("3000 ms").contains("'t'");
    vitals.inquiries.remove().accept("");
    assertThat(problem(health, Check.READINESS)).isEmpty();
  }

  @Test
  void theTopicIsLeftOutOfTheCheckThatSaysSo() {
    ChannelHealth health =
        health(
            "health-topic-verification-enabled", "true",
            "health-topic-verification-readiness-disabled", "true");
    health.connected(1);
    assertThat(problem(health, Check.READINESS)).isEmpty();
    assertThat(problem(health, Check.STARTUP)).isNotEmpty();
  }

  @Test
  void theDeprecatedNamesCountWhereTheyAreSet() {
    ChannelHealth health =
        health("health-readiness-topic-verification", "true", "health-readiness-timeout", "1");
    health.connected(1);
    pass(Duration.ofMillis(1));
    assertThat(problem(health, Check.READINESS)).contains("1 ms");
  }

  @Test
  void aProducerThatTheClusterRefusesIsNotAliveUntilItIsAccepted() {
    ChannelHealth health = health();
    health.producerRefused("broker 1 answered CLUSTER_AUTHORIZATION_FAILED");
    assertThat(problem(health, Check.LIVENESS))
        .isEqualTo(
            "the cluster lets this producer write nothing: broker 1 answered"
                + " CLUSTER_AUTHORIZATION_FAILED");
    health.producerAccepted();
    assertThat(problem(health, Check.LIVENESS)).isEmpty();
  }

  @Test
  void aProducerThatIsRefusedIsTriedAgainByWhoeverLooksButNotByAll() {
    ChannelHealth health = health();
    health.producerRefused("no");
    for (int i = 0; i < 100; i++) {
      assertThat(problem(health, Check.LIVENESS)).isNotEmpty();
    }
    assertThat(vitals.calls).containsExactly("try again");
    pass(Duration.ofSeconds(5));
    assertThat(problem(health, Check.LIVENESS)).isNotEmpty();
    assertThat(vitals.calls).containsExactly("try again", "try again");
  }

  @Test
  void anEventLoopThatStandsStillIsNotAliveUntilItTurnsAgain() {
    ChannelHealth health = health();
    assertThat(problem(health, Check.LIVENESS)).isEmpty();
    pass(Duration.ofSeconds(29));
    assertThat(problem(health, Check.LIVENESS)).isEmpty();
    pass(Duration.ofSeconds(1));
    assertThat(problem(health, Check.LIVENESS)).contains("has not turned for 30 s");
    assertThat(vitals.pings).hasSize(1);

    vitals.pings.remove().run();
    assertThat(problem(health, Check.LIVENESS)).isEmpty();
  }
}
