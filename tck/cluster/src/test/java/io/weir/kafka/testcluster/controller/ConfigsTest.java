package io.weir.kafka.testcluster.controller;

import static io.weir.kafka.testcluster.controller.ConfigChange.Operation.APPEND;
import static io.weir.kafka.testcluster.controller.ConfigChange.Operation.DELETE;
import static io.weir.kafka.testcluster.controller.ConfigChange.Operation.SET;
import static io.weir.kafka.testcluster.controller.ConfigChange.Operation.SUBTRACT;
import static io.weir.kafka.testcluster.controller.ControllerFixture.TOPIC;
import static io.weir.kafka.testcluster.controller.ControllerFixture.assertRejected;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.testcluster.metadata.DynamicConfigs;
import io.weir.kafka.testcluster.metadata.TopicSettings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConfigsTest {

  private final ControllerFixture cluster = ControllerFixture.ofThree();

  @BeforeEach
  void createTopic() {
    cluster.topic(Map.of("retention.ms", "7"), 1, 2, 3);
  }

  @Test
  void a_config_is_set_and_set_back() {
    alter(new ConfigChange("min.insync.replicas", SET, "2"));
    assertThat(settings().minInsyncReplicas()).isEqualTo(2);
    assertThat(settings().overrides()).containsOnlyKeys("min.insync.replicas", "retention.ms");

    alter(
        new ConfigChange("min.insync.replicas", DELETE, null),
        new ConfigChange("retention.ms", DELETE, null));
    assertThat(settings().overrides()).isEmpty();
    assertThat(settings().retentionMs()).isEqualTo(168 * 3_600_000L);
  }

  @Test
  void words_are_appended_to_a_list_and_subtracted() {
    alter(new ConfigChange("cleanup.policy", APPEND, "compact,delete"));
    assertThat(settings().overrides()).containsEntry("cleanup.policy", "delete,compact");

    alter(new ConfigChange("cleanup.policy", SUBTRACT, "delete"));
    assertThat(settings().overrides()).containsEntry("cleanup.policy", "compact");
    assertThat(settings().deletesOldSegments()).isFalse();
  }

  @Test
  void a_bad_change_is_refused_and_takes_the_good_ones_with_it() {
    for (ConfigChange bad :
        List.of(
            new ConfigChange("min.insync.replicas", SET, "none"),
            new ConfigChange("min.insync.replicas", SET, null),
            new ConfigChange("min.insync.replicas", APPEND, "1"),
            new ConfigChange("colour", SET, "red"))) {
      assertRejected(
          ErrorCode.INVALID_CONFIG, () -> alter(new ConfigChange("retention.ms", SET, "1"), bad));
    }
    assertThat(settings().retentionMs()).isEqualTo(7);
  }

  @Test
  void a_plan_changes_nothing() {
    cluster.controller.planTopicConfigs(TOPIC, List.of(new ConfigChange("retention.ms", SET, "1")));

    assertThat(settings().retentionMs()).isEqualTo(7);
  }

  @Test
  void what_is_changed_for_all_brokers_is_every_topics_default() {
    alterBrokers(DynamicConfigs.ALL_BROKERS, new ConfigChange("min.insync.replicas", SET, "2"));
    alterBrokers(DynamicConfigs.ALL_BROKERS, new ConfigChange("log.retention.ms", SET, "9"));

    assertThat(settings().minInsyncReplicas()).isEqualTo(2);
    assertThat(settings().retentionMs()).isEqualTo(7);
    assertThat(cluster.controller.image().settings().given()).containsKey("min.insync.replicas");
  }

  @Test
  void what_is_changed_for_one_broker_is_only_its_own() {
    alterBrokers("2", new ConfigChange("message.max.bytes", SET, "500"));

    assertThat(cluster.controller.image().settings(2).messageMaxBytes()).isEqualTo(500);
    assertThat(cluster.controller.image().settings(1).messageMaxBytes()).isEqualTo(1_048_588);
    assertThat(settings().maxMessageBytes()).isEqualTo(1_048_588);
  }

  @Test
  void what_nobody_knows_can_be_deleted() {
    alter(new ConfigChange("colour", DELETE, null));
    alterBrokers("2", new ConfigChange("colour", DELETE, null));

    assertThat(settings().overrides()).containsOnlyKeys("retention.ms");
  }

  @Test
  void a_bad_value_of_a_broker_is_an_invalid_request() {
    assertRejected(
        ErrorCode.INVALID_REQUEST,
        () -> alterBrokers("2", new ConfigChange("log.cleaner.threads", SET, "many")));
  }

  @Test
  void a_setting_that_needs_a_restart_cannot_be_changed() {
    assertRejected(
        ErrorCode.INVALID_REQUEST,
        () ->
            alterBrokers(DynamicConfigs.ALL_BROKERS, new ConfigChange("num.partitions", SET, "2")));
  }

  @Test
  void an_unknown_topic_is_refused() {
    assertRejected(
        ErrorCode.UNKNOWN_TOPIC_OR_PARTITION,
        () -> cluster.controller.alterTopicConfigs("none", List.of()));
  }

  private TopicSettings settings() {
    return cluster.image(TOPIC).settings();
  }

  private void alter(ConfigChange... changes) {
    cluster.controller.alterTopicConfigs(TOPIC, List.of(changes));
  }

  private void alterBrokers(String broker, ConfigChange... changes) {
    cluster.controller.alterBrokerConfigs(broker, List.of(changes));
  }
}
