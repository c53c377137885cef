package io.weir.kafka.testcluster.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.weir.kafka.protocol.Apis;
import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.protocol.FetchRequest;
import io.weir.kafka.protocol.FetchRequest.FetchTopic;
import io.weir.kafka.protocol.FetchRequest.ReplicaState;
import io.weir.kafka.protocol.FetchResponse;
import io.weir.kafka.protocol.FetchResponse.PartitionData;
import io.weir.kafka.protocol.RequestHeader;
import io.weir.kafka.record.RecordBatchView;
import io.weir.kafka.testcluster.Batches;
import io.weir.kafka.testcluster.metadata.NewTopic;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FetchHandlerTest {

  private static final long NOW = CoreDriver.START_MS;

  private final CoreDriver driver = CoreDriver.ofBrokers(2);
  private long consumer;
  private long producer;

  @BeforeEach
  void createTopic() {
    driver.core.createTopic(NewTopic.named("orders").withPartitions(2));
    consumer = driver.connect(1);
    producer = driver.connect(1);
  }

  @AfterEach
  void closeDriver() {
    driver.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 5, 7, 9, 11, 12})
  void batches_come_from_the_one_that_holds_the_offset_in_every_version(int version) {
    produce("a", "b");
    produce("c", "d");
    produce("e");

    PartitionData data = fetch(version, Requests.fetch("orders", 0, 3, 1, 0));

    assertThat(batches(data)).containsExactly(2L, 4L);
    assertThat(data.highWatermark()).isEqualTo(5);
    assertThat(data.error()).isEqualTo(ErrorCode.NONE);
  }

  @ParameterizedTest
  @ValueSource(ints = {13, 15, 18})
  void topics_come_by_id_from_version_13(int version) {
    produce("a");
    UUID id = driver.topic("orders").id();

    FetchResponse response = driver.call(consumer, Apis.FETCH, version, byId(id));

    assertThat(response.responses().get(0).topicId()).isEqualTo(id);
    assertThat(batches(only(response))).containsExactly(0L);
  }

  @Test
  void an_unknown_topic_id_is_named() {
    FetchResponse response = driver.call(consumer, Apis.FETCH, 13, byId(new UUID(3, 4)));

    assertThat(only(response).error()).isEqualTo(ErrorCode.UNKNOWN_TOPIC_ID);
  }

  @Test
  void a_fetch_at_the_end_waits_until_something_is_appended() {
    int timers = driver.timers();
    RequestHeader waiting =
        driver.send(consumer, Apis.FETCH, 12, Requests.fetch("orders", 0, 0, 1, 500));
    assertThat(driver.hasResponse(consumer)).isFalse();

    driver.advanceMs(100);
    produce("a");

    FetchResponse response = driver.receive(consumer, Apis.FETCH, waiting);
    assertThat(batches(only(response))).containsExactly(0L);
    assertThat(driver.timers()).isEqualTo(timers);
  }

  @Test
  void a_fetch_that_waits_is_answered_empty_when_its_time_is_out() {
    RequestHeader waiting =
        driver.send(consumer, Apis.FETCH, 12, Requests.fetch("orders", 0, 0, 1, 500));
    driver.advanceMs(499);
    assertThat(driver.hasResponse(consumer)).isFalse();

    driver.advanceMs(1);

    PartitionData data = only(driver.receive(consumer, Apis.FETCH, waiting));
    assertThat(data.error()).isEqualTo(ErrorCode.NONE);
    assertThat(batches(data)).isEmpty();
  }

  @Test
  void an_append_to_another_partition_does_not_wake_a_fetch() {
    driver.core.createTopic(NewTopic.named("others").withPartitions(2));
    driver.send(consumer, Apis.FETCH, 12, Requests.fetch("orders", 0, 0, 1, 500));
    int partition = driver.partitionLedBy(1, "others");

    driver.call(
        producer, Apis.PRODUCE, 9, Requests.produce(1, "others", partition, Batches.of(NOW, "a")));

    assertThat(driver.hasResponse(consumer)).isFalse();
  }

  @Test
  void min_bytes_are_waited_for() {
    int batchBytes = Batches.of(NOW, "a").readableBytes();
    RequestHeader waiting =
        driver.send(consumer, Apis.FETCH, 12, Requests.fetch("orders", 0, 0, 2 * batchBytes, 500));

    produce("a");
    assertThat(driver.hasResponse(consumer)).isFalse();
    produce("b");

    assertThat(batches(only(driver.receive(consumer, Apis.FETCH, waiting))))
        .containsExactly(0L, 1L);
  }

  @Test
  void the_first_batch_comes_even_if_it_exceeds_the_limit() {
    produce("x".repeat(1000));
    produce("y");

    PartitionData data = fetch(12, Requests.fetch("orders", 0, 0, 1, 0, 10));

    assertThat(batches(data)).containsExactly(0L);
  }

  @Test
  void whole_batches_come_up_to_the_limit() {
    int batchBytes = Batches.of(NOW, "a").readableBytes();
    for (int i = 0; i < 5; i++) {
      produce("a");
    }

    PartitionData data = fetch(12, Requests.fetch("orders", 0, 1, 1, 0, 3 * batchBytes - 1));

    assertThat(batches(data)).containsExactly(1L, 2L);
  }

  @Test
  void an_offset_outside_the_log_is_out_of_range() {
    produce("a");

    assertThat(fetch(12, Requests.fetch("orders", 0, 2, 1, 500)).error())
        .isEqualTo(ErrorCode.OFFSET_OUT_OF_RANGE);
    assertThat(fetch(12, Requests.fetch("orders", 0, -1, 1, 500)).error())
        .isEqualTo(ErrorCode.OFFSET_OUT_OF_RANGE);
  }

  @Test
  void another_broker_names_the_leader() {
    FetchResponse response =
        driver.call(consumer, Apis.FETCH, 12, Requests.fetch("orders", 1, 0, 1, 500));

    assertThat(only(response).error()).isEqualTo(ErrorCode.NOT_LEADER_OR_FOLLOWER);
    assertThat(only(response).currentLeader().leaderId()).isEqualTo(2);
  }

  @Test
  void a_full_fetch_opens_no_session_and_an_incremental_one_is_refused() {
    FetchResponse full =
        driver.call(consumer, Apis.FETCH, 12, Requests.fetch("orders", 0, 0, 1, 0));
    FetchResponse incremental = driver.call(consumer, Apis.FETCH, 12, ofSession(5, 1));

    assertThat(full.sessionId()).isZero();
    assertThat(incremental.error()).isEqualTo(ErrorCode.FETCH_SESSION_ID_NOT_FOUND);
  }

  @Test
  void a_closed_connection_waits_no_more() {
    int timers = driver.timers();
    driver.send(consumer, Apis.FETCH, 12, Requests.fetch("orders", 0, 0, 1, 500));
    driver.step(new Event.ConnectionClosed(consumer));

    produce("a");

    assertThat(driver.hasResponse(consumer)).isFalse();
    assertThat(driver.timers()).isEqualTo(timers);
  }

  private void produce(String... values) {
    driver.call(
        producer, Apis.PRODUCE, 9, Requests.produce(1, "orders", 0, Batches.of(NOW, values)));
  }

  private PartitionData fetch(int version, FetchRequest request) {
    return only(driver.call(consumer, Apis.FETCH, version, request));
  }

  private static PartitionData only(FetchResponse response) {
    return response.responses().get(0).partitions().get(0);
  }

  private static List<Long> batches(PartitionData data) {
    ByteBuf records = data.records();
    assertThat(records).isNotNull();
    return RecordBatchView.allIn(records).stream().map(RecordBatchView::baseOffset).toList();
  }

  private static FetchRequest byId(UUID id) {
    return request(0, 0, List.of(new FetchTopic("", id, List.of(Requests.from(0, 0)))));
  }

  private static FetchRequest ofSession(int sessionId, int sessionEpoch) {
    return request(sessionId, sessionEpoch, List.of());
  }

  private static FetchRequest request(int sessionId, int sessionEpoch, List<FetchTopic> topics) {
    return new FetchRequest(
        -1,
        0,
        1,
        1024,
        (byte) 0,
        sessionId,
        sessionEpoch,
        topics,
        List.of(),
        "",
        null,
        ReplicaState.SHAPE.empty());
  }
}
