package io.weir.kafka.testcluster.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.kafka.protocol.ErrorCode;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopicSettingsTest {

  @ParameterizedTest
  @CsvSource({
    "log.retention.ms, 5, retention.ms, 5",
    "log.retention.minutes, 2, retention.ms, 120000",
    "log.retention.hours, 1, retention.ms, 3600000",
    "log.retention.hours, -1, retention.ms, -1",
    "log.roll.hours, 2, segment.ms, 7200000",
    "log.flush.interval.ms, 9, flush.ms, 9",
    "message.max.bytes, 77, max.message.bytes, 77",
    "min.insync.replicas, 2, min.insync.replicas, 2"
  })
  void a_brokers_setting_is_a_topics_default(
      String broker, String value, String topic, String expected) {
    TopicSettings settings = TopicSettings.of(Map.of(), ClusterSettings.of(Map.of(broker, value)));

    assertThat(settings.text(SettingCatalogue.TOPIC.get(topic))).isEqualTo(expected);
  }

  @Test
  void the_finer_unit_counts_and_the_topics_own_value_most() {
    ClusterSettings brokers =
        ClusterSettings.of(Map.of("log.retention.ms", "5", "log.retention.hours", "1"));

    assertThat(TopicSettings.of(Map.of(), brokers).retentionMs()).isEqualTo(5);
    assertThat(TopicSettings.of(Map.of("retention.ms", "7"), brokers).retentionMs()).isEqualTo(7);
  }

  @Test
  void other_defaults_reach_what_the_topic_does_not_say() {
    TopicSettings settings =
        TopicSettings.of(Map.of("segment.bytes", "100"), ClusterSettings.DEFAULTS)
            .withDefaults(ClusterSettings.of(Map.of("min.insync.replicas", "2")));

    assertThat(settings.minInsyncReplicas()).isEqualTo(2);
    assertThat(settings.segmentBytes()).isEqualTo(100);
  }

  @Test
  void an_unknown_name_or_bad_value_is_an_invalid_config() {
    assertThatThrownBy(() -> TopicSettings.of(Map.of("retention", "1"), ClusterSettings.DEFAULTS))
        .isInstanceOfSatisfying(
            RejectedException.class, e -> assertThat(e.error()).isEqualTo(ErrorCode.INVALID_CONFIG))
        .hasMessageContaining("Unknown topic config name: retention");
    assertThatThrownBy(
            () -> TopicSettings.of(Map.of("retention.ms", "-2"), ClusterSettings.DEFAULTS))
        .hasMessageContainingAll("retention.ms", "-2", "at least -1");
  }

  @Test
  void each_default_is_within_its_own_range() {
    SettingCatalogue.TOPIC
        .all()
        .forEach(
            setting ->
                assertThat(setting.parse(Objects.requireNonNull(setting.defaultText())))
                    .as(setting.name())
                    .isNotNull());
  }

  @Test
  void each_synonym_is_a_brokers_setting() {
    SettingCatalogue.TOPIC
        .all()
        .forEach(
            setting ->
                setting
                    .synonyms()
                    .forEach(
                        synonym ->
                            assertThat(SettingCatalogue.BROKER.find(synonym.name()))
                                .as(synonym.name())
                                .isNotNull()));
  }
}
