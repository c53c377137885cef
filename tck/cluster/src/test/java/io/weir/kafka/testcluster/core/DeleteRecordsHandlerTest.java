package io.weir.kafka.testcluster.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.kafka.protocol.Apis;
import io.weir.kafka.protocol.DeleteRecordsRequest;
import io.weir.kafka.protocol.DeleteRecordsRequest.DeleteRecordsPartition;
import io.weir.kafka.protocol.DeleteRecordsRequest.DeleteRecordsTopic;
import io.weir.kafka.protocol.DeleteRecordsResponse;
import io.weir.kafka.protocol.DeleteRecordsResponse.DeleteRecordsPartitionResult;
import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.protocol.RequestHeader;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeleteRecordsHandlerTest {

  private static final int TIMEOUT_MS = 3_000;

  private final ReplicatedTopic topic =
      ReplicatedTopic.with(Map.of("broker.session.timeout.ms", "2500"), Map.of());
  private final CoreDriver driver = topic.driver;

  @BeforeEach
  void produceThree() {
    topic.produce(1, -1, "a", "b", "c");
    driver.advanceMs(1_000);
  }

  @AfterEach
  void closeTopic() {
    topic.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void it_answers_when_all_followers_have_deleted_too(int version) {
    Sent sent = delete(1, version, 2);

    assertThat(sent.isAnswered()).isFalse();
    driver.advanceMs(1_000);

    assertThat(sent.answer().lowWatermark()).isEqualTo(2);
    for (int broker : List.of(1, 2, 3)) {
      assertThat(topic.at(broker).logStartOffset()).isEqualTo(2);
    }
  }

  @Test
  void minus_one_means_the_high_watermark() {
    Sent sent = delete(1, 2, -1);
    driver.advanceMs(1_000);

    assertThat(sent.answer().lowWatermark()).isEqualTo(3);
  }

  @Test
  void what_is_deleted_already_is_answered_at_once() {
    delete(1, 2, 2);
    driver.advanceMs(1_000);

    assertThat(delete(1, 2, 1).answer().lowWatermark()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(longs = {4, -2})
  void an_offset_above_the_high_watermark_or_below_zero_is_out_of_range(long offset) {
    DeleteRecordsPartitionResult answer = delete(1, 2, offset).answer();

    assertThat(answer.error()).isEqualTo(ErrorCode.OFFSET_OUT_OF_RANGE);
    assertThat(answer.lowWatermark()).isEqualTo(-1);
    assertThat(topic.at(1).logStartOffset()).isZero();
  }

  @Test
  void what_is_not_replicated_cannot_be_deleted() {
    topic.isolateFromBrokers(1);
    topic.produce(1, 1, "d");

    assertThat(delete(1, 2, 4).answer().error()).isEqualTo(ErrorCode.OFFSET_OUT_OF_RANGE);
  }

  @Test
  void a_follower_that_cannot_follow_makes_it_time_out_though_the_leader_has_deleted() {
    topic.isolateFromBrokers(3);
    Sent sent = delete(1, 2, 2);

    driver.advanceMs(TIMEOUT_MS - 1);
    assertThat(sent.isAnswered()).isFalse();
    driver.advanceMs(1);

    assertThat(sent.answer().error()).isEqualTo(ErrorCode.REQUEST_TIMED_OUT);
    assertThat(topic.at(1).logStartOffset()).isEqualTo(2);
    assertThat(topic.at(3).logStartOffset()).isZero();
  }

  @Test
  void a_follower_that_is_fenced_is_not_waited_for() {
    driver.step(new Event.BrokerKilled(3));
    driver.advanceMs(3_000);

    Sent sent = delete(1, 2, 2);
    driver.advanceMs(1_000);

    assertThat(sent.answer().lowWatermark()).isEqualTo(2);
  }

  @Test
  void a_leader_that_loses_its_role_meanwhile_says_so() {
    topic.isolateFromBrokers(3);
    Sent sent = delete(1, 2, 2);
    topic.isolateFromController(1);
    driver.advanceMs(2_600);
    assertThat(topic.leader()).isEqualTo(2);

    topic.heal();

    assertThat(sent.answer().error()).isEqualTo(ErrorCode.NOT_LEADER_OR_FOLLOWER);
  }

  @ParameterizedTest
  @CsvSource({"2, orders, NOT_LEADER_OR_FOLLOWER", "1, missing, UNKNOWN_TOPIC_OR_PARTITION"})
  void only_the_leader_of_a_known_partition_deletes(int broker, String name, ErrorCode error) {
    assertThat(delete(broker, 2, name, 1).answer().error()).isEqualTo(error);
  }

  @Test
  void a_topic_that_is_only_compacted_keeps_its_records() {
    try (ReplicatedTopic compacted =
        ReplicatedTopic.with(Map.of(), Map.of("cleanup.policy", "compact"))) {
      compacted.produce(1, -1, "a");

      assertThat(delete(compacted.driver, 1, 2, ReplicatedTopic.NAME, 1).answer().error())
          .isEqualTo(ErrorCode.POLICY_VIOLATION);
    }
  }

  private record Sent(CoreDriver driver, long connection, RequestHeader header) {

    boolean isAnswered() {
      return driver.hasResponse(connection);
    }

    DeleteRecordsPartitionResult answer() {
      DeleteRecordsResponse response = driver.receive(connection, Apis.DELETE_RECORDS, header);
      return response.topics().get(0).partitions().get(0);
    }
  }

  private Sent delete(int broker, int version, long offset) {
    return delete(broker, version, ReplicatedTopic.NAME, offset);
  }

  private Sent delete(int broker, int version, String name, long offset) {
    return delete(driver, broker, version, name, offset);
  }

  private static Sent delete(CoreDriver driver, int broker, int version, String name, long offset) {
    DeleteRecordsRequest request =
        new DeleteRecordsRequest(
            List.of(new DeleteRecordsTopic(name, List.of(new DeleteRecordsPartition(0, offset)))),
            TIMEOUT_MS);
    long connection = driver.connect(broker);
    return new Sent(
        driver, connection, driver.send(connection, Apis.DELETE_RECORDS, version, request));
  }
}
