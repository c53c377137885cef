package io.weir.kafka.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.kafka.api.ConfigurationException;
import io.weir.kafka.config.ChannelAttributes.Acknowledgement;
import io.weir.kafka.config.ObservationSettings.Check;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ChannelSettingsTest {

  private final Problems problems = new Problems("orders");

  @Test
  void nothingSetGivesKafkasDefaults() {
    ProducerSettings producer = read().producer();

    assertThat(producer.connection().bootstrapServers())
        .containsExactly(new ServerAddress("localhost", 9092));
    assertThat(producer.connection().clientId()).isEqualTo("kafka-producer-orders");
    assertThat(producer.delivery().acks()).isEqualTo(Acks.ALL);
    assertThat(producer.delivery().timeout()).isEqualTo(Duration.ofMinutes(2));
    assertThat(producer.batch().batchBytes()).isEqualTo(16_384);
    assertThat(producer.batch().linger())
        .isEqualTo(new Linger(Duration.ofMillis(5), Linger.Mode.ADAPTIVE));
    assertThat(problems.errors()).isEmpty();
    assertThat(problems.warnings()).isEmpty();
  }

  @Test
  void nothingSetSendsToTheTopicOfTheChannelsName() {
    ChannelAttributes attributes = read().attributes();

    assertThat(attributes.mapping().target())
        .isEqualTo(new MappingSettings.Target("orders", null, -1));
    assertThat(attributes.acknowledgement()).isEqualTo(Acknowledgement.WHEN_DELIVERED);
    assertThat(attributes.bounds().maxInflightMessages()).isZero();
    assertThat(attributes.bounds().closeTimeout()).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void aLingerThatIsSetAlwaysHolds() {
    assertThat(read("linger.ms", "5").producer().batch().linger().mode())
        .isEqualTo(Linger.Mode.FIXED);
  }

  @Test
  void eachSpellingOfANameIsTheSameSetting() {
    for (String spelling :
        List.of("linger.ms", "linger-ms", "lingerMs", "LINGER_MS", "\"linger.ms\"")) {
      assertThat(read(spelling, "7").producer().batch().linger().time())
          .as(spelling)
          .isEqualTo(Duration.ofMillis(7));
    }
    assertThat(problems.warnings()).isEmpty();
  }

  @Test
  void aSpellingIsFoundInASourceThatListsNoNames() {
    SettingsSource unlisting =
        new SettingsSource() {
          @Override
          public @Nullable String lookup(String name) {
            return name.equals("linger-ms") ? "9" : null;
          }

          @Override
          public Iterable<String> names() {
            return List.of();
          }
        };

    assertThat(ChannelSettings.read(unlisting, problems).producer().batch().linger().time())
        .isEqualTo(Duration.ofMillis(9));
  }

  @Test
  void anAliasCountsWhereTheNameIsNotSet() {
    assertThat(bootstrap(read("kafka.bootstrap.servers", "a:1"))).isEqualTo("[a:1]");
    assertThat(bootstrap(read("kafka.bootstrap.servers", "a:1", "bootstrap.servers", "b:2")))
        .isEqualTo("[b:2]");
    assertThat(problems.warnings()).isEmpty();
  }

  @Test
  void theCanonicalNameWinsAndADifferingSpellingWarns() {
    ChannelSettings settings = read("bootstrap-servers", "a:1", "bootstrap.servers", "b:2");

    assertThat(bootstrap(settings)).isEqualTo("[b:2]");
    assertThat(problems.warnings())
        .containsExactly(
            "Channel 'orders': 'bootstrap-servers' is set and differs from 'bootstrap.servers',"
                + " which is used; remove one of them");
  }

  @Test
  void allBadValuesAreReportedAtOnce() {
    read(
        "acks", "2",
        "batch.size", "many",
        "linger.ms", "-1",
        "compression.type", "rar",
        "compression.gzip.level", "0",
        "compression.lz4.level", "18",
        "partition", "-2",
        "bootstrap.servers", "here",
        "serializer.encoding", "UTF-64",
        "waitForWriteCompletion", "maybe");

    assertThatThrownBy(problems::throwIfAny)
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("Channel 'orders'")
        .hasMessageContaining("acks = '2': expected one of -1, 0, 1, all")
        .hasMessageContaining("batch.size = 'many': expected a whole number of bytes at least 0")
        .hasMessageContaining("linger.ms = '-1': expected a whole number of milliseconds")
        .hasMessageContaining("compression.type = 'rar': expected one of gzip, lz4, none")
        .hasMessageContaining("compression.gzip.level = '0': expected -1 or")
        .hasMessageContaining("compression.lz4.level = '18': expected a whole number from 1 to 17")
        .hasMessageContaining("partition = '-2': expected a whole number at least -1")
        .hasMessageContaining("bootstrap.servers = 'here': here is not host:port; add the port")
        .hasMessageContaining("serializer.encoding = 'UTF-64'")
        .hasMessageContaining("waitForWriteCompletion = 'maybe': expected true or false");
    assertThat(problems.errors()).hasSize(10);
  }

  @Test
  void onlyTheLevelOfTheChosenCodecCounts() {
    assertThat(
            read("compression.type", "zstd", "compression.zstd.level", "-7")
                .producer()
                .batch()
                .compression())
        .isEqualTo(new CompressionSettings(CompressionType.ZSTD, -7));
    assertThat(
            read("compression.type", "snappy", "compression.zstd.level", "5")
                .producer()
                .batch()
                .compression())
        .isEqualTo(new CompressionSettings(CompressionType.SNAPPY, 0));
  }

  @Test
  void aDeliveryTimeoutTooShortForOneRequestIsRefused() {
    read("delivery.timeout.ms", "1000", "linger.ms", "10", "request.timeout.ms", "991");

    assertThat(problems.errors())
        .containsExactly(
            "delivery.timeout.ms = '1000': expected at least linger.ms + request.timeout.ms = 1001"
                + " ms; raise this or lower one of them");
  }

  @Test
  void aDeliveryTimeoutThatIsNotSetGrowsWithTheRequestTimeout() {
    DeliverySettings delivery = read("request.timeout.ms", "200000").producer().delivery();

    assertThat(delivery.timeout()).isEqualTo(Duration.ofMillis(200_005));
    assertThat(problems.errors()).isEmpty();
    assertThat(problems.warnings()).singleElement().asString().contains("raised to");
  }

  @Test
  void aBatchMustFitIntoTheMemory() {
    read("buffer.memory", "16383");

    assertThat(problems.errors()).singleElement().asString().contains("buffer.memory = '16383'");
  }

  @Test
  void aBatchIsNeverLargerThanARequest() {
    assertThat(read("max.request.size", "1000").producer().batch().batchBytes()).isEqualTo(1000);
    assertThat(problems.warnings()).singleElement().asString().contains("max.request.size");
  }

  @Test
  void aBackoffAboveItsBoundStaysAtTheBound() {
    assertThat(read("retry.backoff.ms", "5000").producer().delivery().retry().backoff())
        .isEqualTo(new DurationRange(Duration.ofSeconds(1), Duration.ofSeconds(1)));
    assertThat(problems.warnings()).singleElement().asString().contains("retry.backoff.max.ms");
  }

  @Test
  void idempotenceIsOnUnlessAcksOrRetriesSayOtherwise() {
    assertThat(read().producer().delivery().idempotent()).isTrue();
    assertThat(read("acks", "1").producer().delivery().idempotent()).isFalse();
    assertThat(read("retries", "0").producer().delivery().idempotent()).isFalse();
    assertThat(read("enable.idempotence", "false").producer().delivery().idempotent()).isFalse();
    assertThat(
            read("acks", "0", "max.in.flight.requests.per.connection", "50")
                .producer()
                .delivery()
                .idempotent())
        .isFalse();
    assertThat(problems.errors()).isEmpty();
    assertThat(problems.warnings()).isEmpty();
  }

  @Test
  void idempotenceThatIsAskedForContradictsAcksAndRetries() {
    read("enable.idempotence", "true", "acks", "1", "retries", "0");

    assertThat(problems.errors())
        .containsExactly(
            "enable.idempotence = 'true': not with acks = '1'; set acks=all, or set this to false",
            "enable.idempotence = 'true': not with retries = '0'; raise retries, or set this to"
                + " false");
  }

  @Test
  void moreThanFiveRequestsInFlightContradictIdempotenceEvenByDefault() {
    read("max.in.flight.requests.per.connection", "6");

    assertThat(problems.errors())
        .containsExactly(
            "enable.idempotence = 'true': not with max.in.flight.requests.per.connection = '6';"
                + " brokers remember 5 batches of a partition: lower it, or set this to false");
  }

  @Test
  void transactionsAndEncryptionAreRefusedRatherThanIgnored() {
    read("transactional.id", "t", "security.protocol", "SASL_SSL");

    assertThat(problems.errors())
        .containsExactly(
            "security.protocol = 'SASL_SSL': TLS and SASL are not supported yet; use a PLAINTEXT"
                + " listener of the brokers",
            "transactional.id = 't': transactions are not supported yet; remove the setting");
  }

  @Test
  void whatIsNotSupportedYetWarnsOnceAndNeverShowsItsValue() {
    ChannelSettings settings = read("sasl.jaas.config", "secret", "client.rack", "r1");

    assertThat(problems.errors()).isEmpty();
    assertThat(problems.warnings())
        .hasSize(2)
        .anyMatch(text -> text.contains("'sasl.jaas.config' is ignored: not supported yet"))
        .anyMatch(text -> text.contains("'client.rack' is ignored: not supported yet"))
        .noneMatch(text -> text.contains("secret"));
    assertThat(settings.toString()).doesNotContain("secret");
  }

  @Test
  void aChannelIsShownAndLooksForABrokerUnlessItSaysOtherwise() {
    ObservationSettings shown = read().observation();
    assertThat(shown.search()).isEqualTo(ObservationSettings.Search.AT_ONCE);
    assertThat(shown.checks()).containsExactlyInAnyOrder(Check.values());
    assertThat(shown.topic().checks()).isEmpty();
    assertThat(shown.topic().timeout()).hasMillis(2_000);
    assertThat(shown.tracing()).isEqualTo(ObservationSettings.Tracing.ON);

    ObservationSettings hidden =
        read("lazy-client", "true", "health-enabled", "false", "tracing-enabled", "FALSE")
            .observation();
    assertThat(hidden.search()).isEqualTo(ObservationSettings.Search.WITH_THE_FIRST_RECORD);
    assertThat(hidden.checks()).isEmpty();
    assertThat(hidden.tracing()).isEqualTo(ObservationSettings.Tracing.OFF);
    assertThat(problems.warnings()).isEmpty();
  }

  @Test
  void theDeprecatedNamesOfTheTopicVerificationGoBeforeTheNewOnes() {
    ObservationSettings settings =
        read(
                "health-topic-verification-enabled", "true",
                "health-readiness-topic-verification", "false",
                "health-topic-verification-timeout", "5",
                "health-readiness-timeout", "7")
            .observation();
    assertThat(settings.topic().checks()).isEmpty();
    assertThat(settings.topic().timeout()).hasMillis(7);
  }

  @Test
  void askingForWhatHoldsAnywayDrawsNoWarning() {
    read(
        "merge", "true",
        "connector", "weir-kafka",
        "channel-name", "orders",
        "security.protocol", "plaintext");

    assertThat(problems.errors()).isEmpty();
    assertThat(problems.warnings()).isEmpty();
  }

  @Test
  void aSlipOfThePenIsAnsweredWithTheNameThatWasMeant() {
    read("lingr.ms", "5", "compresion.type", "gzip", "valu.serializer", "string", "zzz", "1");

    assertThat(problems.warnings())
        .containsExactly(
            "Channel 'orders': 'lingr.ms' is unknown; did you mean 'linger.ms'?",
            "Channel 'orders': 'compresion.type' is unknown; did you mean 'compression.type'?",
            "Channel 'orders': 'valu.serializer' is unknown; did you mean 'value.serializer'?",
            "Channel 'orders': 'zzz' is unknown and ignored");
  }

  @Test
  void aUsersClassMayReadNamesOfItsOwn() {
    ChannelSettings settings =
        read("value.serializer", "com.acme.Avro", "schema.registry.url", "http://x");

    assertThat(problems.warnings()).isEmpty();
    assertThat(settings.others()).containsExactly(Map.entry("schema.registry.url", "http://x"));
  }

  @Test
  void sharedDefaultsDrawNoWarningForNamesOfOtherClients() {
    SettingsSource own = SettingsSource.of(Map.of("acks", "1"));
    SettingsSource shared =
        SettingsSource.of(Map.of("acks", "0", "retries", "3", "group.id", "consumers"));

    ChannelSettings settings = ChannelSettings.read(own.withSharedDefaults(shared), problems);

    assertThat(settings.producer().delivery().acks()).isEqualTo(Acks.LEADER);
    assertThat(settings.producer().delivery().retry().attempts()).isEqualTo(3);
    assertThat(problems.warnings()).isEmpty();
  }

  @Test
  void whatTheChannelSaysInAnySpellingGoesBeforeSharedDefaults() {
    SettingsSource own =
        SettingsSource.of(Map.of("linger-ms", "7", "kafka.bootstrap.servers", "own:1"));
    SettingsSource shared =
        SettingsSource.of(Map.of("linger.ms", "9", "bootstrap.servers", "shared:2"));

    ChannelSettings settings = ChannelSettings.read(own.withSharedDefaults(shared), problems);

    assertThat(settings.producer().batch().linger().time()).isEqualTo(Duration.ofMillis(7));
    assertThat(bootstrap(settings)).isEqualTo("[own:1]");
    assertThat(problems.warnings()).isEmpty();
  }

  @Test
  void aPartitionsShareOfTheMemoryIsHalfOfItUnlessSet() {
    assertThat(read().producer().batch().memory().partitionShareBytes()).isEqualTo(16_777_216);
    assertThat(
            read("buffer.memory", "1000000", "partition-memory-share", "100")
                .producer()
                .batch()
                .memory()
                .partitionShareBytes())
        .isEqualTo(1_000_000);
  }

  @Test
  void yesAndNoAreWrittenAsMicroProfileConfigAllows() {
    for (String yes : List.of("true", "TRUE", "1", "yes", "Y", "on")) {
      assertThat(read("propagate-record-key", yes).attributes().mapping().propagation().key())
          .as(yes)
          .isTrue();
    }
    for (String no : List.of("false", "0", "No", "n", "off")) {
      assertThat(read("waitForWriteCompletion", no).attributes().acknowledgement())
          .as(no)
          .isEqualTo(Acknowledgement.WHEN_ACCEPTED);
    }
    assertThat(problems.errors()).isEmpty();
  }

  @Test
  void aBoundOfMessagesThatBoundsNothingIsNone() {
    for (String none : List.of("0", "-1")) {
      assertThat(read("max-inflight-messages", none).attributes().bounds().maxInflightMessages())
          .isZero();
    }
    assertThat(
            read("max-inflight-messages", "9223372036854775807")
                .attributes()
                .bounds()
                .maxInflightMessages())
        .isEqualTo(Integer.MAX_VALUE);
  }

  @Test
  void thePrefixGoesBeforeTheClientIdOrTheChannelsName() {
    assertThat(read("client-id-prefix", "eu-").producer().connection().clientId())
        .isEqualTo("eu-orders");
    assertThat(
            read("client-id-prefix", "eu-", "client.id", "me").producer().connection().clientId())
        .isEqualTo("eu-me");
  }

  @Test
  void aBlankValueCountsAsNotSet() {
    assertThat(read("topic", "  ").attributes().mapping().target().topic()).isEqualTo("orders");
  }

  private static String bootstrap(ChannelSettings settings) {
    return settings.producer().connection().bootstrapServers().toString();
  }

  private ChannelSettings read(String... namesAndValues) {
    Map<String, String> values = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      values.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return ChannelSettings.read(SettingsSource.of(values), problems);
  }
}
