package io.weir.kafka.testcluster.controller;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.testcluster.controller.ControllerAnswer.Refused;
import io.weir.kafka.testcluster.controller.ControllerAnswer.Registered;
import io.weir.kafka.testcluster.controller.ControllerAnswer.Standing;
import io.weir.kafka.testcluster.controller.ControllerRequest.AlterPartition;
import io.weir.kafka.testcluster.controller.ControllerRequest.Heartbeat;
import io.weir.kafka.testcluster.controller.ControllerRequest.Heartbeat.Intent;
import io.weir.kafka.testcluster.controller.ControllerRequest.Register;
import io.weir.kafka.testcluster.metadata.BrokerNode;
import io.weir.kafka.testcluster.metadata.ClusterSettings;
import io.weir.kafka.testcluster.metadata.Endpoint;
import io.weir.kafka.testcluster.metadata.NewTopic;
import io.weir.kafka.testcluster.metadata.PartitionImage;
import io.weir.kafka.testcluster.metadata.RejectedException;
import io.weir.kafka.testcluster.metadata.TopicImage;
import io.weir.kafka.testcluster.metadata.TopicPartition;
import io.weir.kafka.testcluster.storage.MemoryStorage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** A controller and the brokers that speak to it, at a time that only moves when told. */
final class ControllerFixture {

  static final String TOPIC = "orders";

  final MemoryStorage storage = new MemoryStorage();
  final ClusterSettings settings;
  private final Map<Integer, Long> epochs = new HashMap<>();
  Controller controller;
  long nowMs = 1_000_000;

  ControllerFixture(Map<String, String> settings) {
    this.settings = ClusterSettings.of(settings);
    this.controller = newController();
  }

  /** A cluster of the brokers 1, 2 and 3, all serving. */
  static ControllerFixture ofThree() {
    ControllerFixture fixture = new ControllerFixture(Map.of());
    fixture.start(1, 2, 3);
    return fixture;
  }

  private Controller newController() {
    return new Controller(settings, storage, new SplittableRandom(1));
  }

  /** The whole cluster ends, and starts from what it wrote. */
  void restart() {
    controller = newController();
  }

  void start(int... brokers) {
    for (int broker : brokers) {
      register(broker);
      serve(broker);
    }
  }

  long register(int broker) {
    BrokerNode node =
        new BrokerNode(broker, List.of(new Endpoint("PLAINTEXT", "host " + broker, 9000 + broker)));
    Registered answer = (Registered) controller.handle(new Register(node), nowMs);
    epochs.put(broker, answer.brokerEpoch());
    return answer.brokerEpoch();
  }

  Standing.State serve(int broker) {
    return heartbeat(broker, Intent.SERVE);
  }

  Standing.State shutDown(int broker) {
    return heartbeat(broker, Intent.SHUT_DOWN);
  }

  private Standing.State heartbeat(int broker, Intent intent) {
    Heartbeat heartbeat = new Heartbeat(broker, epoch(broker), intent);
    return ((Standing) controller.handle(heartbeat, nowMs)).state();
  }

  long epoch(int broker) {
    return Objects.requireNonNull(epochs.get(broker));
  }

  /** These brokers' sessions end; all others stay. */
  void lose(int... brokers) {
    List<Integer> lost = java.util.Arrays.stream(brokers).boxed().toList();
    nowMs += settings.sessionTimeoutMs() - 1;
    controller.image().liveBrokers().stream()
        .map(BrokerNode::id)
        .filter(id -> !lost.contains(id))
        .forEach(this::serve);
    nowMs += 1;
    controller.tick(nowMs);
  }

  /** A topic of one partition on these replicas, the first of which leads. */
  void topic(Integer... replicas) {
    topic(Map.of(), replicas);
  }

  void topic(Map<String, String> configs, Integer... replicas) {
    controller.create(
        new NewTopic(
            TOPIC, NewTopic.DEFAULT, NewTopic.DEFAULT, Map.of(0, List.of(replicas)), configs));
  }

  TopicImage image(String topic) {
    return Objects.requireNonNull(controller.image().topic(topic));
  }

  PartitionImage partition() {
    return image(TOPIC).partitions().get(0);
  }

  /** The leader proposes an ISR, with the epochs of this moment. */
  ControllerAnswer proposeIsr(Integer... isr) {
    PartitionImage partition = partition();
    return controller.handle(
        proposal(partition.leader(), partition.leaderEpoch(), partition.partitionEpoch(), isr),
        nowMs);
  }

  AlterPartition proposal(int broker, int leaderEpoch, int partitionEpoch, Integer... isr) {
    return new AlterPartition(
        broker,
        epochs.getOrDefault(broker, -1L),
        new TopicPartition(image(TOPIC).id(), 0),
        leaderEpoch,
        partitionEpoch,
        List.of(isr));
  }

  ErrorCode refusal(ControllerRequest request) {
    return ((Refused) controller.handle(request, nowMs)).error();
  }

  static void assertRejected(ErrorCode error, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            RejectedException.class,
            e -> org.assertj.core.api.Assertions.assertThat(e.error()).isEqualTo(error));
  }
}
