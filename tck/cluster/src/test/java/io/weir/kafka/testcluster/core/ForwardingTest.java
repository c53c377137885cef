package io.weir.kafka.testcluster.core;

import static io.weir.kafka.testcluster.core.InterBrokerNetwork.CONTROLLER;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.kafka.protocol.Apis;
import io.weir.kafka.protocol.CreateTopicsRequest;
import io.weir.kafka.protocol.CreateTopicsRequest.CreatableTopic;
import io.weir.kafka.protocol.CreateTopicsResponse;
import io.weir.kafka.protocol.CreateTopicsResponse.CreatableTopicResult;
import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.protocol.InitProducerIdRequest;
import io.weir.kafka.protocol.MetadataResponse.MetadataResponseTopic;
import io.weir.kafka.protocol.RequestHeader;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the controller does for clients of brokers that it can, or cannot, be reached from. */
class ForwardingTest {

  private static final CreateTopicsRequest ORDERS =
      new CreateTopicsRequest(
          List.of(new CreatableTopic("orders", 1, (short) 1, List.of(), List.of())), 1000, false);

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

  @Test
  void a_request_takes_the_network_s_time_there_and_back() {
    driver.core.network().latency(2, CONTROLLER, 30);
    driver.core.network().latency(CONTROLLER, 2, 40);
    driver.send(connection, Apis.CREATE_TOPICS, 7, ORDERS);

    driver.advanceMs(69);
    assertThat(driver.hasResponse(connection)).isFalse();
    driver.advanceMs(1);
    assertThat(driver.hasResponse(connection)).isTrue();
  }

  @Test
  void a_broker_that_is_cut_off_creates_nothing_and_says_so_after_a_minute() {
    driver.core.network().cut(2, CONTROLLER);
    RequestHeader header = driver.send(connection, Apis.CREATE_TOPICS, 7, ORDERS);

    driver.advanceMs(59_999);
    assertThat(driver.hasResponse(connection)).isFalse();
    driver.advanceMs(1);
    assertThat(errors(header)).containsExactly(ErrorCode.REQUEST_TIMED_OUT);
    assertThat(driver.core.image().topics()).isEmpty();
  }

  @Test
  void what_was_held_for_too_long_is_not_done_any_more() {
    driver.core.network().cut(2, CONTROLLER);
    driver.send(connection, Apis.CREATE_TOPICS, 7, ORDERS);
    driver.advanceMs(60_000);

    driver.core.network().heal(2, CONTROLLER);
    driver.advanceMs(10_000);

    assertThat(driver.core.image().topics()).isEmpty();
  }

  @Test
  void what_was_held_for_a_moment_is_done_when_the_network_heals() {
    driver.core.network().cut(2, CONTROLLER);
    RequestHeader header = driver.send(connection, Apis.CREATE_TOPICS, 7, ORDERS);
    driver.advanceMs(5_000);

    driver.core.network().heal(2, CONTROLLER);
    driver.advanceMs(2_000);

    assertThat(errors(header)).containsExactly(ErrorCode.NONE);
    assertThat(driver.core.image().topic("orders")).isNotNull();
  }

  @Test
  void a_request_whose_answer_is_cut_off_is_done_all_the_same() {
    driver.core.network().cut(CONTROLLER, 2);
    RequestHeader header = driver.send(connection, Apis.CREATE_TOPICS, 7, ORDERS);
    driver.advanceMs(60_000);

    assertThat(errors(header)).containsExactly(ErrorCode.REQUEST_TIMED_OUT);
    assertThat(driver.core.image().topic("orders")).isNotNull();
  }

  @Test
  void a_broker_that_is_cut_off_creates_no_topic_on_demand_either() {
    driver.core.network().cut(2, CONTROLLER);
    RequestHeader header =
        driver.send(connection, Apis.METADATA, 12, Requests.metadata("orders", "billing"));

    driver.advanceMs(1_000);

    assertThat(driver.receive(connection, Apis.METADATA, header).topics())
        .extracting(MetadataResponseTopic::error)
        .containsOnly(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
    assertThat(driver.core.image().topics()).isEmpty();
  }

  @Test
  void two_brokers_that_create_the_same_topic_on_demand_agree() {
    driver.core.network().latency(1, CONTROLLER, 10);
    driver.core.network().latency(2, CONTROLLER, 10);
    long other = driver.connect(1);
    RequestHeader here = driver.send(connection, Apis.METADATA, 12, Requests.metadata("orders"));
    RequestHeader there = driver.send(other, Apis.METADATA, 12, Requests.metadata("orders"));

    driver.advanceMs(10);

    assertThat(driver.receive(connection, Apis.METADATA, here).topics().get(0).topicId())
        .isEqualTo(driver.topic("orders").id());
    assertThat(driver.receive(other, Apis.METADATA, there).topics().get(0).topicId())
        .isEqualTo(driver.topic("orders").id());
  }

  @Test
  void a_broker_that_is_cut_off_has_no_producer_ids() {
    driver.core.network().cut(2, CONTROLLER);
    InitProducerIdRequest request =
        new InitProducerIdRequest(null, 60_000, -1, (short) -1, false, false);
    RequestHeader header = driver.send(connection, Apis.INIT_PRODUCER_ID, 5, request);

    driver.advanceMs(1_000);

    assertThat(driver.receive(connection, Apis.INIT_PRODUCER_ID, header).error())
        .isEqualTo(ErrorCode.COORDINATOR_LOAD_IN_PROGRESS);
  }

  private List<ErrorCode> errors(RequestHeader header) {
    CreateTopicsResponse response = driver.receive(connection, Apis.CREATE_TOPICS, header);
    return response.topics().stream().map(CreatableTopicResult::error).toList();
  }
}
