package io.weir.kafka.testcluster.admin;

import static io.weir.kafka.testcluster.admin.AdminSession.failure;
import static io.weir.kafka.testcluster.admin.AdminSession.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.kafka.testcluster.TestCluster;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ConfigEntry.ConfigSource;
import org.apache.kafka.clients.admin.ConfigEntry.ConfigType;
import org.apache.kafka.clients.admin.DescribeConfigsOptions;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.ConfigResource.Type;
import org.apache.kafka.common.errors.InvalidRequestException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** DescribeConfigs, with what a real broker of Kafka 4.3.1 answers to the same questions. */
@Timeout(60)
class DescribeConfigsTest {

  private static final ConfigResource ORDERS = new ConfigResource(Type.TOPIC, "orders");
  private static final ConfigResource BROKER = new ConfigResource(Type.BROKER, "1");

  private final AdminSession session =
      AdminSession.of(
          TestCluster.builder()
              .brokers(2)
              .setting("log.segment.bytes", "2097152")
              .topic("orders", 1, Map.of("retention.ms", "100000", "max.message.bytes", " 7 ")));

  @AfterEach
  void closeSession() {
    session.close();
  }

  @Test
  void a_topic_has_the_33_entries_of_kafka() {
    assertThat(describe(ORDERS).entries()).hasSize(33);
  }

  @Test
  void what_was_given_for_the_topic_comes_from_the_topic() {
    ConfigEntry entry = entry(ORDERS, "retention.ms");

    assertThat(entry.value()).isEqualTo("100000");
    assertThat(entry.source()).isEqualTo(ConfigSource.DYNAMIC_TOPIC_CONFIG);
    assertThat(entry.type()).isEqualTo(ConfigType.LONG);
    assertThat(entry.isReadOnly()).isFalse();
    assertThat(entry.isSensitive()).isFalse();
    assertThat(entry.documentation()).isNotEmpty();
    assertThat(synonyms(entry)).containsExactly("retention.ms=100000 DYNAMIC_TOPIC_CONFIG");
  }

  @Test
  void what_was_given_for_all_brokers_comes_from_the_broker() {
    ConfigEntry entry = entry(ORDERS, "segment.bytes");

    assertThat(entry.value()).isEqualTo("2097152");
    assertThat(entry.source()).isEqualTo(ConfigSource.STATIC_BROKER_CONFIG);
    assertThat(entry.type()).isEqualTo(ConfigType.INT);
    assertThat(synonyms(entry))
        .containsExactly(
            "log.segment.bytes=2097152 STATIC_BROKER_CONFIG",
            "log.segment.bytes=1073741824 DEFAULT_CONFIG");
  }

  @Test
  void what_nobody_gave_is_the_default() {
    assertThat(entry(ORDERS, "cleanup.policy"))
        .satisfies(
            entry -> {
              assertThat(entry.value()).isEqualTo("delete");
              assertThat(entry.isDefault()).isTrue();
              assertThat(entry.type()).isEqualTo(ConfigType.LIST);
              assertThat(synonyms(entry))
                  .containsExactly("log.cleanup.policy=delete DEFAULT_CONFIG");
            });
    assertThat(entry(ORDERS, "min.cleanable.dirty.ratio"))
        .satisfies(
            entry -> {
              assertThat(entry.value()).isEqualTo("0.5");
              assertThat(entry.type()).isEqualTo(ConfigType.DOUBLE);
            });
    assertThat(entry(ORDERS, "unclean.leader.election.enable").type())
        .isEqualTo(ConfigType.BOOLEAN);
  }

  @Test
  void a_default_of_another_unit_is_no_synonym() {
    ConfigEntry entry = entry(ORDERS, "segment.ms");

    assertThat(entry.value()).isEqualTo("604800000");
    assertThat(entry.source()).isEqualTo(ConfigSource.DEFAULT_CONFIG);
    assertThat(entry.synonyms()).isEmpty();
  }

  @Test
  void a_value_is_told_without_the_spaces_that_it_came_with() {
    assertThat(entry(ORDERS, "max.message.bytes").value()).isEqualTo("7");
  }

  @Test
  void synonyms_and_documentation_come_only_on_request() {
    ConfigEntry entry =
        Objects.requireNonNull(
            get(session.admin.describeConfigs(List.of(ORDERS)).values().get(ORDERS))
                .get("retention.ms"));

    assertThat(entry.source()).isEqualTo(ConfigSource.DYNAMIC_TOPIC_CONFIG);
    assertThat(entry.synonyms()).isEmpty();
    assertThat(entry.documentation()).isNull();
  }

  @Test
  void a_broker_tells_static_settings_and_defaults() {
    ConfigEntry segmentBytes = entry(BROKER, "log.segment.bytes");
    ConfigEntry hours = entry(BROKER, "log.retention.hours");
    ConfigEntry retention = entry(BROKER, "log.retention.ms");

    assertThat(segmentBytes.source()).isEqualTo(ConfigSource.STATIC_BROKER_CONFIG);
    assertThat(synonyms(segmentBytes))
        .containsExactly(
            "log.segment.bytes=2097152 STATIC_BROKER_CONFIG",
            "log.segment.bytes=1073741824 DEFAULT_CONFIG");
    assertThat(synonyms(hours)).containsExactly("log.retention.hours=168 DEFAULT_CONFIG");
    assertThat(retention.value()).isNull();
    assertThat(retention.synonyms()).isEmpty();
    assertThat(segmentBytes.isReadOnly()).isFalse();
    assertThat(hours.isReadOnly()).isTrue();
  }

  @Test
  void as_long_as_nothing_is_changed_there_are_no_dynamic_defaults() {
    assertThat(describe(new ConfigResource(Type.BROKER, "")).entries()).isEmpty();
  }

  @Test
  void a_topic_that_does_not_exist_or_cannot_is_refused() {
    assertThat(failure(ask(new ConfigResource(Type.TOPIC, "missing"))))
        .isInstanceOf(UnknownTopicOrPartitionException.class);
    assertThat(failure(ask(new ConfigResource(Type.TOPIC, "not a topic"))))
        .isInstanceOf(InvalidTopicException.class);
  }

  @Test
  void a_resource_of_another_type_is_refused() {
    assertThat(failure(ask(new ConfigResource(Type.GROUP, "readers"))))
        .isInstanceOf(InvalidRequestException.class);
  }

  private KafkaFuture<Config> ask(ConfigResource resource) {
    DescribeConfigsOptions everything =
        new DescribeConfigsOptions().includeSynonyms(true).includeDocumentation(true);
    return session.admin.describeConfigs(List.of(resource), everything).values().get(resource);
  }

  private Config describe(ConfigResource resource) {
    return get(ask(resource));
  }

  private ConfigEntry entry(ConfigResource resource, String name) {
    return Objects.requireNonNull(describe(resource).get(name), name);
  }

  private static List<String> synonyms(ConfigEntry entry) {
    return entry.synonyms().stream()
        .map(each -> each.name() + "=" + each.value() + " " + each.source())
        .toList();
  }
}
