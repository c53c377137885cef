package io.weir.kafka.migration;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.kafka.config.CatalogueView;
import io.weir.kafka.migration.Way.Application;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Every outgoing attribute of smallrye-kafka, set in every way that it documents, has the same
 * value here as there, or else is in the guide.
 */
class FidelityTest {

  private static final String LONG = "org.apache.kafka.common.serialization.LongSerializer";
  private static final String STRING = "org.apache.kafka.common.serialization.StringSerializer";

  /** What differs, in the words of the guide. */
  private static final String DEFAULT = "default";

  private static final String ANY_VALUE = "any value";

  /** A value that is no default, and a third one. */
  private record Sample(String value, String another) {}

  private static final Sample YES = new Sample("true", "false");
  private static final Sample NO = new Sample("false", "true");
  private static final Sample TEXT = new Sample("some-text", "other-text");
  private static final Sample NUMBER = new Sample("7", "8");

  private static final Map<String, Sample> SAMPLES =
      Map.ofEntries(
          Map.entry("acks", new Sample("0", "all")),
          Map.entry("bootstrap.servers", new Sample("a:1,b:2", "c:3")),
          Map.entry("buffer.memory", new Sample("1000000", "2000000")),
          Map.entry("client-id-prefix", TEXT),
          Map.entry("close-timeout", NUMBER),
          Map.entry("cloud-events", NO),
          Map.entry("cloud-events-data-content-type", TEXT),
          Map.entry("cloud-events-data-schema", new Sample("urn:a", "urn:b")),
          Map.entry("cloud-events-insert-timestamp", NO),
          Map.entry("cloud-events-mode", new Sample("structured", "binary")),
          Map.entry("cloud-events-source", new Sample("urn:a", "urn:b")),
          Map.entry("cloud-events-subject", TEXT),
          Map.entry("cloud-events-type", TEXT),
          Map.entry("health-enabled", NO),
          Map.entry("health-readiness-enabled", NO),
          Map.entry("health-readiness-timeout", NUMBER),
          Map.entry("health-readiness-topic-verification", YES),
          Map.entry("health-topic-verification-enabled", YES),
          Map.entry("health-topic-verification-readiness-disabled", YES),
          Map.entry("health-topic-verification-startup-disabled", YES),
          Map.entry("health-topic-verification-timeout", NUMBER),
          Map.entry("interceptor-bean", TEXT),
          Map.entry("key", TEXT),
          Map.entry("key-serialization-failure-handler", TEXT),
          Map.entry("key.serializer", new Sample(LONG, STRING)),
          Map.entry("lazy-client", YES),
          Map.entry("max-inflight-messages", NUMBER),
          Map.entry("partition", NUMBER),
          Map.entry("pooled-producer", YES),
          Map.entry("pooled-producer.initial-pool-size", NUMBER),
          Map.entry("pooled-producer.max-pool-size", NUMBER),
          Map.entry("propagate-headers", new Sample("a,b", "c")),
          Map.entry("propagate-record-key", YES),
          Map.entry("retries", NUMBER),
          Map.entry("topic", TEXT),
          Map.entry("tracing-enabled", NO),
          Map.entry("value-serialization-failure-handler", TEXT),
          Map.entry("value.serializer", new Sample(LONG, STRING)),
          Map.entry("waitForWriteCompletion", NO));

  /** The framework's own, or the connector's before it reads the rest: other tests have them. */
  private static final Set<String> NOT_READ_FROM_LAYERS = Set.of("merge", "kafka-configuration");

  @Test
  void noAttributeIsForgotten() {
    Set<String> all = new TreeSet<>(SAMPLES.keySet());
    all.addAll(NOT_READ_FROM_LAYERS);

    assertThat(all).containsExactlyElementsOf(Referee.attributes());
  }

  @Test
  void eachAttributeMeansWhatItMeansThereOrIsInTheGuide() {
    Map<String, String> differing = new TreeMap<>();
    SAMPLES.forEach(
        (name, sample) -> {
          if (!isSame(name, Way.CHANNEL, sample)) {
            differing.put(name, ANY_VALUE);
          } else if (!isSame(name, Way.NOT_SET, sample)) {
            differing.put(name, DEFAULT);
          }
        });

    assertThat(differing).isEqualTo(Guide.table("Attributes").column("differs"));
  }

  @Test
  void eachWayToSetAnAttributeWorksAsThereOrIsInTheGuide() {
    Map<String, String> known = Guide.table("Attributes").column("differs");
    Map<String, Set<String>> differing = new LinkedHashMap<>();
    for (Way way : EnumSet.complementOf(EnumSet.of(Way.NOT_SET))) {
      SAMPLES.forEach(
          (name, sample) -> {
            if (!ANY_VALUE.equals(known.get(name)) && !isSame(name, way, sample)) {
              differing.computeIfAbsent(way.label(), label -> new TreeSet<>()).add(name);
            }
          });
    }

    differing.values().forEach(names -> shorten(names, known));
    assertThat(differing).isEqualTo(Guide.table("Ways").sets("names"));
  }

  /** As the guide says it in short. */
  private static void shorten(Set<String> names, Map<String, String> known) {
    Set<String> dashed = new TreeSet<>(SAMPLES.keySet());
    dashed.removeIf(name -> !name.contains("-") || ANY_VALUE.equals(known.get(name)));
    if (names.containsAll(dashed)) {
      names.removeAll(dashed);
      names.add("names with a dash");
    }
  }

  @Test
  void theAliasesWithoutPrefixAreReadToo() {
    List<String> aliased =
        Referee.attributes().stream().filter(name -> Referee.alias(name).isPresent()).toList();

    assertThat(aliased).hasSize(7);
    assertThat(aliased)
        .allSatisfy(
            name -> {
              Sample sample = Objects.requireNonNull(SAMPLES.get(name));
              Application application = application(name, sample);
              application.properties.put(Referee.alias(name).orElseThrow(), sample.value());
              Referee referee = new Referee(application);

              assertThat(here(referee, name))
                  .as(name)
                  .isEqualTo(sample.value())
                  .isEqualTo(referee.there(name));
            });
  }

  @Test
  void eachOfKafkasOwnSettingsReachesTheProducerAsThere() {
    Map<String, String> differing = new TreeMap<>();
    for (String name : kafkasSettings().toList()) {
      for (Way way : Way.values()) {
        Application application = application(name, NUMBER);
        way.set(application, name, NUMBER.value());
        Referee referee = new Referee(application);
        Object there = referee.kafkasThere().get(name);
        Object here = CatalogueView.ofKafka(referee.here()).get(name);
        if (!Objects.equals(text(there), text(here))) {
          differing.put(name, way == Way.NOT_SET ? DEFAULT : ANY_VALUE);
        }
      }
    }

    assertThat(differing).isEqualTo(Guide.table("Kafka's own settings").column("differs"));
  }

  @Test
  void namesThatYamlQuotesAreLostThereAndReadHere() {
    Application application = application("linger.ms", NUMBER);
    application.properties.put("mp.messaging.outgoing.orders.\"linger.ms\"", "7");
    application.properties.put("mp.messaging.outgoing.orders.\"acks\"", "0");
    Referee referee = new Referee(application);

    assertThat(referee.kafkasThere()).doesNotContainKey("linger.ms").containsEntry("acks", "1");
    assertThat(CatalogueView.valueOf("linger.ms", referee.here())).isEqualTo("7");
    assertThat(CatalogueView.valueOf("acks", referee.here())).isEqualTo("0");
  }

  @Test
  void numbersOfMapBeansAreLostThereIfTheirTypeIsAnotherAndReadHere() {
    Application application = application("max-inflight-messages", NUMBER);
    application.ofAll.put("max-inflight-messages", 7);
    Referee referee = new Referee(application);

    assertThat(referee.there("max-inflight-messages")).isEqualTo("1024");
    assertThat(here(referee, "max-inflight-messages")).isEqualTo("7");
  }

  /** Those that are no attributes as well. */
  private static Stream<String> kafkasSettings() {
    return ProducerConfig.configNames().stream().filter(name -> !SAMPLES.containsKey(name));
  }

  private static @Nullable String text(@Nullable Object value) {
    return value == null ? null : value.toString();
  }

  private static boolean isSame(String name, Way way, Sample sample) {
    Application application = application(name, sample);
    way.set(application, name, sample.value());
    Referee referee = new Referee(application);
    String expected;
    try {
      expected = there(referee, name);
    } catch (IllegalArgumentException mandatory) {
      return false;
    }
    return Objects.equals(expected, here(referee, name));
  }

  private static @Nullable String there(Referee referee, String name) {
    return name.equals("client-id-prefix")
        ? text(referee.kafkasThere().get("client.id"))
        : referee.there(name);
  }

  private static @Nullable String here(Referee referee, String name) {
    if (name.equals("client-id-prefix")) {
      return text(CatalogueView.ofKafka(referee.here()).get("client.id"));
    }
    return CatalogueView.reads(name)
        ? CatalogueView.valueOf(name, referee.here())
        : "ignored by Weir";
  }

  /** With the one setting that is mandatory there. */
  private static Application application(String name, Sample sample) {
    Application application = new Application(sample.another());
    if (!name.equals("value.serializer")) {
      application.properties.put("mp.messaging.outgoing.orders.value.serializer", STRING);
    }
    return application;
  }
}
