package io.weir.kafka.testcluster.core;

import static io.weir.kafka.testcluster.core.InterBrokerNetwork.CONTROLLER;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.kafka.protocol.AlterPartitionReassignmentsRequest;
import io.weir.kafka.protocol.AlterPartitionReassignmentsRequest.ReassignablePartition;
import io.weir.kafka.protocol.AlterPartitionReassignmentsRequest.ReassignableTopic;
import io.weir.kafka.protocol.Api;
import io.weir.kafka.protocol.Apis;
import io.weir.kafka.protocol.CreatePartitionsRequest;
import io.weir.kafka.protocol.CreatePartitionsRequest.CreatePartitionsTopic;
import io.weir.kafka.protocol.CreateTopicsRequest;
import io.weir.kafka.protocol.CreateTopicsRequest.CreatableTopic;
import io.weir.kafka.protocol.DeleteTopicsRequest;
import io.weir.kafka.protocol.DeleteTopicsRequest.DeleteTopicState;
import io.weir.kafka.protocol.DescribeLogDirsRequest;
import io.weir.kafka.protocol.DescribeLogDirsRequest.DescribableLogDirTopic;
import io.weir.kafka.protocol.DescribeProducersRequest;
import io.weir.kafka.protocol.DescribeProducersRequest.TopicRequest;
import io.weir.kafka.protocol.ElectLeadersRequest;
import io.weir.kafka.protocol.ElectLeadersRequest.TopicPartitions;
import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.protocol.IncrementalAlterConfigsRequest;
import io.weir.kafka.protocol.IncrementalAlterConfigsRequest.AlterConfigsResource;
import io.weir.kafka.protocol.IncrementalAlterConfigsRequest.AlterableConfig;
import io.weir.kafka.protocol.ListPartitionReassignmentsRequest;
import io.weir.kafka.protocol.RequestHeader;
import io.weir.kafka.testcluster.metadata.NewTopic;
import io.weir.kafka.wire.Wire;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each version of each API for administrators: it succeeds, and where the controller is needed it
 * can say that this was out of reach. Errors are looked for in the text of the whole response.
 */
class AdminVersionsTest {

  private static final byte TOPIC = 2;
  private static final byte SET = 0;

  private final CoreDriver driver = CoreDriver.ofBrokers(2);

  @BeforeEach
  void createTopic() {
    driver.core.createTopic(NewTopic.named("orders").withPartitions(2));
  }

  @AfterEach
  void closeDriver() {
    driver.close();
  }

  static Stream<Arguments> forwarded() {
    return versions(
        Apis.CREATE_TOPICS,
        Apis.DELETE_TOPICS,
        Apis.CREATE_PARTITIONS,
        Apis.ELECT_LEADERS,
        Apis.INCREMENTAL_ALTER_CONFIGS,
        Apis.ALTER_PARTITION_REASSIGNMENTS,
        Apis.LIST_PARTITION_REASSIGNMENTS);
  }

  static Stream<Arguments> local() {
    return versions(Apis.DESCRIBE_LOG_DIRS, Apis.DESCRIBE_PRODUCERS);
  }

  private static Stream<Arguments> versions(Api<?, ?>... apis) {
    return Stream.of(apis)
        .flatMap(
            api ->
                IntStream.rangeClosed(api.lowest(), api.highestStable())
                    .mapToObj(version -> Arguments.of(api, version)));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource({"forwarded", "local"})
  void every_version_is_answered_without_error(Api<Record, Record> api, int version) {
    Record response = driver.call(driver.connect(1), api, version, request(api, version));

    assertThat(response.toString())
        .containsPattern("errorCode=(0|" + ErrorCode.ELECTION_NOT_NEEDED.code() + ")\\b")
        .doesNotContainPattern("errorCode=(?!(0|" + ErrorCode.ELECTION_NOT_NEEDED.code() + ")\\b)");
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("forwarded")
  void every_version_can_say_that_the_controller_is_out_of_reach(
      Api<Record, Record> api, int version) {
    driver.core.network().cut(1, CONTROLLER);
    long connection = driver.connect(1);
    RequestHeader header = driver.send(connection, api, version, request(api, version));
    driver.advanceMs(60_000);

    assertThat(driver.receive(connection, api, header).toString())
        .containsPattern("errorCode=" + ErrorCode.REQUEST_TIMED_OUT.code() + "\\b");
  }

  private static Record request(Api<?, ?> api, int version) {
    return switch (api.name()) {
      case "CreateTopics" ->
          new CreateTopicsRequest(
              List.of(new CreatableTopic("fresh", 1, (short) 1, List.of(), List.of())), 1, false);
      case "DeleteTopics" ->
          version >= 6
              ? new DeleteTopicsRequest(
                  List.of(new DeleteTopicState("orders", Wire.ZERO_UUID)), List.of(), 1)
              : new DeleteTopicsRequest(List.of(), List.of("orders"), 1);
      case "CreatePartitions" ->
          new CreatePartitionsRequest(
              List.of(new CreatePartitionsTopic("orders", 3, null)), 1, false);
      case "ElectLeaders" ->
          new ElectLeadersRequest((byte) 0, List.of(new TopicPartitions("orders", List.of(0))), 1);
      case "IncrementalAlterConfigs" ->
          new IncrementalAlterConfigsRequest(
              List.of(
                  new AlterConfigsResource(
                      TOPIC, "orders", List.of(new AlterableConfig("segment.ms", SET, "5")))),
              false);
      case "AlterPartitionReassignments" ->
          new AlterPartitionReassignmentsRequest(
              1,
              true,
              List.of(
                  new ReassignableTopic(
                      "orders", List.of(new ReassignablePartition(0, List.of(1))))));
      case "ListPartitionReassignments" -> new ListPartitionReassignmentsRequest(1, null);
      case "DescribeLogDirs" ->
          new DescribeLogDirsRequest(List.of(new DescribableLogDirTopic("orders", List.of(0, 1))));
      case "DescribeProducers" ->
          new DescribeProducersRequest(List.of(new TopicRequest("orders", List.of(0))));
      default -> throw new IllegalArgumentException(api.name());
    };
  }
}
