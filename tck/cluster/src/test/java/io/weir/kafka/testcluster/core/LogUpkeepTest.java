package io.weir.kafka.testcluster.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.kafka.protocol.Apis;
import io.weir.kafka.protocol.DeleteRecordsRequest;
import io.weir.kafka.protocol.DeleteRecordsRequest.DeleteRecordsPartition;
import io.weir.kafka.protocol.DeleteRecordsRequest.DeleteRecordsTopic;
import io.weir.kafka.protocol.DeleteRecordsResponse;
import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.protocol.IncrementalAlterConfigsRequest;
import io.weir.kafka.protocol.IncrementalAlterConfigsRequest.AlterConfigsResource;
import io.weir.kafka.protocol.IncrementalAlterConfigsRequest.AlterableConfig;
import io.weir.kafka.protocol.ProduceResponse;
import io.weir.kafka.protocol.RequestHeader;
import io.weir.kafka.testcluster.Batches;
import io.weir.kafka.testcluster.metadata.BrokerNode;
import io.weir.kafka.testcluster.metadata.ClusterSettings;
import io.weir.kafka.testcluster.metadata.Endpoint;
import io.weir.kafka.testcluster.metadata.NewTopic;
import io.weir.kafka.testcluster.storage.MemoryStorage;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Retention, flushes and what a failure leaves, on virtual time. */
class LogUpkeepTest {

  private static final String ORDERS = "orders";

  /** A kind of resource, and an operation on its configs. */
  private static final byte TOPIC = 2;

  private static final byte SET = 0;
  private static final int BATCH_BYTES = Batches.of(1000, "a").readableBytes();
  private static final Map<String, String> ONE_SECOND =
      Map.of("retention.ms", "1000", "segment.bytes", "1");

  private final CoreDriver driver =
      new CoreDriver(
          ClusterSettings.of(Map.of("log.retention.check.interval.ms", "500")),
          new MemoryStorage(),
          3);

  @AfterEach
  void close() {
    driver.close();
  }

  @Test
  void old_segments_go_everywhere_at_the_next_check() {
    create(3, ONE_SECOND);
    produce(3);
    driver.advanceMs(1000);
    produce(1);
    assertThat(starts()).containsExactly(0L, 0L, 0L);

    driver.advanceMs(500);

    assertThat(starts()).containsExactly(3L, 3L, 3L);
    assertThat(ends()).containsExactly(4L, 4L, 4L);
  }

  @Test
  void what_is_not_committed_is_kept_however_old_it_is() {
    create(3, ONE_SECOND);
    produce(2);
    cutFollowers();
    produce(2);

    driver.advanceMs(5000);

    assertThat(copy(leader()).highWatermark()).isEqualTo(2);
    assertThat(copy(leader()).logStartOffset()).isEqualTo(2);
    assertThat(copy(leader()).logEndOffset()).isEqualTo(4);
  }

  @Test
  void segments_go_while_the_log_keeps_its_size() {
    create(3, Map.of("retention.bytes", Integer.toString(2 * BATCH_BYTES), "segment.bytes", "1"));
    produce(5);

    driver.advanceMs(1000);

    assertThat(starts()).containsExactly(3L, 3L, 3L);
  }

  @Test
  void a_topic_that_is_only_compacted_loses_no_segment() {
    create(3, Map.of("retention.ms", "1000", "segment.bytes", "1", "cleanup.policy", "compact"));
    produce(2);

    driver.advanceMs(5000);

    assertThat(starts()).containsExactly(0L, 0L, 0L);
  }

  @Test
  void a_changed_retention_takes_effect_while_brokers_run() {
    create(3, Map.of("retention.ms", "-1", "segment.bytes", "1"));
    produce(2);
    driver.advanceMs(5000);
    assertThat(starts()).containsExactly(0L, 0L, 0L);

    AlterableConfig oneSecond = new AlterableConfig("retention.ms", SET, "1000");
    AlterConfigsResource topic = new AlterConfigsResource(TOPIC, ORDERS, List.of(oneSecond));
    var unused =
        driver.call(
            driver.connect(1),
            Apis.INCREMENTAL_ALTER_CONFIGS,
            1,
            new IncrementalAlterConfigsRequest(List.of(topic), false));
    driver.advanceMs(1000);

    assertThat(starts()).containsExactly(2L, 2L, 2L);
  }

  @Test
  void deleted_records_are_gone_everywhere_and_stay_gone_over_restarts() {
    create(3, Map.of());
    produce(5);
    DeleteRecordsTopic topic =
        new DeleteRecordsTopic(ORDERS, List.of(new DeleteRecordsPartition(0, 3)));
    long connection = driver.connect(leader());
    RequestHeader header =
        driver.send(
            connection, Apis.DELETE_RECORDS, 2, new DeleteRecordsRequest(List.of(topic), 30_000));
    driver.advanceMs(1000);

    DeleteRecordsResponse response = driver.receive(connection, Apis.DELETE_RECORDS, header);
    assertThat(response.topics().get(0).partitions().get(0).lowWatermark()).isEqualTo(3);
    for (int broker = 1; broker <= 3; broker++) {
      driver.step(new Event.BrokerKilled(broker));
    }
    assertThat(starts()).containsExactly(3L, 3L, 3L);
    assertThat(ends()).containsExactly(5L, 5L, 5L);
  }

  @Test
  void a_power_failure_costs_one_replica_what_was_not_flushed_and_it_gets_it_back() {
    create(3, Map.of());
    produce(5);
    int failed = leader();

    driver.step(new Event.BrokerPoweredOff(failed));
    assertThat(copy(failed).logEndOffset()).isZero();
    driver.advanceMs(15_000);
    produce(2);
    start(failed);
    driver.advanceMs(15_000);

    assertThat(ends()).containsExactly(7L, 7L, 7L);
    assertThat(copy(failed).log().epochs()).isEqualTo(copy(leader()).log().epochs());
  }

  @Test
  void records_flushed_by_number_survive_a_power_failure() {
    create(1, Map.of("flush.messages", "2"));
    produce(5);

    assertThat(afterPowerFailure()).isEqualTo(4);
  }

  @Test
  void records_flushed_by_age_survive_a_power_failure() {
    driver.close();
    try (CoreDriver flushing =
        new CoreDriver(
            ClusterSettings.of(Map.of("log.flush.interval.ms", "1000")), new MemoryStorage(), 1)) {
      flushing.core.createTopic(new NewTopic(ORDERS, 1, 1, Map.of(), Map.of()));
      produce(flushing, 1, 3);
      flushing.advanceMs(2000);
      produce(flushing, 1, 2);

      flushing.step(new Event.BrokerPoweredOff(1));

      assertThat(flushing.core.replica(1, ORDERS, 0).logEndOffset()).isEqualTo(3);
    }
  }

  @Test
  void a_broker_that_is_shut_down_loses_nothing_to_a_later_power_failure() {
    create(1, Map.of());
    produce(5);
    int broker = leader();

    driver.step(new Event.BrokerStopped(broker));
    driver.advanceMs(1000);
    start(broker);
    driver.step(new Event.BrokerPoweredOff(broker));

    assertThat(copy(broker).logEndOffset()).isEqualTo(5);
  }

  @Test
  void a_killed_broker_remembers_the_high_watermark_of_its_last_checkpoint() {
    create(1, Map.of());
    produce(2);
    driver.advanceMs(5000);
    produce(3);
    int broker = leader();

    driver.step(new Event.BrokerKilled(broker));

    assertThat(copy(broker).highWatermark()).isEqualTo(2);
    assertThat(copy(broker).logEndOffset()).isEqualTo(5);
  }

  private long afterPowerFailure() {
    int broker = leader();
    driver.step(new Event.BrokerPoweredOff(broker));
    start(broker);
    driver.advanceMs(15_000);
    return copy(broker).logEndOffset();
  }

  private void create(int replicas, Map<String, String> configs) {
    driver.core.createTopic(new NewTopic(ORDERS, 1, replicas, Map.of(), configs));
    driver.advanceMs(1000);
  }

  private int leader() {
    return driver.topic(ORDERS).partitions().get(0).leader();
  }

  private void produce(int records) {
    produce(driver, leader(), records);
    // The followers learn the high watermark with their next fetch.
    driver.advanceMs(0);
  }

  /** One batch each, with the time of this moment. */
  private static void produce(CoreDriver driver, int leader, int records) {
    long connection = driver.connect(leader);
    for (int i = 0; i < records; i++) {
      ProduceResponse response =
          driver.call(
              connection,
              Apis.PRODUCE,
              9,
              Requests.produce(1, ORDERS, 0, Batches.of(driver.nowMs(), "a")));
      assertThat(response.responses().get(0).partitionResponses().get(0).error())
          .isEqualTo(ErrorCode.NONE);
    }
  }

  private void cutFollowers() {
    for (int broker = 1; broker <= 3; broker++) {
      if (broker != leader()) {
        driver.core.network().cut(broker, leader());
      }
    }
  }

  private void start(int broker) {
    Endpoint inside = new Endpoint("PLAINTEXT", "broker-" + broker, 9000 + broker);
    driver.step(new Event.BrokerStarted(new BrokerNode(broker, List.of(inside))));
  }

  private PartitionCopy copy(int broker) {
    return driver.core.replica(broker, ORDERS, 0);
  }

  private List<Long> starts() {
    return IntStream.rangeClosed(1, 3).mapToObj(id -> copy(id).logStartOffset()).toList();
  }

  private List<Long> ends() {
    return IntStream.rangeClosed(1, 3).mapToObj(id -> copy(id).logEndOffset()).toList();
  }
}
