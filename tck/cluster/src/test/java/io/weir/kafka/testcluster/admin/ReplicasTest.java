package io.weir.kafka.testcluster.admin;

import static io.weir.kafka.testcluster.admin.AdminSession.failure;
import static io.weir.kafka.testcluster.admin.AdminSession.get;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.AlterPartitionReassignmentsOptions;
import org.apache.kafka.clients.admin.DescribeProducersOptions;
import org.apache.kafka.clients.admin.LogDirDescription;
import org.apache.kafka.clients.admin.NewPartitionReassignment;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.ElectionType;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.errors.ElectionNotNeededException;
import org.apache.kafka.common.errors.InvalidReplicaAssignmentException;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.NoReassignmentInProgressException;
import org.apache.kafka.common.errors.OffsetOutOfRangeException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an administrator does with replicas: moves, elections, deletions, inspections. */
@Timeout(60)
class ReplicasTest {

  private static final TopicPartition ORDERS = new TopicPartition("orders", 0);
  private static final TopicPartition MISSING = new TopicPartition("missing", 0);

  private final AdminSession session = AdminSession.ofBrokers(3);

  @BeforeEach
  void createTopic() {
    NewTopic orders = new NewTopic("orders", Map.of(0, List.of(3, 1)));
    get(session.admin.createTopics(List.of(orders)).all());
  }

  @AfterEach
  void closeSession() {
    session.close();
  }

  @ParameterizedTest(name = "[3, 1] becomes {0}")
  @CsvSource({"2 1", "1", "2", "3 2 1", "1 3", "2 3"})
  void a_partition_moves_to_other_brokers_with_its_records(String target) {
    produce("a", "b");
    List<Integer> wanted = Arrays.stream(target.split(" ", -1)).map(Integer::valueOf).toList();

    get(move(ORDERS, wanted));

    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> get(session.admin.listPartitionReassignments().reassignments()).isEmpty());
    assertThat(ids(describe().replicas())).isEqualTo(wanted);
    assertThat(ids(describe().isr())).containsExactlyInAnyOrderElementsOf(wanted);
    assertThat(wanted).contains(describe().leader().id());
    assertThat(session.cluster.records("orders", 0)).hasSize(2);
  }

  @Test
  void a_bad_move_is_refused_with_kafkas_error() {
    for (List<Integer> bad : List.of(List.of(1, 1), List.of(1, 9), List.of(-1))) {
      assertThat(failure(move(ORDERS, bad)))
          .as("%s", bad)
          .isInstanceOf(InvalidReplicaAssignmentException.class);
    }
    assertThat(failure(move(MISSING, List.of(1))))
        .isInstanceOf(UnknownTopicOrPartitionException.class);
    assertThat(failure(move(new TopicPartition("orders", 7), List.of(1))))
        .isInstanceOf(UnknownTopicOrPartitionException.class);
    assertThat(failure(move(ORDERS, null))).isInstanceOf(NoReassignmentInProgressException.class);
    assertThat(ids(describe().replicas())).containsExactly(3, 1);
  }

  @Test
  void a_move_may_refuse_to_change_the_number_of_replicas() {
    AlterPartitionReassignmentsOptions sameSize =
        new AlterPartitionReassignmentsOptions().allowReplicationFactorChange(false);

    assertThat(
            failure(
                session.admin.alterPartitionReassignments(to(ORDERS, List.of(1)), sameSize).all()))
        .isInstanceOf(InvalidReplicationFactorException.class)
        .hasMessage("The replication factor is changed from 2 to 1");
    get(session.admin.alterPartitionReassignments(to(ORDERS, List.of(1, 3)), sameSize).all());
    assertThat(ids(describe().replicas())).containsExactly(1, 3);
  }

  @Test
  void partitions_that_do_not_move_are_not_listed() {
    assertThat(
            get(session.admin.listPartitionReassignments(Set.of(ORDERS, MISSING)).reassignments()))
        .isEmpty();
  }

  @Test
  void the_preferred_leader_is_elected_when_another_one_leads() {
    get(move(ORDERS, List.of(1, 3)));
    assertThat(describe().leader().id()).isEqualTo(3);

    assertThat(elect(ElectionType.PREFERRED, ORDERS)).isEqualTo(Map.of(ORDERS, "elected"));

    assertThat(describe().leader().id()).isEqualTo(1);
    assertThat(elect(ElectionType.PREFERRED, ORDERS))
        .isEqualTo(Map.of(ORDERS, ElectionNotNeededException.class.getSimpleName()));
  }

  @Test
  void an_election_of_all_partitions_tells_only_those_that_needed_one() {
    assertThat(elect(ElectionType.PREFERRED)).isEmpty();
    get(move(ORDERS, List.of(1, 3)));

    assertThat(elect(ElectionType.UNCLEAN)).isEmpty();
    assertThat(elect(ElectionType.PREFERRED)).isEqualTo(Map.of(ORDERS, "elected"));
  }

  @Test
  void an_unclean_election_needs_a_partition_without_leader() {
    assertThat(elect(ElectionType.UNCLEAN, ORDERS, MISSING))
        .containsOnly(
            entry(ORDERS, ElectionNotNeededException.class.getSimpleName()),
            entry(MISSING, UnknownTopicOrPartitionException.class.getSimpleName()));
  }

  @Test
  void deleted_records_are_gone_for_good() {
    produce("a", "b", "c");

    assertThat(delete(RecordsToDelete.beforeOffset(2))).isEqualTo(2);
    assertThat(delete(RecordsToDelete.beforeOffset(1))).isEqualTo(2);
    assertThat(session.cluster.records("orders", 0)).hasSize(1);
    assertThat(delete(RecordsToDelete.beforeOffset(-1))).isEqualTo(3);
    assertThat(
            failure(
                session.admin.deleteRecords(Map.of(ORDERS, RecordsToDelete.beforeOffset(4))).all()))
        .isInstanceOf(OffsetOutOfRangeException.class);
  }

  @Test
  void leader_and_follower_tell_the_producers_that_they_remember() {
    produce("a", "b", "c");

    ProducerState atLeader = producers(3).get(0);
    assertThat(atLeader.producerId()).isNotNegative();
    assertThat(atLeader.producerEpoch()).isZero();
    assertThat(atLeader.lastSequence()).isEqualTo(2);
    assertThat(atLeader.lastTimestamp()).isPositive();
    assertThat(atLeader.coordinatorEpoch()).isEmpty();
    assertThat(atLeader.currentTransactionStartOffset()).isEmpty();
    assertThat(producers(1)).containsExactly(atLeader);
  }

  @Test
  void a_broker_tells_the_sizes_of_its_logs() {
    produce("a", "b", "c");

    Map<Integer, Map<String, LogDirDescription>> folders =
        get(session.admin.describeLogDirs(List.of(2, 3)).allDescriptions());

    assertThat(Objects.requireNonNull(folders.get(2)).values())
        .singleElement()
        .satisfies(folder -> assertThat(folder.replicaInfos()).isEmpty());
    assertThat(Objects.requireNonNull(folders.get(3)).values())
        .singleElement()
        .satisfies(
            folder -> {
              assertThat(folder.error()).isNull();
              assertThat(folder.replicaInfos()).containsOnlyKeys(ORDERS);
              assertThat(Objects.requireNonNull(folder.replicaInfos().get(ORDERS)).size())
                  .isPositive();
              assertThat(folder.totalBytes()).isEmpty();
            });
  }

  private void produce(String... values) {
    Map<String, Object> settings =
        Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, session.cluster.bootstrapServers());
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
      for (String value : values) {
        producer.send(new ProducerRecord<>("orders", 0, null, value));
      }
    }
    assertThat(session.cluster.records("orders", 0)).hasSize(values.length);
  }

  private KafkaFuture<@Nullable Void> move(
      TopicPartition partition, @Nullable List<Integer> target) {
    return session.admin.alterPartitionReassignments(to(partition, target)).all();
  }

  private static Map<TopicPartition, Optional<NewPartitionReassignment>> to(
      TopicPartition partition, @Nullable List<Integer> target) {
    return Map.of(partition, Optional.ofNullable(target).map(NewPartitionReassignment::new));
  }

  private Map<TopicPartition, String> elect(ElectionType kind, TopicPartition... partitions) {
    Map<TopicPartition, String> results = new HashMap<>();
    get(session
            .admin
            .electLeaders(kind, partitions.length == 0 ? null : Set.of(partitions))
            .partitions())
        .forEach(
            (partition, error) ->
                results.put(
                    partition,
                    error.map(each -> each.getClass().getSimpleName()).orElse("elected")));
    return results;
  }

  private long delete(RecordsToDelete before) {
    return get(session.admin.deleteRecords(Map.of(ORDERS, before)).lowWatermarks().get(ORDERS))
        .lowWatermark();
  }

  private List<ProducerState> producers(int broker) {
    return get(session
            .admin
            .describeProducers(List.of(ORDERS), new DescribeProducersOptions().brokerId(broker))
            .partitionResult(ORDERS))
        .activeProducers();
  }

  private TopicPartitionInfo describe() {
    return Objects.requireNonNull(
            get(session.admin.describeTopics(List.of("orders")).allTopicNames()).get("orders"))
        .partitions()
        .get(0);
  }

  private static List<Integer> ids(List<Node> nodes) {
    return nodes.stream().map(Node::id).toList();
  }
}
