package io.weir.kafka.testcluster.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.weir.kafka.protocol.ApiVersionsRequest;
import io.weir.kafka.protocol.ApiVersionsResponse;
import io.weir.kafka.protocol.ApiVersionsResponse.ApiVersion;
import io.weir.kafka.protocol.Apis;
import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.protocol.MetadataResponse;
import io.weir.kafka.protocol.ProduceRequest;
import io.weir.kafka.protocol.ProduceRequest.PartitionProduceData;
import io.weir.kafka.protocol.ProduceRequest.TopicProduceData;
import io.weir.kafka.protocol.ProduceResponse;
import io.weir.kafka.protocol.ProduceResponse.PartitionProduceResponse;
import io.weir.kafka.protocol.ProduceResponse.TopicProduceResponse;
import io.weir.kafka.protocol.RequestHeader;
import io.weir.kafka.testcluster.Batches;
import io.weir.kafka.testcluster.fault.Fault;
import io.weir.kafka.testcluster.fault.FaultAction;
import io.weir.kafka.testcluster.fault.FaultAction.Answer;
import io.weir.kafka.testcluster.fault.FaultAction.Delay;
import io.weir.kafka.testcluster.fault.FaultAction.Disconnect;
import io.weir.kafka.testcluster.fault.FaultAction.Moment;
import io.weir.kafka.testcluster.fault.FaultAction.Reply;
import io.weir.kafka.testcluster.fault.FaultAction.Rewrite;
import io.weir.kafka.testcluster.fault.FaultAction.Silence;
import io.weir.kafka.testcluster.fault.FaultAction.Throttle;
import io.weir.kafka.testcluster.fault.FaultAction.Truncate;
import io.weir.kafka.testcluster.fault.FaultSpec;
import io.weir.kafka.testcluster.fault.JournalLevel;
import io.weir.kafka.testcluster.fault.KafkaVersion;
import io.weir.kafka.testcluster.fault.Selector;
import io.weir.kafka.testcluster.fault.Trigger;
import io.weir.kafka.testcluster.fault.VersionCaps;
import io.weir.kafka.testcluster.message.PartFilter;
import io.weir.kafka.testcluster.metadata.NewTopic;
import io.weir.kafka.wire.Wire;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a client sees of each fault. */
class FaultsInCoreTest {

  private static final int PRODUCE_VERSION = 9;
  private static final PartFilter ORDERS_0 = new PartFilter(Set.of("orders"), Set.of(0));

  private final CoreDriver driver = CoreDriver.ofBrokers(1);
  private final long connection = connected();

  private long connected() {
    driver.core.createTopic(NewTopic.named("orders").withPartitions(2));
    driver.step(new Event.Nudged());
    return driver.connect(1);
  }

  @AfterEach
  void close() {
    driver.close();
  }

  @Test
  void a_reply_has_no_effect_on_the_log_and_the_next_request_none_on_it() {
    fault(new Reply(Moment.BEFORE_HANDLING, ErrorCode.NOT_ENOUGH_REPLICAS));

    PartitionProduceResponse refused = partition(produce(0), 0);
    assertThat(refused.error()).isEqualTo(ErrorCode.NOT_ENOUGH_REPLICAS);
    assertThat(refused.baseOffset()).isEqualTo(-1);
    assertThat(refused.errorMessage()).isEqualTo("An injected fault.");
    assertThat(endOffset(0)).isZero();

    assertThat(partition(produce(0), 0).error()).isEqualTo(ErrorCode.NONE);
    assertThat(endOffset(0)).isEqualTo(1);
  }

  @Test
  void a_reply_for_one_partition_lets_the_other_be_written() {
    fault(new Reply(Moment.BEFORE_HANDLING, ErrorCode.NOT_LEADER_OR_FOLLOWER));

    ProduceResponse response = driver.call(connection, Apis.PRODUCE, PRODUCE_VERSION, toBoth());

    assertThat(response.responses().get(0).partitionResponses())
        .extracting(PartitionProduceResponse::index, PartitionProduceResponse::error)
        .containsExactly(tuple(1, ErrorCode.NONE), tuple(0, ErrorCode.NOT_LEADER_OR_FOLLOWER));
    assertThat(endOffset(0)).isZero();
    assertThat(endOffset(1)).isEqualTo(1);
  }

  private static ProduceRequest toBoth() {
    List<PartitionProduceData> data =
        List.of(
            new PartitionProduceData(1, Batches.of(1000, "b")),
            new PartitionProduceData(0, Batches.of(1000, "a")));
    return new ProduceRequest(
        null, (short) -1, 1000, List.of(new TopicProduceData("orders", Wire.ZERO_UUID, data)));
  }

  @Test
  void a_reply_after_the_fact_leaves_the_record_in_the_log() {
    fault(new Reply(Moment.AFTER_APPLYING, ErrorCode.NOT_ENOUGH_REPLICAS_AFTER_APPEND));

    assertThat(partition(produce(0), 0).error())
        .isEqualTo(ErrorCode.NOT_ENOUGH_REPLICAS_AFTER_APPEND);
    assertThat(endOffset(0)).isEqualTo(1);
  }

  @Test
  void without_an_answer_to_say_it_in_an_error_closes_the_connection() {
    fault(new Reply(Moment.AFTER_APPLYING, ErrorCode.NOT_ENOUGH_REPLICAS));

    driver.send(connection, Apis.PRODUCE, PRODUCE_VERSION, toPartition(0, 0));

    assertThat(driver.closed).containsEntry(connection, "a fault has disconnected");
    assertThat(endOffset(0)).isEqualTo(1);
  }

  @Test
  void a_dropped_request_has_no_effect_and_nothing_behind_it_is_handled() {
    fault(new Silence(Moment.BEFORE_HANDLING));

    sendTo(0);
    sendTo(1);
    driver.advanceMs(60_000);

    assertThat(driver.hasResponse(connection)).isFalse();
    assertThat(driver.closed).isEmpty();
    assertThat(endOffset(0)).isZero();
    assertThat(endOffset(1)).isZero();
    assertThat(outcomes()).containsExactly("dropped");
  }

  @Test
  void a_dropped_answer_leaves_the_record_in_the_log() {
    fault(new Silence(Moment.AFTER_APPLYING));

    sendTo(0);
    sendTo(1);
    driver.advanceMs(60_000);

    assertThat(driver.hasResponse(connection)).isFalse();
    assertThat(endOffset(0)).isEqualTo(1);
    assertThat(endOffset(1)).isZero();
    assertThat(outcomes()).containsExactly("not answered");
  }

  @Test
  void a_disconnect_comes_before_the_request_has_an_effect() {
    fault(new Disconnect(Moment.BEFORE_HANDLING));

    sendTo(0);

    assertThat(driver.closed).containsKey(connection);
    assertThat(endOffset(0)).isZero();
    assertThat(outcomes()).containsExactly("disconnected: a fault has disconnected");
  }

  @Test
  void a_disconnect_after_the_fact_leaves_the_record_in_the_log() {
    fault(new Disconnect(Moment.AFTER_APPLYING));

    sendTo(0);

    assertThat(driver.closed).containsKey(connection);
    assertThat(driver.hasResponse(connection)).isFalse();
    assertThat(endOffset(0)).isEqualTo(1);
  }

  @Test
  void a_delayed_request_is_handled_later_and_what_is_behind_it_waits() {
    fault(new Delay(Moment.BEFORE_HANDLING, 500));

    RequestHeader delayed = sendTo(0);
    RequestHeader behind = sendTo(1);
    driver.advanceMs(499);
    assertThat(endOffset(0)).isZero();
    assertThat(endOffset(1)).isZero();
    driver.advanceMs(1);

    driver.receive(connection, Apis.PRODUCE, delayed);
    driver.receive(connection, Apis.PRODUCE, behind);
    assertThat(endOffset(0)).isEqualTo(1);
    assertThat(endOffset(1)).isEqualTo(1);
    assertThat(outcomes()).containsExactly("ok after 500 ms", "ok after 0 ms");
  }

  @Test
  void a_delayed_answer_comes_later_to_a_request_that_was_handled() {
    fault(new Delay(Moment.AFTER_APPLYING, 500));

    RequestHeader delayed = sendTo(0);
    RequestHeader behind = sendTo(1);
    assertThat(endOffset(0)).isEqualTo(1);
    driver.advanceMs(499);
    assertThat(driver.hasResponse(connection)).isFalse();
    driver.advanceMs(1);

    driver.receive(connection, Apis.PRODUCE, delayed);
    driver.receive(connection, Apis.PRODUCE, behind);
  }

  @Test
  void a_client_that_goes_while_a_fault_delays_takes_what_waits_with_it() {
    fault(new Delay(Moment.BEFORE_HANDLING, 500));
    fault(new Delay(Moment.AFTER_APPLYING, 500));
    long second = driver.connect(1);
    sendTo(0);
    driver.send(second, Apis.PRODUCE, PRODUCE_VERSION, toPartition(-1, 0));

    driver.step(new Event.ConnectionClosed(connection));
    driver.step(new Event.ConnectionClosed(second));
    driver.advanceMs(1000);

    assertThat(endOffset(0)).isEqualTo(1);
    assertThat(outcomes())
        .containsExactly("disconnected: the client has gone", "disconnected: the client has gone");
  }

  @Test
  void a_cut_answer_begins_as_it_should_and_ends_the_connection() {
    fault(new Truncate(9));

    RequestHeader header = sendTo(0);

    byte[] bytes = driver.nextFrame(connection);
    assertThat(bytes).hasSize(9);
    assertThat(bytes).endsWith(0, 0, 0, header.correlationId(), 0);
    assertThat(driver.closed).containsEntry(connection, "a fault has cut the answer");
    assertThat(endOffset(0)).isEqualTo(1);
  }

  @Test
  void an_answer_cut_at_nothing_sends_nothing() {
    fault(new Truncate(0));

    sendTo(0);

    assertThat(driver.hasResponse(connection)).isFalse();
    assertThat(driver.closed).containsKey(connection);
  }

  @Test
  void a_throttled_client_is_told_and_not_heard_for_that_long() {
    fault(new Throttle(300));

    assertThat(produce(0).throttleTimeMs()).isEqualTo(300);
    RequestHeader behind = sendTo(1);
    driver.advanceMs(299);
    assertThat(driver.hasResponse(connection)).isFalse();
    driver.advanceMs(1);

    assertThat(driver.receive(connection, Apis.PRODUCE, behind).throttleTimeMs()).isZero();
  }

  @Test
  void a_client_without_answers_is_throttled_all_the_same() {
    fault(new Throttle(300));

    driver.send(connection, Apis.PRODUCE, PRODUCE_VERSION, toPartition(0, 0));
    sendTo(1);

    assertThat(endOffset(0)).isEqualTo(1);
    assertThat(endOffset(1)).isZero();
    driver.advanceMs(300);
    assertThat(endOffset(1)).isEqualTo(1);
  }

  @Test
  void a_function_answers_in_place_of_the_broker() {
    fault(new Answer(request -> answerAt(77)));

    assertThat(partition(produce(0), 0).baseOffset()).isEqualTo(77);
    assertThat(endOffset(0)).isZero();
  }

  @Test
  void a_function_changes_what_the_broker_has_answered() {
    fault(new Rewrite(served -> answerAt(77)));

    assertThat(partition(produce(0), 0).baseOffset()).isEqualTo(77);
    assertThat(endOffset(0)).isEqualTo(1);
  }

  @Test
  void a_function_that_fails_costs_the_connection() {
    fault(
        new Rewrite(
            served -> {
              throw new IllegalStateException("a mistake in the test");
            }));

    sendTo(0);

    assertThat(driver.closed.get(connection)).contains("a mistake in the test");
    assertThat(endOffset(0)).isEqualTo(1);
    assertThat(outcomes().get(0)).startsWith("disconnected: the broker cannot answer");
    driver.call(driver.connect(1), Apis.METADATA, 9, Requests.metadata("orders"));
  }

  @Test
  void an_answer_of_another_api_costs_the_connection() {
    fault(new Answer(request -> MetadataResponse.SHAPE.empty()));

    sendTo(0);

    assertThat(driver.closed.get(connection)).contains("The answer to Produce");
  }

  @Test
  void a_client_may_go_while_a_paused_broker_owes_it_a_delayed_answer() {
    fault(new Delay(Moment.AFTER_APPLYING, 500));
    sendTo(0);
    driver.step(new Event.BrokerPaused(1));
    driver.advanceMs(600);
    assertThat(driver.hasResponse(connection)).isFalse();

    driver.step(new Event.ConnectionClosed(connection));
    driver.step(new Event.BrokerResumed(1));
    driver.advanceMs(600);

    assertThat(driver.hasResponse(connection)).isFalse();
    assertThat(outcomes()).containsExactly("disconnected: the client has gone");
  }

  private static ProduceResponse answerAt(long offset) {
    return new ProduceResponse(
        List.of(
            new TopicProduceResponse(
                "orders",
                Wire.ZERO_UUID,
                List.of(PartitionProduceResponse.appended(0, offset, -1, 0)))),
        0,
        List.of());
  }

  @Test
  void an_error_on_metadata_keeps_the_brokers() {
    fault(
        new FaultSpec(
            List.of(Apis.METADATA),
            List.of(),
            PartFilter.EVERYTHING.withTopics(List.of("orders")),
            Trigger.ONCE,
            new Reply(Moment.BEFORE_HANDLING, ErrorCode.LEADER_NOT_AVAILABLE)));

    MetadataResponse response =
        driver.call(connection, Apis.METADATA, 9, Requests.metadata("orders"));

    assertThat(response.brokers()).hasSize(1);
    assertThat(response.topics().get(0).error()).isEqualTo(ErrorCode.LEADER_NOT_AVAILABLE);
  }

  @Test
  void a_fault_on_fetches_that_wait_acts_when_they_are_answered() {
    fault(
        new FaultSpec(
            List.of(Apis.FETCH),
            List.of(),
            PartFilter.EVERYTHING,
            Trigger.ONCE,
            new Reply(Moment.AFTER_APPLYING, ErrorCode.OFFSET_OUT_OF_RANGE)));
    RequestHeader fetch =
        driver.send(connection, Apis.FETCH, 12, Requests.fetch("orders", 0, 0, 1, 500));
    long producer = driver.connect(1);

    driver.call(producer, Apis.PRODUCE, PRODUCE_VERSION, toPartition(-1, 0));

    var data = driver.receive(connection, Apis.FETCH, fetch).responses().get(0).partitions();
    assertThat(data.get(0).error()).isEqualTo(ErrorCode.OFFSET_OUT_OF_RANGE);
    assertThat(data.get(0).records()).satisfies(records -> assertThat(records).isNotNull());
  }

  @Test
  void a_fault_can_pick_its_connection_by_client_broker_and_listener() {
    Selector outside =
        new Selector("listener OUTSIDE", call -> call.origin().listener().equals("OUTSIDE"));
    fault(
        new FaultSpec(
            List.of(),
            List.of(outside),
            PartFilter.EVERYTHING,
            Trigger.ONCE,
            new Disconnect(Moment.BEFORE_HANDLING)));

    driver.call(connection, Apis.METADATA, 9, Requests.metadata("orders"));
    long other = driver.connect(1, "OUTSIDE");
    driver.send(other, Apis.METADATA, 9, Requests.metadata("orders"));

    assertThat(driver.closed).containsOnlyKeys(other);
  }

  @Test
  void an_old_broker_lists_and_serves_only_what_it_had() {
    driver.core.capVersions(VersionCaps.of(KafkaVersion.V2_1));

    ApiVersionsResponse response =
        driver.call(connection, Apis.API_VERSIONS, 2, new ApiVersionsRequest("", "", null, -1));
    assertThat(response.apiKeys())
        .contains(new ApiVersion((short) 0, (short) 0, (short) 7))
        .noneMatch(range -> range.apiKey() == Apis.DESCRIBE_CLUSTER.key());

    driver.send(connection, Apis.PRODUCE, 8, toPartition(-1, 0));
    assertThat(driver.closed).containsEntry(connection, "Produce version 8 is not served");
  }

  @Test
  void an_old_broker_answers_a_new_handshake_with_what_it_had() {
    driver.core.capVersions(VersionCaps.of(KafkaVersion.V2_1));

    ApiVersionsResponse response =
        driver.call(
            connection, Apis.API_VERSIONS, 3, new ApiVersionsRequest("test", "1.0", null, -1));

    assertThat(response.error()).isEqualTo(ErrorCode.UNSUPPORTED_VERSION);
    assertThat(response.apiKeys()).contains(new ApiVersion((short) 18, (short) 0, (short) 2));
  }

  @Test
  void the_journal_tells_of_followers_when_it_keeps_everyone() {
    try (CoreDriver three = CoreDriver.ofBrokers(3)) {
      three.core.journal().keep(JournalLevel.EVERYONE);
      three.core.createTopic(NewTopic.named("copied").withPartitions(1).withReplicationFactor(3));
      three.step(new Event.Nudged());
      three.advanceMs(1000);

      assertThat(three.core.journal().requests())
          .extracting(each -> each.api().name())
          .contains("Fetch");
      assertThat(three.core.journal().requests()).noneMatch(each -> each.origin().isClient());
    }
  }

  private Fault fault(FaultAction action) {
    return fault(new FaultSpec(List.of(Apis.PRODUCE), List.of(), ORDERS_0, Trigger.ONCE, action));
  }

  private Fault fault(FaultSpec spec) {
    return driver.core.faults().add(spec);
  }

  private ProduceResponse produce(int partition) {
    return driver.receive(connection, Apis.PRODUCE, sendTo(partition));
  }

  private RequestHeader sendTo(int partition) {
    return driver.send(connection, Apis.PRODUCE, PRODUCE_VERSION, toPartition(-1, partition));
  }

  private static ProduceRequest toPartition(int acks, int partition) {
    return Requests.produce(acks, "orders", partition, Batches.of(1000, "value"));
  }

  private static PartitionProduceResponse partition(ProduceResponse response, int index) {
    return response.responses().get(0).partitionResponses().stream()
        .filter(each -> each.index() == index)
        .findFirst()
        .orElseThrow();
  }

  private long endOffset(int partition) {
    return driver.core.replica("orders", partition).logEndOffset();
  }

  private List<String> outcomes() {
    return driver.core.journal().requests().stream()
        .map(each -> each.outcome().toString())
        .toList();
  }
}
