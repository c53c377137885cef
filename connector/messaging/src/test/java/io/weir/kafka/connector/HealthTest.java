package io.weir.kafka.connector;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.smallrye.reactive.messaging.health.HealthReport;
import io.smallrye.reactive.messaging.health.HealthReporter;
import io.weir.kafka.connector.TestApplication.Settings;
import io.weir.kafka.testcluster.TestCluster;
import java.lang.annotation.Annotation;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;
import org.eclipse.microprofile.health.Startup;
import org.junit.jupiter.api.Test;

/**
 * What an application shows of its health, to SmallRye and to MicroProfile, as brokers come and go.
 */
class HealthTest {

  private static final int DEADLINE_SECONDS = 60;

  @Test
  void aChannelIsReadyBeforeItsFirstMessageAndWhileABrokerIsThere() {
    try (TestCluster cluster = TestCluster.builder().brokers(1).inMemory().start();
        TestApplication application =
            TestApplication.start(
                Settings.kafka(cluster.bootstrapServers()).channel("out"), Sender.class)) {
      HealthReporter health = application.get(SmallRyeHealth.class);

      await().untilAsserted(() -> assertThat(health.getReadiness().isOk()).isTrue());
      assertThat(health.getStartup().isOk()).isTrue();
      assertThat(health.getLiveness().isOk()).isTrue();
      assertThat(health.getReadiness().getChannels())
          .extracting(HealthReport.ChannelInfo::getChannel)
          .containsExactly("out");
    }
  }

  @Test
  void readinessFollowsTheBrokersWithoutAnyMessageAndLivenessDoesNot() {
    try (TestCluster cluster = TestCluster.builder().brokers(1).inMemory().start();
        TestApplication application =
            TestApplication.start(
                Settings.kafka(cluster.bootstrapServers()).channel("out"), Sender.class)) {
      await().until(() -> isUp(call(application, Readiness.Literal.INSTANCE)));

      cluster.killBroker(1);
      await().until(() -> !isUp(call(application, Readiness.Literal.INSTANCE)));
      HealthCheckResponse down = call(application, Readiness.Literal.INSTANCE);
      assertThat(down.getName()).isEqualTo("weir-kafka readiness");
      assertThat(down.getData().orElseThrow().get("out"))
          .asString()
          .startsWith("DOWN: no broker can be reached: ");
      assertThat(isUp(call(application, Liveness.Literal.INSTANCE))).isTrue();
      assertThat(isUp(call(application, Startup.Literal.INSTANCE))).as("it has started").isTrue();

      cluster.startBroker(1);
      await().until(() -> isUp(call(application, Readiness.Literal.INSTANCE)));
    }
  }

  @Test
  void anApplicationStartsAndIsAliveWithoutAnyBroker() {
    try (TestApplication application =
        TestApplication.start(
            Settings.kafka("localhost:1").channel("out", "close-timeout", "0"), Sender.class)) {
      await().until(() -> problem(application).startsWith("no broker can be reached"));
      assertThat(isUp(call(application, Startup.Literal.INSTANCE))).isFalse();
      assertThat(isUp(call(application, Liveness.Literal.INSTANCE))).isTrue();
    }
  }

  @Test
  void aTopicIsVerifiedWithoutBeingCreated() throws Exception {
    try (TestCluster cluster = TestCluster.builder().brokers(1).inMemory().start();
        TestApplication application =
            TestApplication.start(
                Settings.kafka(cluster.bootstrapServers())
                    .channel("out", "health-topic-verification-enabled", "true"),
                Sender.class)) {
      await().until(() -> problem(application).contains("topic 'out'"));
      await().until(() -> problem(application).contains("UNKNOWN_TOPIC_OR_PARTITION"));
      assertThat(cluster.topics()).doesNotContain("out");

      application.get(Sender.class).send("creates it").get(DEADLINE_SECONDS, SECONDS);
      await().until(() -> problem(application).isEmpty());
    }
  }

  @Test
  void aChannelThatTakesNoPartIsNotShown() {
    try (TestApplication application =
        TestApplication.start(
            Settings.kafka("localhost:1").channel("out", "health-enabled", "false"),
            Sender.class)) {
      HealthReport readiness = application.get(SmallRyeHealth.class).getReadiness();
      assertThat(readiness.isOk()).isTrue();
      assertThat(readiness.getChannels()).isEmpty();
    }
  }

  private static String problem(TestApplication application) {
    return application.get(SmallRyeHealth.class).getReadiness().getChannels().stream()
        .map(each -> each.isOk() ? "" : each.getMessage())
        .findFirst()
        .orElseThrow();
  }

  private static HealthCheckResponse call(TestApplication application, Annotation kind) {
    return application.get(HealthCheck.class, kind).call();
  }

  private static boolean isUp(HealthCheckResponse response) {
    return response.getStatus() == HealthCheckResponse.Status.UP;
  }
}
