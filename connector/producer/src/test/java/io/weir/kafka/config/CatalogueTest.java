package io.weir.kafka.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.junit.jupiter.api.Test;

class CatalogueTest {

  /** Kafka has no default for it, smallrye-kafka this one. */
  private static final Set<String> NOT_KAFKAS_DEFAULT = Set.of("bootstrap.servers");

  private static final List<String> SMALLRYE_KAFKA =
      List.of(
          "topic",
          "key",
          "partition",
          "waitForWriteCompletion",
          "max-inflight-messages",
          "close-timeout",
          "merge",
          "propagate-record-key",
          "propagate-headers",
          "key-serialization-failure-handler",
          "value-serialization-failure-handler",
          "interceptor-bean",
          "cloud-events",
          "cloud-events-mode",
          "cloud-events-source",
          "cloud-events-type",
          "cloud-events-subject",
          "cloud-events-data-content-type",
          "cloud-events-data-schema",
          "cloud-events-insert-timestamp",
          "tracing-enabled",
          "kafka-configuration",
          "client-id-prefix",
          "lazy-client",
          "health-enabled",
          "health-readiness-enabled",
          "health-readiness-timeout",
          "health-readiness-topic-verification",
          "health-topic-verification-enabled",
          "health-topic-verification-timeout",
          "health-topic-verification-startup-disabled",
          "health-topic-verification-readiness-disabled",
          "pooled-producer",
          "pooled-producer.initial-pool-size",
          "pooled-producer.max-pool-size");

  @Test
  void eachSettingOfKafkasNewestProducerIsKnown() {
    assertThat(ProducerConfig.configNames()).allSatisfy(CatalogueTest::assertKnown);
  }

  @Test
  void eachOutgoingAttributeOfSmallryeKafkaIsKnown() {
    assertThat(SMALLRYE_KAFKA).allSatisfy(CatalogueTest::assertKnown);
  }

  @Test
  void defaultsAreThoseOfKafkasNewestProducer() {
    Map<String, Object> kafkas = ProducerConfig.configDef().defaultValues();
    List<Setting<?>> shared =
        settings()
            .filter(setting -> kafkas.containsKey(setting.name()))
            .filter(setting -> setting.defaultText() != null)
            .filter(setting -> !NOT_KAFKAS_DEFAULT.contains(setting.name()))
            .toList();

    assertThat(shared).hasSizeGreaterThan(25);
    assertThat(shared)
        .allSatisfy(
            setting ->
                assertThat(setting.defaultText())
                    .as(setting.name())
                    .isEqualTo(String.valueOf(kafkas.get(setting.name()))));
  }

  @Test
  void eachDefaultIsAGoodValue() {
    settings()
        .filter(setting -> setting.defaultText() != null)
        .forEach(setting -> assertThat(setting.defaultValue()).as(setting.name()).isNotNull());
  }

  @Test
  void eachNameAndAliasMeansOneSetting() {
    Set<String> seen = new HashSet<>();
    Stream<String> names =
        Stream.of(
                settings().flatMap(s -> Stream.concat(Stream.of(s.name()), s.aliases().stream())),
                Passive.ALL.stream().map(Passive::name),
                Unsupported.ALL.stream().map(Unsupported::name))
            .flatMap(name -> name);

    assertThat(names)
        .allSatisfy(name -> assertThat(seen.add(Spelling.normal(name))).as(name).isTrue());
  }

  @Test
  void eachSettingIsDocumentedInSentences() {
    assertThat(settings())
        .allSatisfy(setting -> assertThat(setting.doc()).matches("[A-Z].*\\.").doesNotContain("|"));
  }

  @Test
  void harmlessValuesAreWrittenInLowerCase() {
    assertThat(Unsupported.ALL)
        .allSatisfy(
            row ->
                assertThat(row.harmless())
                    .allSatisfy(v -> assertThat(v).isEqualTo(v.toLowerCase(Locale.ROOT))));
  }

  private static void assertKnown(String name) {
    boolean isUnsupported = Catalogue.unsupported(name).isPresent();
    assertThat(Catalogue.isSupported(name) ^ isUnsupported).as(name).isTrue();
  }

  private static Stream<Setting<?>> settings() {
    return Catalogue.THEMES.values().stream().flatMap(List::stream);
  }
}
