package io.weir.kafka.testcluster.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.kafka.protocol.Apis;
import io.weir.kafka.protocol.CreateTopicsRequest;
import io.weir.kafka.protocol.CreateTopicsRequest.CreatableReplicaAssignment;
import io.weir.kafka.protocol.CreateTopicsRequest.CreatableTopic;
import io.weir.kafka.protocol.CreateTopicsRequest.CreatableTopicConfig;
import io.weir.kafka.protocol.CreateTopicsResponse.CreatableTopicConfigs;
import io.weir.kafka.protocol.CreateTopicsResponse.CreatableTopicResult;
import io.weir.kafka.protocol.DescribeClusterRequest;
import io.weir.kafka.protocol.DescribeClusterResponse;
import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.protocol.InitProducerIdRequest;
import io.weir.kafka.protocol.InitProducerIdResponse;
import io.weir.kafka.testcluster.metadata.PartitionImage;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** CreateTopics, DescribeCluster and InitProducerId: what an administrator or a start-up asks. */
class CreateTopicsHandlerTest {

  private static final byte TOPIC_CONFIG = 1;

  private final CoreDriver driver = CoreDriver.ofBrokers(2);
  private long connection;

  @BeforeEach
  void connect() {
    connection = driver.connect(2);
  }

  @AfterEach
  void closeDriver() {
    driver.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 5, 6, 7})
  void a_topic_is_created_in_every_version(int version) {
    CreatableTopicResult result =
        create(version, topic("orders", 3, 1, config("retention.ms", "5")));

    assertThat(result.error()).isEqualTo(ErrorCode.NONE);
    assertThat(driver.topic("orders").partitions()).hasSize(3);
    if (version >= 5) {
      assertThat(result.numPartitions()).isEqualTo(3);
      assertThat(result.configs())
          .hasSize(33)
          .filteredOn(config -> config.configSource() == TOPIC_CONFIG)
          .extracting(CreatableTopicConfigs::name)
          .containsExactly("retention.ms");
    }
    if (version >= 7) {
      assertThat(result.topicId()).isEqualTo(driver.topic("orders").id());
    }
  }

  @ParameterizedTest(name = "{0} with {1} partitions of {2} replicas: {3}")
  @CsvSource({
    "bad name, 1, 1, INVALID_TOPIC_EXCEPTION",
    "known, 1, 1, TOPIC_ALREADY_EXISTS",
    "kno.wn_2, 1, 1, NONE",
    "dotted_name, 1, 1, INVALID_TOPIC_EXCEPTION",
    "zero, 0, 1, INVALID_PARTITIONS",
    "negative, -2, 1, INVALID_PARTITIONS",
    "huge, 100001, 1, INVALID_PARTITIONS",
    "defaults, -1, -1, NONE",
    "replicated, 1, 2, NONE",
    "too_often, 1, 3, INVALID_REPLICATION_FACTOR",
    "none, 1, 0, INVALID_REPLICATION_FACTOR"
  })
  void a_topic_that_cannot_be_is_refused_with_kafkas_error(
      String name, int partitions, short replicationFactor, ErrorCode error) {
    create(7, topic("known", 1, 1));
    create(7, topic("dotted.name", 1, 1));

    assertThat(create(7, topic(name, partitions, replicationFactor)).error()).isEqualTo(error);
  }

  @ParameterizedTest
  @CsvSource({
    "no.such.config, 1",
    "max.message.bytes, many",
    "max.message.bytes, -1",
    "message.timestamp.type, Sometime"
  })
  void a_bad_config_is_refused(String name, String value) {
    CreatableTopicResult result = create(7, topic("orders", 1, 1, config(name, value)));

    assertThat(result.error()).isEqualTo(ErrorCode.INVALID_CONFIG);
    assertThat(result.errorMessage()).contains(name);
    assertThat(driver.core.image().topics()).isEmpty();
  }

  @Test
  void an_assignment_is_followed() {
    create(7, assigned("orders", List.of(2), List.of(2), List.of(1)));

    assertThat(driver.topic("orders").partitions())
        .extracting(PartitionImage::leader)
        .containsExactly(2, 2, 1);
  }

  @Test
  void an_assignment_to_unknown_brokers_or_twice_to_one_is_refused() {
    assertThat(create(7, assigned("orders", List.of(1, 1))).error())
        .isEqualTo(ErrorCode.INVALID_REPLICA_ASSIGNMENT);
    assertThat(create(7, assigned("orders", List.of(3))).error())
        .isEqualTo(ErrorCode.INVALID_REPLICA_ASSIGNMENT);
  }

  @Test
  void a_name_twice_in_a_request_is_invalid() {
    CreateTopicsRequest request =
        new CreateTopicsRequest(List.of(topic("orders", 1, 1), topic("orders", 2, 1)), 1000, false);

    assertThat(driver.call(connection, Apis.CREATE_TOPICS, 7, request).topics())
        .extracting(CreatableTopicResult::error)
        .containsOnly(ErrorCode.INVALID_REQUEST);
  }

  @Test
  void validate_only_creates_nothing() {
    CreateTopicsRequest request =
        new CreateTopicsRequest(List.of(topic("orders", 1, 1)), 1000, true);

    assertThat(driver.call(connection, Apis.CREATE_TOPICS, 7, request).topics().get(0).error())
        .isEqualTo(ErrorCode.NONE);
    assertThat(driver.core.image().topics()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void describe_cluster_tells_the_live_brokers_in_every_version(int version) {
    DescribeClusterResponse response = describe(version, 1);

    assertThat(response.clusterId()).isEqualTo(driver.core.image().clusterId()).hasSize(22);
    assertThat(response.controllerId()).isEqualTo(1);
    assertThat(response.brokers())
        .extracting(broker -> broker.brokerId() + "@" + broker.host())
        .containsExactly("1@broker-1", "2@broker-2");
  }

  @ParameterizedTest
  @CsvSource({"true, 1/false 2/true", "false, 1/false"})
  void describe_cluster_tells_fenced_brokers_on_request(boolean fencedToo, String brokers) {
    driver.step(new Event.BrokerKilled(2));
    driver.advanceMs(20_000);

    DescribeClusterRequest request = new DescribeClusterRequest(false, (byte) 1, fencedToo);
    assertThat(
            driver.call(driver.connect(1), Apis.DESCRIBE_CLUSTER, 2, request).brokers().stream()
                .map(broker -> broker.brokerId() + "/" + broker.isFenced())
                .collect(Collectors.joining(" ")))
        .isEqualTo(brokers);
  }

  @Test
  void describe_cluster_refuses_to_describe_controllers() {
    assertThat(describe(1, 2).error()).isEqualTo(ErrorCode.MISMATCHED_ENDPOINT_TYPE);
    assertThat(describe(1, 3).error()).isEqualTo(ErrorCode.UNSUPPORTED_ENDPOINT_TYPE);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5})
  void each_producer_gets_an_id_of_its_own_in_every_version(int version) {
    InitProducerIdResponse first = initProducer(version, null);
    InitProducerIdResponse second = initProducer(version, null);

    assertThat(first.error()).isEqualTo(ErrorCode.NONE);
    assertThat(first.producerEpoch()).isZero();
    assertThat(second.producerId()).isEqualTo(first.producerId() + 1);
  }

  @Test
  void transactions_are_refused() {
    assertThat(initProducer(5, "tx").error()).isEqualTo(ErrorCode.UNSUPPORTED_VERSION);
  }

  private DescribeClusterResponse describe(int version, int endpointType) {
    return driver.call(
        connection,
        Apis.DESCRIBE_CLUSTER,
        version,
        new DescribeClusterRequest(false, (byte) endpointType, false));
  }

  private InitProducerIdResponse initProducer(int version, @Nullable String transactionalId) {
    return driver.call(
        connection,
        Apis.INIT_PRODUCER_ID,
        version,
        new InitProducerIdRequest(transactionalId, 1000, -1, (short) -1, false, false));
  }

  private CreatableTopicResult create(int version, CreatableTopic topic) {
    CreateTopicsRequest request = new CreateTopicsRequest(List.of(topic), 1000, false);
    return driver.call(connection, Apis.CREATE_TOPICS, version, request).topics().get(0);
  }

  private static CreatableTopic topic(
      String name, int partitions, int replicationFactor, CreatableTopicConfig... configs) {
    return new CreatableTopic(
        name, partitions, (short) replicationFactor, List.of(), List.of(configs));
  }

  @SafeVarargs
  private static CreatableTopic assigned(String name, List<Integer>... replicas) {
    List<CreatableReplicaAssignment> assignments = new ArrayList<>();
    for (List<Integer> each : replicas) {
      assignments.add(new CreatableReplicaAssignment(assignments.size(), each));
    }
    return new CreatableTopic(name, -1, (short) -1, assignments, List.of());
  }

  private static CreatableTopicConfig config(String name, String value) {
    return new CreatableTopicConfig(name, value);
  }
}
