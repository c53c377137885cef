package io.weir.kafka.testcluster.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.weir.kafka.protocol.Apis;
import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.protocol.ListOffsetsRequest;
import io.weir.kafka.protocol.ListOffsetsRequest.ListOffsetsPartition;
import io.weir.kafka.protocol.ListOffsetsRequest.ListOffsetsTopic;
import io.weir.kafka.protocol.ListOffsetsResponse.ListOffsetsPartitionResponse;
import io.weir.kafka.testcluster.Batches;
import io.weir.kafka.testcluster.metadata.NewTopic;
import java.util.List;
import org.apache.kafka.common.compress.Compression;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListOffsetsHandlerTest {

  private final CoreDriver driver = CoreDriver.ofBrokers(2);
  private long connection;

  @BeforeEach
  void appendTwoBatches() {
    driver.core.createTopic(NewTopic.named("orders").withPartitions(2));
    connection = driver.connect(1);
    produce(Batches.withTimestamps(Compression.NONE, 100, 300, 200));
    produce(Batches.withTimestamps(Compression.lz4().build(), 400, 250, 400));
  }

  @AfterEach
  void closeDriver() {
    driver.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 6, 7, 8, 9, 10, 11})
  void earliest_and_latest_are_told_in_every_version(int version) {
    assertThat(list(version, -2).offset()).isZero();
    assertThat(list(version, -1).offset()).isEqualTo(6);
    assertThat(list(version, -1).timestamp()).isEqualTo(-1);
  }

  @ParameterizedTest(name = "timestamp {0} is offset {1} at {2}")
  @CsvSource({
    "0, 0, 100",
    "100, 0, 100",
    "101, 1, 300",
    "300, 1, 300",
    "301, 3, 400",
    "400, 3, 400",
    "401, -1, -1",
    // The largest timestamp: the first record that has it.
    "-3, 3, 400",
    // All of the log is local, nothing is tiered.
    "-4, 0, -1",
    "-5, -1, -1",
    "-6, -1, -1"
  })
  void the_first_record_at_or_after_a_timestamp_is_told(
      long timestamp, long offset, long timestampOfOffset) {
    ListOffsetsPartitionResponse answer = list(11, timestamp);

    assertThat(answer.error()).isEqualTo(ErrorCode.NONE);
    assertThat(answer.offset()).isEqualTo(offset);
    assertThat(answer.timestamp()).isEqualTo(timestampOfOffset);
  }

  @Test
  void an_empty_log_has_no_largest_timestamp() {
    driver.core.createTopic(NewTopic.named("empty").withPartitions(2));
    int partition = driver.partitionLedBy(1, "empty");

    assertThat(list("empty", partition, -3).offset()).isEqualTo(-1);
    assertThat(list("empty", partition, -1).offset()).isZero();
  }

  @Test
  void unknown_partitions_and_other_leaders_are_refused() {
    assertThat(list("orders", 1, -1).error()).isEqualTo(ErrorCode.NOT_LEADER_OR_FOLLOWER);
    assertThat(list("orders", 2, -1).error()).isEqualTo(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
    assertThat(list("nothing", 0, -1).error()).isEqualTo(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
  }

  @Test
  void a_leader_epoch_must_be_the_current_one() {
    driver.step(new Event.BrokerStopped(1));
    driver.startBroker(1);
    connection = driver.connect(1);

    assertThat(listInEpoch(1).error()).isEqualTo(ErrorCode.FENCED_LEADER_EPOCH);
    assertThat(listInEpoch(2).error()).isEqualTo(ErrorCode.NONE);
    assertThat(listInEpoch(2).leaderEpoch()).isEqualTo(2);
    assertThat(listInEpoch(3).error()).isEqualTo(ErrorCode.UNKNOWN_LEADER_EPOCH);
  }

  private ListOffsetsPartitionResponse listInEpoch(int epoch) {
    return list(
        9,
        new ListOffsetsRequest(
            -1,
            (byte) 0,
            List.of(
                new ListOffsetsTopic("orders", List.of(new ListOffsetsPartition(0, epoch, -1)))),
            0));
  }

  private void produce(ByteBuf batch) {
    driver.call(connection, Apis.PRODUCE, 9, Requests.produce(1, "orders", 0, batch));
  }

  private ListOffsetsPartitionResponse list(String topic, int partition, long timestamp) {
    return list(9, Requests.listOffsets(topic, partition, timestamp));
  }

  private ListOffsetsPartitionResponse list(int version, long timestamp) {
    return list(version, Requests.listOffsets("orders", 0, timestamp));
  }

  private ListOffsetsPartitionResponse list(int version, ListOffsetsRequest request) {
    return driver
        .call(connection, Apis.LIST_OFFSETS, version, request)
        .topics()
        .get(0)
        .partitions()
        .get(0);
  }
}
