package io.weir.kafka.testcluster.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.weir.kafka.protocol.Apis;
import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.protocol.FindCoordinatorRequest;
import io.weir.kafka.protocol.FindCoordinatorResponse;
import io.weir.kafka.protocol.FindCoordinatorResponse.Coordinator;
import io.weir.kafka.protocol.MetadataResponse;
import io.weir.kafka.protocol.ProduceResponse;
import io.weir.kafka.protocol.RequestHeader;
import io.weir.kafka.testcluster.Batches;
import io.weir.kafka.testcluster.metadata.PartitionImage;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FindCoordinatorHandlerTest {

  private static final byte GROUP = 0;
  private static final byte TRANSACTION = 1;
  private static final String OFFSETS = "__consumer_offsets";

  private final CoreDriver driver = CoreDriver.ofBrokers(3);
  private final long client = driver.connect(1);

  @AfterEach
  void close() {
    driver.close();
  }

  @Test
  void the_first_request_creates_the_topic_of_offsets() {
    assertThat(driver.core.image().topic(OFFSETS)).isNull();

    find(6, "billing");

    assertThat(driver.topic(OFFSETS).partitions())
        .hasSize(50)
        .allSatisfy(partition -> assertThat(partition.replicas()).hasSize(3));
    assertThat(driver.topic(OFFSETS).settings().overrides())
        .containsEntry("cleanup.policy", "compact");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void the_coordinator_leads_the_partition_of_the_group(int version) {
    FindCoordinatorResponse response =
        driver.call(
            client,
            Apis.FIND_COORDINATOR,
            version,
            new FindCoordinatorRequest("billing", GROUP, List.of()));

    assertThat(response.errorCode()).isEqualTo(ErrorCode.NONE.code());
    assertThat(response.nodeId()).isEqualTo(leaderOf(9));
    assertThat(response.host()).isEqualTo("broker-" + response.nodeId());
    assertThat(response.port()).isEqualTo(9000 + response.nodeId());
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 5, 6})
  void several_groups_are_found_at_once(int version) {
    assertThat(find(version, "billing", "g"))
        .extracting(Coordinator::key, Coordinator::nodeId, Coordinator::errorCode)
        .containsExactly(
            tuple("billing", leaderOf(9), (short) 0), tuple("g", leaderOf(3), (short) 0));
  }

  @Test
  void the_address_is_that_of_the_clients_listener() {
    long outside = driver.connect(1, "OUTSIDE");

    Coordinator found =
        driver
            .call(
                outside,
                Apis.FIND_COORDINATOR,
                6,
                new FindCoordinatorRequest("", GROUP, List.of("billing")))
            .coordinators()
            .get(0);

    assertThat(found.host()).isEqualTo("outside-" + found.nodeId());
  }

  @Test
  void transactions_have_no_coordinator_and_nothing_is_created_for_them() {
    Coordinator refused =
        driver
            .call(
                client,
                Apis.FIND_COORDINATOR,
                6,
                new FindCoordinatorRequest("", TRANSACTION, List.of("tx")))
            .coordinators()
            .get(0);

    assertThat(refused.errorCode()).isEqualTo(ErrorCode.INVALID_REQUEST.code());
    assertThat(refused.errorMessage()).contains("coordinates groups only");
    assertThat(driver.core.image().topic(OFFSETS)).isNull();
  }

  @Test
  void a_broker_that_cannot_reach_the_controller_knows_no_coordinator() {
    driver.core.network().cut(1, InterBrokerNetwork.CONTROLLER);
    RequestHeader header =
        driver.send(
            client,
            Apis.FIND_COORDINATOR,
            6,
            new FindCoordinatorRequest("", GROUP, List.of("billing")));
    assertThat(driver.hasResponse(client)).isFalse();

    driver.advanceMs(1000);

    assertThat(
            driver.receive(client, Apis.FIND_COORDINATOR, header).coordinators().get(0).errorCode())
        .isEqualTo(ErrorCode.COORDINATOR_NOT_AVAILABLE.code());
  }

  @Test
  void metadata_calls_the_topic_internal() {
    find(6, "billing");

    MetadataResponse response =
        driver.call(client, Apis.METADATA, 12, Requests.metadata(OFFSETS, "orders"));

    assertThat(response.topics())
        .extracting(topic -> topic.name() + " " + topic.isInternal())
        .containsExactly(OFFSETS + " true", "orders false");
  }

  @Test
  void whoever_asks_for_its_metadata_creates_it_as_it_must_be() {
    driver.call(client, Apis.METADATA, 12, Requests.metadata(OFFSETS));

    assertThat(driver.topic(OFFSETS).partitions()).hasSize(50);
  }

  @Test
  void nobody_produces_to_it() {
    find(6, "billing");
    int partition = driver.partitionLedBy(1, OFFSETS);

    ProduceResponse response =
        driver.call(
            client,
            Apis.PRODUCE,
            9,
            Requests.produce(1, OFFSETS, partition, Batches.of(1000, "forged")));

    assertThat(response.responses().get(0).partitionResponses().get(0).error())
        .isEqualTo(ErrorCode.INVALID_TOPIC_EXCEPTION);
  }

  private List<Coordinator> find(int version, String... groups) {
    return driver
        .call(
            client,
            Apis.FIND_COORDINATOR,
            version,
            new FindCoordinatorRequest("", GROUP, List.of(groups)))
        .coordinators();
  }

  private int leaderOf(int partition) {
    PartitionImage image = Objects.requireNonNull(driver.topic(OFFSETS).partition(partition));
    return image.leader();
  }
}
