package io.weir.kafka.connector;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.smallrye.common.annotation.Identifier;
import io.smallrye.reactive.messaging.ClientCustomizer;
import io.weir.kafka.api.ByteSink;
import io.weir.kafka.api.ConfigurationException;
import io.weir.kafka.api.PayloadSerializer;
import io.weir.kafka.api.RecordContext;
import io.weir.kafka.connector.TestApplication.Settings;
import io.weir.kafka.testcluster.StoredRecord;
import io.weir.kafka.testcluster.TestCluster;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Where settings come from, and what happens to bad ones. */
class ConfigurationTest {

  private static final String NOBODY = "127.0.0.1:1";
  private static final int DEADLINE_SECONDS = 60;
  private static TestCluster cluster;

  @BeforeAll
  static void startCluster() {
    cluster = TestCluster.builder().inMemory().start();
  }

  @AfterAll
  static void stopCluster() {
    cluster.close();
  }

  @ApplicationScoped
  static class SharedSettings {

    @Produces
    @Identifier("shared")
    @ApplicationScoped
    Map<String, Object> shared() {
      return Map.of("bootstrap.servers", cluster.bootstrapServers(), "topic", "from-map");
    }

    @Produces
    @Identifier("out")
    @ApplicationScoped
    Map<String, Object> ofTheChannelsName() {
      return Map.of("bootstrap.servers", cluster.bootstrapServers(), "topic", "from-channel-map");
    }
  }

  @ApplicationScoped
  static class DefaultBroker {

    @Produces
    @Identifier("default-kafka-broker")
    @ApplicationScoped
    Map<String, Object> defaults() {
      return Map.of("bootstrap.servers", cluster.bootstrapServers());
    }
  }

  @ApplicationScoped
  @Identifier("shouting")
  static class Shouting implements PayloadSerializer<String> {
    @Override
    public void serialize(String payload, RecordContext context, ByteSink sink) {
      sink.writeUtf8(payload.toUpperCase(Locale.ROOT));
    }
  }

  @Test
  void allBadValuesFailDeploymentAtOnceAndNoSocketOpens() throws Exception {
    try (ServerSocket kafka = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Settings settings =
          Settings.kafka("127.0.0.1:" + kafka.getLocalPort())
              .channel("good", "lazy-client", "true")
              .channel(
                  "out",
                  "acks",
                  "two",
                  "batch.size",
                  "many",
                  "value.serializer",
                  "com.acme.Missing",
                  "interceptor-bean",
                  "nobody");

      ConfigurationException problem =
          configurationProblem(catchThrowable(() -> TestApplication.start(settings, Sender.class)));

      assertThat(problem).hasMessageContaining("Channel 'out'");
      assertThat(problem.problems())
          .hasSize(4)
          .anySatisfy(line -> assertThat(line).contains("acks", "two"))
          .anySatisfy(line -> assertThat(line).contains("batch.size", "many"))
          .anySatisfy(line -> assertThat(line).contains("value.serializer", "com.acme.Missing"))
          .anySatisfy(line -> assertThat(line).contains("interceptor-bean", "nobody"));
      assertThatNobodyHasConnected(kafka);
    }
  }

  @Test
  void aMapThatNobodyProvidesFailsDeployment() {
    Settings settings =
        Settings.kafka(NOBODY).channel("out", "kafka-configuration", "nobody", "acks", "all");

    ConfigurationException problem =
        configurationProblem(catchThrowable(() -> TestApplication.start(settings, Sender.class)));

    assertThat(problem.problems())
        .singleElement()
        .asString()
        .contains("kafka-configuration", "nobody", "@Identifier");
  }

  @Test
  void aBrokerThatIsNotThereDelaysNoStart() {
    Settings settings = Settings.kafka(NOBODY).channel("out", "close-timeout", "100");

    try (TestApplication application = TestApplication.start(settings, Sender.class)) {
      assertThat(application.get(Sender.class).isAskedForMore()).isTrue();
    }
  }

  @Test
  void aHostThatCannotBeResolvedDelaysNoStart() {
    Settings settings =
        Settings.kafka("no-such-host.invalid:9092").channel("out", "close-timeout", "100");

    try (TestApplication application = TestApplication.start(settings, Sender.class)) {
      assertThat(application.get(Sender.class).isAskedForMore()).isTrue();
    }
  }

  @Test
  void theChannelGoesBeforeTheConnectorAndBothBeforeSharedDefaults() {
    Settings settings =
        Settings.kafka(NOBODY)
            .with("mp.messaging.connector.weir-kafka.topic", "connectors")
            .with("mp.messaging.connector.weir-kafka.bootstrap.servers", cluster.bootstrapServers())
            .channel("out", "topic", "channels");

    send(settings);

    assertThat(values("channels")).containsExactly("sent");
  }

  @Test
  void theConnectorsSettingsServeEveryChannel() {
    Settings settings =
        Settings.kafka(NOBODY)
            .with("mp.messaging.connector.weir-kafka.topic", "connectors")
            .with("mp.messaging.connector.weir-kafka.bootstrap.servers", cluster.bootstrapServers())
            .channel("out");

    send(settings);

    assertThat(values("connectors")).containsExactly("sent");
  }

  @Test
  void aMapNamedByTheChannelGoesBeforeSharedDefaults() {
    send(
        Settings.kafka(NOBODY).channel("out", "kafka-configuration", "shared"),
        SharedSettings.class);

    assertThat(values("from-map")).containsExactly("sent");
  }

  @Test
  void aMapOfTheChannelsNameNeedsNoSetting() {
    send(Settings.kafka(NOBODY).channel("out"), SharedSettings.class);

    assertThat(values("from-channel-map")).containsExactly("sent");
  }

  @Test
  void theDefaultBrokersMapGoesBeforeSharedDefaults() {
    send(Settings.kafka(NOBODY).channel("out", "topic", "by-default"), DefaultBroker.class);

    assertThat(values("by-default")).containsExactly("sent");
  }

  @Test
  void aSharedTopicCountsForEveryChannelWithoutOneAndWarns() {
    Settings settings =
        Settings.kafka(cluster.bootstrapServers()).with("kafka.topic", "everyones").channel("out");

    List<String> warnings = warningsOf(() -> send(settings));

    assertThat(values("everyones")).containsExactly("sent");
    assertThat(warnings)
        .containsExactly(
            "WEIR00107 Channel 'out': 'kafka.topic' decides, as for every channel that has no topic"
                + " of its own; set that of the channel");
  }

  @Test
  void aTopicOfTheChannelsOwnGoesBeforeASharedOneInSilence() {
    Settings settings =
        Settings.kafka(cluster.bootstrapServers())
            .with("kafka.topic", "others")
            .channel("out", "topic", "own");

    assertThat(warningsOf(() -> send(settings))).isEmpty();
    assertThat(values("own")).containsExactly("sent");
  }

  /** Knows where Kafka is, and thinks better of the rest. */
  @ApplicationScoped
  static class Late implements ClientCustomizer<Map<String, Object>> {

    @Override
    public Map<String, Object> customize(
        String channel, Config config, Map<String, Object> settings) {
      assertThat(channel).isEqualTo("out");
      assertThat(config.getValue("topic", String.class)).isEqualTo("customized");
      assertThat(settings)
          .containsEntry("bootstrap.servers", "early:1")
          .containsEntry("client.id", "kafka-producer-out")
          .containsEntry("value.serializer", "com.acme.Gone")
          .doesNotContainKeys("topic", "connector");
      settings.put("bootstrap.servers", "late:1");
      settings.remove("value.serializer");
      return settings;
    }

    @Override
    public int getPriority() {
      return 200;
    }
  }

  @ApplicationScoped
  static class Early implements ClientCustomizer<Map<String, Object>> {

    @Override
    public Map<String, Object> customize(
        String channel, Config config, Map<String, Object> settings) {
      settings.put("bootstrap.servers", "early:1");
      return settings;
    }
  }

  @ApplicationScoped
  static class Last implements ClientCustomizer<Map<String, Object>> {

    @Override
    public Map<String, Object> customize(
        String channel, Config config, Map<String, Object> settings) {
      assertThat(settings).containsEntry("bootstrap.servers", "late:1");
      Map<String, Object> another = new HashMap<>(settings);
      another.put("bootstrap.servers", List.of(cluster.bootstrapServers().split(",", -1)));
      another.put("max.block.ms", 1000);
      return another;
    }

    @Override
    public int getPriority() {
      return 300;
    }
  }

  @ApplicationScoped
  static class Indifferent implements ClientCustomizer<Map<String, Object>> {

    @Override
    @SuppressWarnings("NullAway") // allowed: nothing is changed then
    public Map<String, Object> customize(
        String channel, Config config, Map<String, Object> settings) {
      return null;
    }

    @Override
    public int getPriority() {
      return 400;
    }
  }

  @Test
  void customizersHaveTheLastWordInTheOrderOfTheirPriority() {
    Settings settings =
        Settings.kafka(NOBODY)
            .channel("out", "topic", "customized", "value.serializer", "com.acme.Gone");

    send(settings, Late.class, Early.class, Last.class, Indifferent.class);

    assertThat(values("customized")).containsExactly("sent");
  }

  @Test
  void kebabCaseAndQuotedNamesAreUnderstood() {
    send(
        Settings.kafka(NOBODY)
            .channel(
                "out",
                "bootstrap-servers",
                cluster.bootstrapServers(),
                "\"value.serializer\"",
                Shouting.class.getName(),
                "topic",
                "kebab"),
        Shouting.class);

    assertThat(values("kebab")).containsExactly("SENT");
  }

  @Test
  void anUnknownSettingWarnsOnceWithTheOneThatWasMeant() {
    Settings settings =
        Settings.kafka(cluster.bootstrapServers())
            .channel("out", "topic", "warned", "linger.msec", "5");

    List<String> warnings = warningsOf(() -> send(settings));

    assertThat(warnings)
        .containsExactly(
            "WEIR00107 Channel 'out': 'linger.msec' is unknown; did you mean 'linger.ms'?");
  }

  private static List<String> warningsOf(Runnable action) {
    List<String> warnings = new CopyOnWriteArrayList<>();
    Logger logger = Logger.getLogger(ChannelFactory.class.getName());
    Handler handler = new ListHandler(warnings);
    logger.addHandler(handler);
    try {
      action.run();
    } finally {
      logger.removeHandler(handler);
    }
    return warnings;
  }

  private static final class ListHandler extends Handler {

    private final List<String> lines;

    ListHandler(List<String> lines) {
      this.lines = lines;
    }

    @Override
    public void publish(LogRecord record) {
      lines.add(record.getMessage());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  @Test
  void aSerializerMayBeABeanWithAnIdentifier() {
    send(
        Settings.kafka(cluster.bootstrapServers())
            .channel("out", "value.serializer", "shouting", "topic", "shouted"),
        Shouting.class);

    assertThat(values("shouted")).containsExactly("SENT");
  }

  private static void send(Settings settings, Class<?>... beans) {
    List<Class<?>> all = new ArrayList<>(List.of(beans));
    all.add(Sender.class);
    try (TestApplication application =
        TestApplication.start(settings, all.toArray(Class<?>[]::new))) {
      application.get(Sender.class).send("sent").orTimeout(DEADLINE_SECONDS, SECONDS).join();
    }
  }

  private static List<String> values(String topic) {
    return cluster.records(topic).stream().map(StoredRecord::valueText).toList();
  }

  private static ConfigurationException configurationProblem(Throwable failure) {
    Throwable cause = failure;
    while (cause != null && !(cause instanceof ConfigurationException)) {
      cause = cause.getCause();
    }
    assertThat(cause).as("cause of %s", failure).isInstanceOf(ConfigurationException.class);
    return (ConfigurationException) cause;
  }

  private static void assertThatNobodyHasConnected(ServerSocket server) throws IOException {
    server.setSoTimeout(100);
    assertThatThrownBy(server::accept).isInstanceOf(SocketTimeoutException.class);
  }
}
