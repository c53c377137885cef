package io.weir.kafka.testcluster.admin;

import static io.weir.kafka.testcluster.admin.AdminSession.failure;
import static io.weir.kafka.testcluster.admin.AdminSession.get;
import static org.apache.kafka.clients.admin.AlterConfigOp.OpType.APPEND;
import static org.apache.kafka.clients.admin.AlterConfigOp.OpType.DELETE;
import static org.apache.kafka.clients.admin.AlterConfigOp.OpType.SET;
import static org.apache.kafka.clients.admin.AlterConfigOp.OpType.SUBTRACT;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.kafka.testcluster.TestCluster;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.AlterConfigsOptions;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ConfigEntry.ConfigSource;
import org.apache.kafka.clients.admin.DescribeConfigsOptions;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.ConfigResource.Type;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.InvalidRequestException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** IncrementalAlterConfigs, with what a real broker of Kafka 4.3.1 answers. */
@Timeout(60)
class AlterConfigsTest {

  private static final ConfigResource ORDERS = new ConfigResource(Type.TOPIC, "orders");
  private static final ConfigResource BROKER = new ConfigResource(Type.BROKER, "1");
  private static final ConfigResource ALL_BROKERS = new ConfigResource(Type.BROKER, "");

  private final AdminSession session =
      AdminSession.of(TestCluster.builder().brokers(2).topic("orders", 1));

  @AfterEach
  void closeSession() {
    session.close();
  }

  @Test
  void an_entry_is_set_and_deleted() {
    get(alter(ORDERS, op("retention.ms", "200000", SET), op("segment.ms", "5000", SET)));
    assertThat(entry(ORDERS, "retention.ms").value()).isEqualTo("200000");
    assertThat(entry(ORDERS, "segment.ms").value()).isEqualTo("5000");

    get(alter(ORDERS, op("retention.ms", null, DELETE)));
    assertThat(entry(ORDERS, "retention.ms").source()).isEqualTo(ConfigSource.DEFAULT_CONFIG);
    assertThat(entry(ORDERS, "segment.ms").value()).isEqualTo("5000");
  }

  @Test
  void words_are_added_to_a_list_and_taken_from_it() {
    get(alter(ORDERS, op("cleanup.policy", "compact", APPEND)));
    assertThat(entry(ORDERS, "cleanup.policy").value()).isEqualTo("delete,compact");

    get(alter(ORDERS, op("cleanup.policy", "compact", APPEND)));
    assertThat(entry(ORDERS, "cleanup.policy").value()).isEqualTo("delete,compact");

    get(alter(ORDERS, op("cleanup.policy", "delete", SUBTRACT)));
    assertThat(entry(ORDERS, "cleanup.policy").value()).isEqualTo("compact");
  }

  @Test
  void what_is_only_validated_changes_nothing() {
    AlterConfigsOptions validateOnly = new AlterConfigsOptions().validateOnly(true);

    get(alter(ORDERS, validateOnly, op("retention.ms", "5", SET)));

    assertThat(failure(alter(ORDERS, validateOnly, op("retention.ms", "x", SET))))
        .isInstanceOf(InvalidConfigurationException.class);
    assertThat(entry(ORDERS, "retention.ms").source()).isEqualTo(ConfigSource.DEFAULT_CONFIG);
  }

  @Test
  void one_bad_entry_leaves_all_of_the_resource_as_it_was() {
    assertThat(
            failure(alter(ORDERS, op("retention.ms", "5", SET), op("segment.bytes", "many", SET))))
        .isInstanceOf(InvalidConfigurationException.class);

    assertThat(entry(ORDERS, "retention.ms").source()).isEqualTo(ConfigSource.DEFAULT_CONFIG);
  }

  @Test
  void a_bad_change_is_refused_with_kafkas_error() {
    assertThat(failure(alter(ORDERS, op("no.such.config", "1", SET))))
        .isInstanceOf(InvalidConfigurationException.class);
    assertThat(failure(alter(ORDERS, op("min.insync.replicas", "0", SET))))
        .isInstanceOf(InvalidConfigurationException.class);
    assertThat(failure(alter(ORDERS, op("retention.ms", "1", APPEND))))
        .isInstanceOf(InvalidConfigurationException.class);
    assertThat(failure(alter(ORDERS, op("retention.ms", null, SET))))
        .isInstanceOf(InvalidRequestException.class);
    assertThat(failure(alter(ORDERS, op("retention.ms", "5", SET), op("retention.ms", "6", SET))))
        .isInstanceOf(InvalidRequestException.class);
    assertThat(
            failure(alter(new ConfigResource(Type.TOPIC, "missing"), op("retention.ms", "5", SET))))
        .isInstanceOf(UnknownTopicOrPartitionException.class);
    assertThat(failure(alter(new ConfigResource(Type.TOPIC, ""), op("retention.ms", "5", SET))))
        .isInstanceOf(InvalidRequestException.class);
    assertThat(failure(alter(new ConfigResource(Type.GROUP, "readers"), op("a", "5", SET))))
        .isInstanceOf(InvalidRequestException.class);
  }

  @Test
  void what_is_changed_for_one_broker_holds_for_that_one() {
    get(alter(BROKER, op("log.cleaner.threads", "2", SET)));

    ConfigEntry changed = entry(BROKER, "log.cleaner.threads");
    assertThat(changed.value()).isEqualTo("2");
    assertThat(synonyms(changed))
        .containsExactly(
            "log.cleaner.threads=2 DYNAMIC_BROKER_CONFIG", "log.cleaner.threads=1 DEFAULT_CONFIG");
    assertThat(entry(new ConfigResource(Type.BROKER, "2"), "log.cleaner.threads").value())
        .isEqualTo("1");
  }

  @Test
  void what_is_changed_for_all_brokers_is_the_default_of_brokers_and_topics() {
    get(alter(ALL_BROKERS, op("log.retention.ms", "777000", SET)));

    String[] synonyms = {
      "log.retention.ms=777000 DYNAMIC_DEFAULT_BROKER_CONFIG",
      "log.retention.hours=168 DEFAULT_CONFIG"
    };
    assertThat(synonyms(entry(BROKER, "log.retention.ms"))).containsExactly(synonyms);
    assertThat(synonyms(entry(ORDERS, "retention.ms"))).containsExactly(synonyms);
    assertThat(entry(ORDERS, "retention.ms").value()).isEqualTo("777000");
    assertThat(synonyms(entry(ALL_BROKERS, "log.retention.ms"))).containsExactly(synonyms[0]);

    get(alter(ALL_BROKERS, op("log.retention.ms", null, DELETE)));
    assertThat(entry(ORDERS, "retention.ms").source()).isEqualTo(ConfigSource.DEFAULT_CONFIG);
  }

  @Test
  void what_is_fixed_while_brokers_run_cannot_be_changed() {
    assertThat(failure(alter(ALL_BROKERS, op("num.partitions", "2", SET))))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessage("Cannot update these configs dynamically: [num.partitions]");
  }

  private static AlterConfigOp op(String name, @Nullable String value, OpType type) {
    return new AlterConfigOp(new ConfigEntry(name, value), type);
  }

  private KafkaFuture<@Nullable Void> alter(ConfigResource resource, AlterConfigOp... changes) {
    return alter(resource, new AlterConfigsOptions(), changes);
  }

  private KafkaFuture<@Nullable Void> alter(
      ConfigResource resource, AlterConfigsOptions options, AlterConfigOp... changes) {
    return session.admin.incrementalAlterConfigs(Map.of(resource, List.of(changes)), options).all();
  }

  private ConfigEntry entry(ConfigResource resource, String name) {
    DescribeConfigsOptions withSynonyms = new DescribeConfigsOptions().includeSynonyms(true);
    return Objects.requireNonNull(
        get(session.admin.describeConfigs(List.of(resource), withSynonyms).values().get(resource))
            .get(name));
  }

  private static List<String> synonyms(ConfigEntry entry) {
    return entry.synonyms().stream()
        .map(each -> each.name() + "=" + each.value() + " " + each.source())
        .toList();
  }
}
