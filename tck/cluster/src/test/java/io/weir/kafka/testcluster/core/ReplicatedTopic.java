package io.weir.kafka.testcluster.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.weir.kafka.protocol.Apis;
import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.protocol.IncrementalAlterConfigsRequest;
import io.weir.kafka.protocol.IncrementalAlterConfigsRequest.AlterConfigsResource;
import io.weir.kafka.protocol.IncrementalAlterConfigsRequest.AlterableConfig;
import io.weir.kafka.protocol.IncrementalAlterConfigsResponse;
import io.weir.kafka.protocol.ProduceRequest;
import io.weir.kafka.protocol.ProduceRequest.PartitionProduceData;
import io.weir.kafka.protocol.ProduceRequest.TopicProduceData;
import io.weir.kafka.protocol.ProduceResponse;
import io.weir.kafka.protocol.ProduceResponse.PartitionProduceResponse;
import io.weir.kafka.protocol.RequestHeader;
import io.weir.kafka.record.RecordBatchView;
import io.weir.kafka.testcluster.Batches;
import io.weir.kafka.testcluster.broker.Broker.BrokerRules;
import io.weir.kafka.testcluster.metadata.ClusterSettings;
import io.weir.kafka.testcluster.metadata.NewTopic;
import io.weir.kafka.testcluster.metadata.PartitionImage;
import io.weir.kafka.testcluster.metadata.ReplicationRules;
import io.weir.kafka.testcluster.storage.MemoryStorage;
import io.weir.kafka.testcluster.storage.ReadBound;
import io.weir.kafka.wire.Wire;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Three brokers on virtual time and a topic {@code orders} of one partition on [1, 2, 3], which
 * broker 1 leads at first.
 */
final class ReplicatedTopic implements AutoCloseable {

  static final String NAME = "orders";
  static final int BROKERS = 3;
  private static final int MUCH = 1 << 20;
  private static final byte TOPIC = 2;
  private static final byte SET = 0;

  final CoreDriver driver;

  private ReplicatedTopic(CoreDriver driver, Map<String, String> configs) {
    this.driver = driver;
    NewTopic topic =
        new NewTopic(
            NAME, NewTopic.DEFAULT, NewTopic.DEFAULT, Map.of(0, List.of(1, 2, 3)), configs);
    driver.core.createTopic(topic);
    settle();
  }

  static ReplicatedTopic withDefaults() {
    return with(Map.of(), Map.of());
  }

  /**
   * @param settings of all brokers
   * @param configs of the topic
   */
  static ReplicatedTopic with(Map<String, String> settings, Map<String, String> configs) {
    return with(settings, configs, ReplicationRules.KAFKA);
  }

  static ReplicatedTopic with(
      Map<String, String> settings, Map<String, String> configs, ReplicationRules rules) {
    BrokerRules all = new BrokerRules(ClusterSettings.of(settings), rules);
    return new ReplicatedTopic(new CoreDriver(all, new MemoryStorage(), BROKERS), configs);
  }

  /** Lets all happen that needs no time. */
  void settle() {
    driver.step(new Event.Nudged());
  }

  PartitionImage partition() {
    return Objects.requireNonNull(driver.topic(NAME).partition(0));
  }

  List<Integer> isr() {
    return partition().isr();
  }

  int leader() {
    return partition().leader();
  }

  /** The copy at that broker. */
  PartitionCopy at(int broker) {
    return driver.core.replica(broker, NAME, 0);
  }

  /** What is in the log of that broker, be it committed or not. */
  List<String> values(int broker) {
    PartitionCopy copy = at(broker);
    List<String> values = new ArrayList<>();
    for (long next = copy.logStartOffset(); next < copy.logEndOffset(); ) {
      ByteBuf chunk = copy.log().read(next, copy.logEndOffset(), ReadBound.atLeastOneBatch(MUCH));
      for (RecordBatchView batch : RecordBatchView.allIn(chunk)) {
        batch
            .records(UnpooledByteBufAllocator.DEFAULT, MUCH)
            .forEach(
                record ->
                    values.add(UTF_8.decode(Objects.requireNonNull(record.value())).toString()));
        next = batch.nextOffset();
      }
      chunk.release();
    }
    return values;
  }

  /** Cuts the broker off from the other brokers, in both directions; the controller reaches it. */
  void isolateFromBrokers(int broker) {
    for (int other = 1; other <= BROKERS; other++) {
      if (other != broker) {
        driver.core.network().cut(broker, other);
        driver.core.network().cut(other, broker);
      }
    }
  }

  void isolateFromController(int broker) {
    driver.core.network().cut(broker, InterBrokerNetwork.CONTROLLER);
    driver.core.network().cut(InterBrokerNetwork.CONTROLLER, broker);
  }

  /** Heals all cuts, and lets what was held arrive. */
  void heal() {
    driver.core.network().healAll();
    settle();
  }

  /** Changes a setting of the topic. */
  void alter(String name, String value) {
    AlterableConfig change = new AlterableConfig(name, SET, value);
    AlterConfigsResource resource = new AlterConfigsResource(TOPIC, NAME, List.of(change));
    IncrementalAlterConfigsResponse answer =
        driver.call(
            driver.connect(1),
            Apis.INCREMENTAL_ALTER_CONFIGS,
            1,
            new IncrementalAlterConfigsRequest(List.of(resource), false));
    assertThat(answer.responses().get(0).error()).isEqualTo(ErrorCode.NONE);
  }

  /** A produce request that may be waiting. */
  record Sent(CoreDriver driver, long connection, RequestHeader header) {

    boolean isAnswered() {
      return driver.hasResponse(connection);
    }

    PartitionProduceResponse answer() {
      ProduceResponse response = driver.receive(connection, Apis.PRODUCE, header);
      return response.responses().get(0).partitionResponses().get(0);
    }

    ErrorCode error() {
      return answer().error();
    }
  }

  /** Sends a batch of these values to the broker, with a timeout of 9 s. */
  Sent produce(int broker, int acks, String... values) {
    return produce(broker, acks, Batches.of(driver.nowMs(), values));
  }

  Sent produce(int broker, int acks, ByteBuf batch) {
    ProduceRequest request =
        new ProduceRequest(
            null,
            (short) acks,
            9_000,
            List.of(
                new TopicProduceData(
                    NAME, Wire.ZERO_UUID, List.of(new PartitionProduceData(0, batch)))));
    long connection = driver.connect(broker);
    return new Sent(driver, connection, driver.send(connection, Apis.PRODUCE, 9, request));
  }

  @Override
  public void close() {
    driver.close();
  }
}
