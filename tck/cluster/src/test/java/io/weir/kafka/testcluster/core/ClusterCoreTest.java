package io.weir.kafka.testcluster.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.weir.kafka.protocol.ApiVersionsRequest;
import io.weir.kafka.protocol.ApiVersionsResponse;
import io.weir.kafka.protocol.Apis;
import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.protocol.MetadataResponse.MetadataResponsePartition;
import io.weir.kafka.protocol.RequestHeader;
import io.weir.kafka.testcluster.Batches;
import io.weir.kafka.testcluster.metadata.ClusterSettings;
import io.weir.kafka.testcluster.metadata.NewTopic;
import io.weir.kafka.testcluster.storage.MemoryStorage;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class ClusterCoreTest {

  @Test
  void responses_leave_in_the_order_of_the_requests() {
    try (CoreDriver driver = driverWithTopic()) {
      long connection = driver.connect(1);
      RequestHeader fetch =
          driver.send(connection, Apis.FETCH, 12, Requests.fetch("orders", 0, 0, 1, 500));
      RequestHeader metadata =
          driver.send(connection, Apis.METADATA, 9, Requests.metadata("orders"));
      assertThat(driver.hasResponse(connection)).isFalse();

      driver.advanceMs(500);

      driver.receive(connection, Apis.FETCH, fetch);
      driver.receive(connection, Apis.METADATA, metadata);
    }
  }

  @Test
  void reading_pauses_behind_a_waiting_request_and_resumes_after_it() {
    try (CoreDriver driver = driverWithTopic()) {
      long connection = driver.connect(1);
      driver.send(connection, Apis.FETCH, 12, Requests.fetch("orders", 0, 0, 1, 500));
      assertThat(driver.readings).isEmpty();

      driver.send(connection, Apis.METADATA, 9, Requests.metadata());
      driver.send(connection, Apis.METADATA, 9, Requests.metadata());
      assertThat(driver.readings).containsExactly(new Effect.Pause(connection));

      driver.advanceMs(500);
      assertThat(driver.readings)
          .containsExactly(new Effect.Pause(connection), new Effect.Resume(connection));
    }
  }

  @Test
  void a_version_of_api_versions_that_is_too_new_is_answered_in_version_0() {
    try (CoreDriver driver = CoreDriver.ofBrokers(1)) {
      long connection = driver.connect(1);
      ByteBuf frame = Unpooled.buffer();
      frame.writeShort(18).writeShort(99).writeInt(5).writeShort(-1).writeByte(0);
      driver.sendBytes(connection, frame);

      byte[] answer = driver.nextFrame(connection);

      assertThat(answer).isNotNull();
      assertThat(Unpooled.wrappedBuffer(answer).getInt(4)).isEqualTo(5);
      assertThat(Unpooled.wrappedBuffer(answer).getShort(8)).isEqualTo((short) 35);
    }
  }

  @Test
  void api_versions_lists_produce_from_0_although_lower_ones_are_refused() {
    try (CoreDriver driver = CoreDriver.ofBrokers(1)) {
      long connection = driver.connect(1);
      ApiVersionsResponse response =
          driver.call(
              connection, Apis.API_VERSIONS, 3, new ApiVersionsRequest("test", "1.0", null, -1));

      assertThat(response.error()).isEqualTo(ErrorCode.NONE);
      assertThat(response.apiKeys())
          .extracting(api -> api.apiKey() + ":" + api.minVersion() + "-" + api.maxVersion())
          .startsWith("0:0-13", "1:4-18", "2:1-11", "3:0-13")
          .contains("18:0-5", "19:2-7", "22:0-5", "60:0-2");
    }
  }

  @Test
  void a_client_that_means_another_cluster_or_broker_must_bootstrap_again() {
    try (CoreDriver driver = CoreDriver.ofBrokers(1)) {
      long connection = driver.connect(1);
      String own = driver.core.image().clusterId();

      assertThat(apiVersions(driver, connection, own, 1)).isEqualTo(ErrorCode.NONE);
      assertThat(apiVersions(driver, connection, "another", 1))
          .isEqualTo(ErrorCode.REBOOTSTRAP_REQUIRED);
      assertThat(apiVersions(driver, connection, own, 2)).isEqualTo(ErrorCode.REBOOTSTRAP_REQUIRED);
    }
  }

  private static ErrorCode apiVersions(
      CoreDriver driver, long connection, String clusterId, int node) {
    return driver
        .call(
            connection,
            Apis.API_VERSIONS,
            5,
            new ApiVersionsRequest("test", "1.0", clusterId, node))
        .error();
  }

  @Test
  void a_version_that_is_not_served_closes_the_connection() {
    try (CoreDriver driver = CoreDriver.ofBrokers(1)) {
      long connection = driver.connect(1);
      ByteBuf produce2 = Unpooled.buffer().writeShort(0).writeShort(2).writeInt(1).writeShort(-1);
      driver.sendBytes(connection, produce2);

      assertThat(driver.closed.get(connection)).contains("Produce version 2");
    }
  }

  @Test
  void an_unknown_api_closes_the_connection() {
    try (CoreDriver driver = CoreDriver.ofBrokers(1)) {
      long connection = driver.connect(1);
      driver.sendBytes(
          connection, Unpooled.buffer().writeShort(999).writeShort(0).writeInt(1).writeShort(-1));

      assertThat(driver.closed).containsKey(connection);
    }
  }

  @Test
  void random_bytes_only_ever_close_the_connection() {
    try (CoreDriver driver = driverWithTopic()) {
      RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
      for (int round = 0; round < 5000; round++) {
        long connection = driver.connect(1);
        byte[] noise = new byte[random.nextInt(200)];
        random.nextBytes(noise);
        ByteBuf frame = Unpooled.buffer().writeShort(random.nextInt(4)).writeShort(9);
        driver.sendBytes(connection, frame.writeBytes(noise));
        assertThat(driver.closed.containsKey(connection) || driver.hasResponse(connection))
            .isTrue();
      }
    }
  }

  @Test
  void frames_of_a_closed_connection_are_released() {
    try (CoreDriver driver = CoreDriver.ofBrokers(1)) {
      long connection = driver.connect(1);
      driver.step(new Event.ConnectionClosed(connection));
      ByteBuf late = Unpooled.buffer().writeInt(1);

      driver.sendBytes(connection, late);

      assertThat(late.refCnt()).isZero();
    }
  }

  @Test
  void a_stopped_broker_closes_its_connections_and_leads_nothing() {
    try (CoreDriver driver = CoreDriver.ofBrokers(2)) {
      driver.core.createTopic(NewTopic.named("orders").withPartitions(2));
      long stays = driver.connect(1);
      long goes = driver.connect(2);

      driver.step(new Event.BrokerStopped(2));

      assertThat(driver.closed).containsOnlyKeys(goes);
      MetadataResponsePartition partition = partition(driver, stays, 1);
      assertThat(partition.error()).isEqualTo(ErrorCode.LEADER_NOT_AVAILABLE);
      assertThat(partition.leaderId()).isEqualTo(-1);
      assertThat(partition.offlineReplicas()).containsExactly(2);
      assertThat(partition.leaderEpoch()).isEqualTo(1);
    }
  }

  @Test
  void a_broker_that_comes_back_leads_again_in_a_later_epoch() {
    try (CoreDriver driver = CoreDriver.ofBrokers(2)) {
      driver.core.createTopic(NewTopic.named("orders").withPartitions(2));
      long connection = driver.connect(1);
      driver.step(new Event.BrokerStopped(2));
      driver.startBroker(2);

      MetadataResponsePartition partition = partition(driver, connection, 1);
      assertThat(partition.error()).isEqualTo(ErrorCode.NONE);
      assertThat(partition.leaderId()).isEqualTo(2);
      assertThat(partition.leaderEpoch()).isEqualTo(2);
    }
  }

  private static MetadataResponsePartition partition(
      CoreDriver driver, long connection, int index) {
    return driver
        .call(connection, Apis.METADATA, 9, Requests.metadata("orders"))
        .topics()
        .get(0)
        .partitions()
        .get(index);
  }

  @Test
  void a_connection_to_a_stopped_broker_is_closed() {
    try (CoreDriver driver = CoreDriver.ofBrokers(1)) {
      driver.step(new Event.BrokerStopped(1));

      assertThat(driver.closed).containsKey(driver.connect(1));
    }
  }

  @Test
  void the_same_events_give_the_same_bytes() {
    assertThat(transcript()).isEqualTo(transcript());
  }

  private static List<String> transcript() {
    List<String> frames = new ArrayList<>();
    try (CoreDriver driver = CoreDriver.ofBrokers(3)) {
      long connection = driver.connect(1);
      driver.send(connection, Apis.METADATA, 12, Requests.metadata("a", "b"));
      driver.send(connection, Apis.FETCH, 12, Requests.fetch("a", 0, 0, 1, 50));
      long producer = driver.connect(1);
      driver.send(
          producer,
          Apis.PRODUCE,
          9,
          Requests.produce(1, "a", 0, Batches.of(CoreDriver.START_MS, "x")));
      driver.advanceMs(50);
      for (byte[] next = driver.nextFrame(connection); next != null; ) {
        frames.add(HexFormat.of().formatHex(next));
        next = driver.nextFrame(connection);
      }
    }
    assertThat(frames).hasSize(2);
    return frames;
  }

  @Test
  void a_new_core_on_the_same_storage_knows_topics_epochs_and_records() {
    MemoryStorage storage = new MemoryStorage();
    String clusterId;
    try (CoreDriver driver = new CoreDriver(ClusterSettings.DEFAULTS, storage, 1)) {
      driver.core.createTopic(NewTopic.named("orders").withPartitions(2));
      driver.call(
          driver.connect(1),
          Apis.PRODUCE,
          9,
          Requests.produce(1, "orders", 1, Batches.idempotent(0, 0, 0, "a", "b")));
      clusterId = driver.core.image().clusterId();
    }
    try (CoreDriver driver = new CoreDriver(ClusterSettings.DEFAULTS, storage, 1)) {
      assertThat(driver.core.image().clusterId()).isEqualTo(clusterId);
      assertThat(driver.core.replica("orders", 1).logEndOffset()).isEqualTo(2);
      assertThat(partition(driver, driver.connect(1), 1).leaderEpoch()).isEqualTo(2);
      // What the log says of producers is known again: the same batch is a duplicate.
      driver.call(
          driver.connect(1),
          Apis.PRODUCE,
          9,
          Requests.produce(1, "orders", 1, Batches.idempotent(0, 0, 0, "a", "b")));
      assertThat(driver.core.replica("orders", 1).logEndOffset()).isEqualTo(2);
    }
  }

  private static CoreDriver driverWithTopic() {
    CoreDriver driver = CoreDriver.ofBrokers(1);
    driver.core.createTopic(NewTopic.named("orders").withPartitions(1));
    return driver;
  }
}
