package io.weir.kafka.testcluster.admin;

import static io.weir.kafka.testcluster.admin.AdminSession.failure;
import static io.weir.kafka.testcluster.admin.AdminSession.get;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ConfigEntry.ConfigSource;
import org.apache.kafka.clients.admin.CreatePartitionsOptions;
import org.apache.kafka.clients.admin.CreateTopicsResult;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicCollection;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.InvalidPartitionsException;
import org.apache.kafka.common.errors.InvalidReplicaAssignmentException;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.InvalidRequestException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicIdException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Topics as Kafka's own administrator's client creates, grows, describes and deletes them. */
@Timeout(60)
class TopicsTest {

  private final AdminSession session = AdminSession.ofBrokers(3);

  @AfterEach
  void closeSession() {
    session.close();
  }

  @Test
  void a_replicated_topic_is_spread_over_the_brokers() {
    CreateTopicsResult created = create(new NewTopic("orders", 3, (short) 3));

    get(created.all());
    assertThat(get(created.replicationFactor("orders"))).isEqualTo(3);
    List<TopicPartitionInfo> partitions = describe("orders").partitions();
    assertThat(partitions).extracting(each -> each.leader().id()).doesNotHaveDuplicates();
    assertThat(partitions)
        .allSatisfy(
            each -> {
              assertThat(ids(each.replicas())).containsExactlyInAnyOrder(1, 2, 3);
              assertThat(each.isr()).containsExactlyInAnyOrderElementsOf(each.replicas());
              assertThat(each.leader()).isEqualTo(each.replicas().get(0));
            });
  }

  @Test
  void a_new_topic_tells_all_configs_that_hold_for_it() {
    CreateTopicsResult created =
        create(new NewTopic("orders", 1, (short) 1).configs(Map.of("retention.ms", "100000")));

    Config config = get(created.config("orders"));
    assertThat(config.entries()).hasSize(33);
    assertThat(config.entries())
        .filteredOn(entry -> entry.source() == ConfigSource.DYNAMIC_TOPIC_CONFIG)
        .extracting(ConfigEntry::name)
        .containsExactly("retention.ms");
  }

  @Test
  void an_assignment_is_followed() {
    get(create(new NewTopic("orders", Map.of(0, List.of(3, 1), 1, List.of(1, 2)))).all());

    assertThat(replicas("orders")).containsExactly(List.of(3, 1), List.of(1, 2));
  }

  @ParameterizedTest(name = "{0} partitions, {1} replicas")
  @CsvSource({"1, 4", "1, 0", "1, -2"})
  void a_bad_replication_factor_is_refused(int partitions, short replicas) {
    assertThat(failure(create(new NewTopic("orders", partitions, replicas)).all()))
        .isInstanceOf(InvalidReplicationFactorException.class);
  }

  @Test
  void a_bad_topic_is_refused_with_kafkas_error() {
    get(create(new NewTopic("known", 1, (short) 1)).all());

    assertThat(failure(create(new NewTopic("known", 1, (short) 1)).all()))
        .isInstanceOf(TopicExistsException.class);
    assertThat(failure(create(new NewTopic("a topic", 1, (short) 1)).all()))
        .isInstanceOf(InvalidTopicException.class);
    assertThat(failure(create(new NewTopic("orders", 0, (short) 1)).all()))
        .isInstanceOf(InvalidPartitionsException.class);
    assertThat(failure(create(new NewTopic("__cluster_metadata", 1, (short) 1)).all()))
        .isInstanceOf(InvalidRequestException.class);
    assertThat(
            failure(
                create(new NewTopic("orders", 1, (short) 1).configs(Map.of("retention.ms", "x")))
                    .all()))
        .isInstanceOf(InvalidConfigurationException.class);
    for (List<Integer> bad : List.of(List.of(1, 1), List.of(1, 9), List.<Integer>of())) {
      assertThat(failure(create(new NewTopic("orders", Map.of(0, bad))).all()))
          .as("%s", bad)
          .isInstanceOf(InvalidReplicaAssignmentException.class);
    }
    assertThat(session.cluster.topics()).containsExactly("known");
  }

  @Test
  void a_deleted_topic_is_gone_and_its_name_free_for_another() {
    get(create(new NewTopic("orders", 1, (short) 3)).all());
    Uuid first = describe("orders").topicId();

    get(session.admin.deleteTopics(List.of("orders")).all());

    assertThat(failure(session.admin.describeTopics(List.of("orders")).allTopicNames()))
        .isInstanceOf(UnknownTopicOrPartitionException.class);
    get(create(new NewTopic("orders", 2, (short) 3)).all());
    assertThat(describe("orders").topicId()).isNotEqualTo(first);
    get(session.admin.deleteTopics(TopicCollection.ofTopicIds(List.of(topicId("orders")))).all());
    assertThat(session.cluster.topics()).isEmpty();
  }

  @Test
  void a_topic_that_does_not_exist_is_neither_deleted_nor_described() {
    TopicCollection unknown = TopicCollection.ofTopicIds(List.of(new Uuid(5, 7)));

    assertThat(failure(session.admin.deleteTopics(List.of("missing")).all()))
        .isInstanceOf(UnknownTopicOrPartitionException.class);
    assertThat(failure(session.admin.deleteTopics(unknown).all()))
        .isInstanceOf(UnknownTopicIdException.class);
    assertThat(failure(session.admin.describeTopics(unknown).allTopicIds()))
        .isInstanceOf(UnknownTopicIdException.class);
  }

  @Test
  void a_topic_grows_where_the_request_or_the_controller_says() {
    get(create(new NewTopic("orders", 1, (short) 2)).all());

    get(grow(NewPartitions.increaseTo(2, List.of(List.of(3, 2)))));
    get(grow(NewPartitions.increaseTo(4)));

    assertThat(replicas("orders")).hasSize(4).allSatisfy(each -> assertThat(each).hasSize(2));
    assertThat(replicas("orders").get(1)).containsExactly(3, 2);
  }

  @Test
  void a_topic_does_not_grow_if_only_validated() {
    get(create(new NewTopic("orders", 1, (short) 1)).all());
    CreatePartitionsOptions validateOnly = new CreatePartitionsOptions().validateOnly(true);

    get(
        session
            .admin
            .createPartitions(Map.of("orders", NewPartitions.increaseTo(9)), validateOnly)
            .all());

    assertThat(replicas("orders")).hasSize(1);
  }

  @Test
  void a_bad_number_or_assignment_of_partitions_is_refused() {
    get(create(new NewTopic("orders", 3, (short) 2)).all());

    for (int count : List.of(3, 2)) {
      assertThat(failure(grow(NewPartitions.increaseTo(count))))
          .isInstanceOf(InvalidPartitionsException.class);
    }
    for (List<Integer> bad : List.of(List.of(1), List.of(2, 2), List.of(1, 9))) {
      assertThat(failure(grow(NewPartitions.increaseTo(4, List.of(bad)))))
          .as("%s", bad)
          .isInstanceOf(InvalidReplicaAssignmentException.class);
    }
    assertThat(failure(grow(NewPartitions.increaseTo(5, List.of(List.of(1, 2))))))
        .isInstanceOf(InvalidReplicaAssignmentException.class);
    assertThat(
            failure(
                session
                    .admin
                    .createPartitions(Map.of("missing", NewPartitions.increaseTo(2)))
                    .all()))
        .isInstanceOf(UnknownTopicOrPartitionException.class);
  }

  private CreateTopicsResult create(NewTopic topic) {
    return session.admin.createTopics(List.of(topic));
  }

  private KafkaFuture<@Nullable Void> grow(NewPartitions partitions) {
    return session.admin.createPartitions(Map.of("orders", partitions)).all();
  }

  private TopicDescription describe(String topic) {
    return Objects.requireNonNull(
        get(session.admin.describeTopics(List.of(topic)).allTopicNames()).get(topic));
  }

  private Uuid topicId(String topic) {
    return describe(topic).topicId();
  }

  private List<List<Integer>> replicas(String topic) {
    return describe(topic).partitions().stream().map(each -> ids(each.replicas())).toList();
  }

  private static List<Integer> ids(List<Node> nodes) {
    return nodes.stream().map(Node::id).toList();
  }
}
