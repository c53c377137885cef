package io.weir.kafka.testcluster.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.weir.kafka.protocol.Apis;
import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.protocol.ProduceResponse;
import io.weir.kafka.protocol.ProduceResponse.PartitionProduceResponse;
import io.weir.kafka.testcluster.Batches;
import io.weir.kafka.testcluster.metadata.NewTopic;
import io.weir.kafka.testcluster.metadata.TopicImage;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.common.compress.Compression;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProduceHandlerTest {

  private static final long NOW = CoreDriver.START_MS;

  private final CoreDriver driver = CoreDriver.ofBrokers(2);
  private long leader;

  @BeforeEach
  void createTopic() {
    driver.core.createTopic(NewTopic.named("orders").withPartitions(2));
    leader = driver.connect(1);
  }

  @AfterEach
  void closeDriver() {
    driver.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 4, 5, 7, 8, 9, 10, 11, 12})
  void a_batch_gets_the_next_offset_in_every_version(int version) {
    PartitionProduceResponse first = produce(version, Batches.of(NOW, "a", "b"));
    PartitionProduceResponse second = produce(version, Batches.of(NOW, "c"));

    assertThat(first.error()).isEqualTo(ErrorCode.NONE);
    assertThat(first.baseOffset()).isZero();
    assertThat(second.baseOffset()).isEqualTo(2);
    assertThat(driver.core.replica("orders", 0).logEndOffset()).isEqualTo(3);
  }

  @Test
  void version_13_names_the_topic_by_id() {
    TopicImage topic = driver.topic("orders");
    ProduceResponse response =
        driver.call(
            leader,
            Apis.PRODUCE,
            13,
            Requests.produce(-1, "", topic.id(), 0, Batches.of(NOW, "a")));

    assertThat(response.responses().get(0).topicId()).isEqualTo(topic.id());
    assertThat(only(response).baseOffset()).isZero();
  }

  @Test
  void an_unknown_topic_id_is_named() {
    ProduceResponse response =
        driver.call(
            leader,
            Apis.PRODUCE,
            13,
            Requests.produce(-1, "", new UUID(1, 2), 0, Batches.of(NOW, "a")));

    assertThat(only(response).error()).isEqualTo(ErrorCode.UNKNOWN_TOPIC_ID);
  }

  @Test
  void an_unknown_topic_or_partition_is_refused() {
    assertThat(produceTo("nothing", 0).error()).isEqualTo(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
    assertThat(produceTo("orders", 2).error()).isEqualTo(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
  }

  @Test
  void another_broker_names_the_leader_and_its_address_from_version_10() {
    ProduceResponse response =
        driver.call(
            leader, Apis.PRODUCE, 10, Requests.produce(1, "orders", 1, Batches.of(NOW, "a")));

    assertThat(only(response).error()).isEqualTo(ErrorCode.NOT_LEADER_OR_FOLLOWER);
    assertThat(only(response).currentLeader().leaderId()).isEqualTo(2);
    assertThat(response.nodeEndpoints())
        .singleElement()
        .satisfies(
            endpoint -> {
              assertThat(endpoint.nodeId()).isEqualTo(2);
              assertThat(endpoint.host()).isEqualTo("broker-2");
              assertThat(endpoint.port()).isEqualTo(9002);
            });
  }

  @Test
  void acks_0_is_never_answered() {
    driver.send(leader, Apis.PRODUCE, 9, Requests.produce(0, "orders", 0, Batches.of(NOW, "a")));

    assertThat(driver.hasResponse(leader)).isFalse();
    assertThat(driver.closed).isEmpty();
    assertThat(driver.core.replica("orders", 0).logEndOffset()).isEqualTo(1);
  }

  @Test
  void an_error_with_acks_0_closes_the_connection() {
    driver.send(leader, Apis.PRODUCE, 9, Requests.produce(0, "nothing", 0, Batches.of(NOW, "a")));

    assertThat(driver.hasResponse(leader)).isFalse();
    assertThat(driver.closed.get(leader)).contains("UNKNOWN_TOPIC_OR_PARTITION");
  }

  @ParameterizedTest
  @ValueSource(ints = {-2, 2})
  void other_acks_are_refused(int acks) {
    ProduceResponse response =
        driver.call(
            leader, Apis.PRODUCE, 9, Requests.produce(acks, "orders", 0, Batches.of(NOW, "a")));

    assertThat(only(response).error()).isEqualTo(ErrorCode.INVALID_REQUIRED_ACKS);
    assertThat(driver.core.replica("orders", 0).logEndOffset()).isZero();
  }

  @Test
  void a_batch_above_the_topics_limit_is_too_large() {
    driver.core.createTopic(
        NewTopic.named("small")
            .withPartitions(2)
            .withConfigs(Map.of("max.message.bytes", "100", "cleanup.policy", "delete")));
    ByteBuf batch = Batches.of(NOW, "x".repeat(50));
    assertThat(batch.readableBytes()).isGreaterThan(100);

    int partition = driver.partitionLedBy(1, "small");
    ProduceResponse response =
        driver.call(leader, Apis.PRODUCE, 9, Requests.produce(1, "small", partition, batch));

    assertThat(only(response).error()).isEqualTo(ErrorCode.MESSAGE_TOO_LARGE);
    assertThat(only(response).errorMessage()).isNull();
  }

  @Test
  void a_flipped_bit_is_corrupt() {
    ByteBuf batch = Batches.of(NOW, "value");
    int last = batch.writerIndex() - 1;
    batch.setByte(last, batch.getByte(last) ^ 1);

    assertThat(produce(9, batch).error()).isEqualTo(ErrorCode.CORRUPT_MESSAGE);
  }

  @Test
  void a_cut_off_batch_is_corrupt() {
    ByteBuf batch = Batches.of(NOW, "value");

    assertThat(produce(9, batch.slice(0, batch.readableBytes() - 1)).error())
        .isEqualTo(ErrorCode.CORRUPT_MESSAGE);
  }

  @Test
  void two_batches_none_or_old_magic_are_invalid() {
    ByteBuf two = Unpooled.wrappedBuffer(Batches.of(NOW, "a"), Batches.of(NOW, "b"));
    ByteBuf oldMagic = Batches.of(NOW, "a").setByte(16, 1);

    assertThat(produce(9, two).error()).isEqualTo(ErrorCode.INVALID_RECORD);
    assertThat(produce(9, Unpooled.EMPTY_BUFFER).error()).isEqualTo(ErrorCode.INVALID_RECORD);
    assertThat(produce(9, oldMagic).error()).isEqualTo(ErrorCode.INVALID_RECORD);
  }

  @Test
  void zstd_needs_version_7() {
    ByteBuf batch = Batches.withTimestamps(Compression.zstd().build(), NOW);

    assertThat(produce(6, batch).error()).isEqualTo(ErrorCode.UNSUPPORTED_COMPRESSION_TYPE);
    assertThat(produce(7, batch).error()).isEqualTo(ErrorCode.NONE);
  }

  @Test
  void a_timestamp_more_than_an_hour_ahead_is_invalid() {
    long hour = 3_600_000;

    assertThat(produce(9, Batches.of(NOW + hour, "a")).error()).isEqualTo(ErrorCode.NONE);
    assertThat(produce(9, Batches.of(NOW + hour + 1, "a")).error())
        .isEqualTo(ErrorCode.INVALID_TIMESTAMP);
  }

  @Test
  void log_append_time_is_the_brokers_clock() {
    driver.core.createTopic(
        NewTopic.named("stamped")
            .withPartitions(2)
            .withConfigs(Map.of("message.timestamp.type", "LogAppendTime")));
    driver.advanceMs(5);
    int partition = driver.partitionLedBy(1, "stamped");

    ProduceResponse response =
        driver.call(
            leader,
            Apis.PRODUCE,
            9,
            Requests.produce(1, "stamped", partition, Batches.of(NOW - 1000, "a")));

    assertThat(only(response).logAppendTimeMs()).isEqualTo(NOW + 5);
    assertThat(driver.core.replica("stamped", partition).log().maxTimestamp()).isEqualTo(NOW + 5);
  }

  @Test
  void a_batch_sent_twice_is_in_the_log_once() {
    PartitionProduceResponse first = produce(9, Batches.idempotent(7, 0, 0, "a", "b"));
    produce(9, Batches.idempotent(7, 0, 2, "c"));
    PartitionProduceResponse again = produce(9, Batches.idempotent(7, 0, 0, "a", "b"));

    assertThat(again.error()).isEqualTo(ErrorCode.NONE);
    assertThat(again.baseOffset()).isEqualTo(first.baseOffset());
    assertThat(driver.core.replica("orders", 0).logEndOffset()).isEqualTo(3);
  }

  @Test
  void the_request_bytes_stay_as_they_were() {
    ByteBuf batch = Batches.of(NOW, "a");
    byte[] before = new byte[batch.readableBytes()];
    batch.getBytes(0, before);

    produce(9, Batches.of(NOW, "first"));
    produce(9, batch);

    byte[] after = new byte[batch.readableBytes()];
    batch.getBytes(0, after);
    assertThat(after).isEqualTo(before);
  }

  private PartitionProduceResponse produce(int version, ByteBuf records) {
    return only(
        driver.call(leader, Apis.PRODUCE, version, Requests.produce(-1, "orders", 0, records)));
  }

  private PartitionProduceResponse produceTo(String topic, int partition) {
    return only(
        driver.call(
            leader, Apis.PRODUCE, 9, Requests.produce(1, topic, partition, Batches.of(NOW, "a"))));
  }

  private static PartitionProduceResponse only(ProduceResponse response) {
    return response.responses().get(0).partitionResponses().get(0);
  }
}
