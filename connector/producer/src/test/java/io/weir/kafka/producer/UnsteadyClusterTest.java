package io.weir.kafka.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.smallrye.mutiny.Uni;
import io.weir.kafka.api.DeliveryTimeoutException;
import io.weir.kafka.api.InvalidRecordException;
import io.weir.kafka.api.OutgoingRecord;
import io.weir.kafka.api.RecordReceipt;
import io.weir.kafka.protocol.Api;
import io.weir.kafka.protocol.Apis;
import io.weir.kafka.testcluster.TestCluster;
import io.weir.kafka.testcluster.fault.KafkaVersion;
import io.weir.kafka.testcluster.fault.LinkRule.Silence;
import io.weir.kafka.testcluster.fault.RecordedRequest;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What becomes of records while the cluster changes under the producer: brokers move, fall silent
 * or are of old, and topics change.
 */
class UnsteadyClusterTest {

  private static final Duration DEADLINE = Duration.ofSeconds(30);

  @Test
  void aPausedLeaderIsLeftForItsSuccessor() {
    try (TestCluster cluster =
            TestCluster.builder()
                .brokers(3)
                .setting("broker.session.timeout.ms", "500")
                .setting("broker.heartbeat.interval.ms", "100")
                .topic("orders", 1, 3)
                .start();
        Producer producer = producer(cluster.bootstrapServers(), "request.timeout.ms", "1000")) {
      send(producer, "first");
      int leader = cluster.leader("orders", 0);
      cluster.pauseBroker(leader);
      send(producer, "second");
      assertThat(cluster.leader("orders", 0)).isNotEqualTo(leader);
      cluster.resumeBroker(leader);
      send(producer, "third");
    }
  }

  /** It goes on believing that it leads, and says so to whoever asks. */
  @Test
  void aLeaderThatIsCutOffFromItsClusterIsLeftForItsSuccessor() {
    try (TestCluster cluster =
            TestCluster.builder()
                .brokers(3)
                .setting("broker.session.timeout.ms", "500")
                .setting("broker.heartbeat.interval.ms", "100")
                .setting("min.insync.replicas", "2")
                .topic("orders", 1, 3)
                .start();
        Producer producer = producer(cluster.bootstrapServers(), "request.timeout.ms", "1000")) {
      send(producer, "first");
      int leader = cluster.leader("orders", 0);
      cluster.network().isolate(leader);
      send(producer, "second");
      assertThat(cluster.leader("orders", 0)).isNotEqualTo(leader);
      cluster.network().heal();
      send(producer, "third");
    }
  }

  @Test
  void eachBrokerMayRestartInTurn() {
    try (TestCluster cluster = TestCluster.builder().brokers(3).topic("orders", 1, 3).start();
        Producer producer = producer(cluster.bootstrapServers())) {
      send(producer, "first");
      for (int broker : cluster.brokers()) {
        cluster.stopBroker(broker);
        send(producer, "without " + broker);
        cluster.startBroker(broker);
        send(producer, "with " + broker);
      }
    }
  }

  @Test
  void aConnectionWhoseEndNeverComesIsGivenUp() {
    try (TestCluster cluster = TestCluster.builder().brokers(1).topic("orders", 1).start();
        Producer producer =
            producer(
                cluster.bootstrapServers(),
                "request.timeout.ms",
                "300",
                "socket.connection.setup.timeout.ms",
                "300")) {
      send(producer, "first");
      cluster.network().clients().halfOpen(Silence.OF_BROKER);
      Uni<RecordReceipt> second = subscribed(producer, "second");
      int greeted = cluster.requests(Apis.API_VERSIONS).size();
      await()
          .atMost(DEADLINE)
          .until(() -> cluster.requests(Apis.API_VERSIONS).size() > greeted + 1);
      cluster.network().clients().heal();
      assertThat(second.await().atMost(DEADLINE).offset()).isPositive();
    }
  }

  @Test
  void aClusterThatCameBackOnOtherPortsIsFoundByItsBootstrapServers(@TempDir Path folder)
      throws IOException {
    int laterPort = freePort();
    TestCluster before = TestCluster.builder().onDisk(folder).topic("orders", 1).start();
    String servers = before.bootstrapServers() + ",127.0.0.1:" + laterPort;
    try (Producer producer = producer(servers)) {
      send(producer, "first");
      before.close();
      try (TestCluster after = TestCluster.builder().onDisk(folder).port(laterPort).start()) {
        assertThat(send(producer, "second").offset()).isOne();
        assertThat(after.logEndOffset("orders", 0)).isEqualTo(2);
      }
    }
  }

  @Test
  void withoutRecoveryItIsNotFound(@TempDir Path folder) throws IOException {
    int laterPort = freePort();
    TestCluster before = TestCluster.builder().onDisk(folder).topic("orders", 1).start();
    String servers = before.bootstrapServers() + ",127.0.0.1:" + laterPort;
    try (Producer producer =
        producer(
            servers,
            "metadata.recovery.strategy",
            "none",
            "request.timeout.ms",
            "500",
            "delivery.timeout.ms",
            "2000")) {
      send(producer, "first");
      before.close();
      try (TestCluster after = TestCluster.builder().onDisk(folder).port(laterPort).start()) {
        assertThatThrownBy(() -> send(producer, "second"))
            .isInstanceOf(DeliveryTimeoutException.class);
        assertThat(after.logEndOffset("orders", 0)).isOne();
      }
    }
  }

  @Test
  void aTopicThatWasMadeAnewGetsTheRecordsThatFollow() throws Exception {
    try (TestCluster cluster =
            TestCluster.builder().brokers(2).withoutAutoCreate().topic("orders", 1).start();
        Producer producer = producer(cluster.bootstrapServers());
        Admin admin = admin(cluster)) {
      send(producer, "first");
      send(producer, "second");
      admin.deleteTopics(List.of("orders")).all().get();
      Uni<RecordReceipt> third = subscribed(producer, "third");
      admin.createTopics(List.of(new NewTopic("orders", 1, (short) 1))).all().get();
      assertThat(third.await().atMost(DEADLINE).offset()).isZero();
      assertThat(send(producer, "fourth").offset()).isOne();
    }
  }

  @Test
  void partitionsThatWereAddedAreUsed() throws Exception {
    try (TestCluster cluster = TestCluster.builder().brokers(2).topic("orders", 1).start();
        Producer producer = producer(cluster.bootstrapServers(), "metadata.max.age.ms", "100");
        Admin admin = admin(cluster)) {
      send(producer, "first");
      admin.createPartitions(Map.of("orders", NewPartitions.increaseTo(3))).all().get();
      await()
          .atMost(DEADLINE)
          .ignoreException(InvalidRecordException.class)
          .until(
              () ->
                  producer
                          .send(OutgoingRecord.of("orders", "second").withPartition(2))
                          .await()
                          .atMost(DEADLINE)
                          .partition()
                      == 2);
    }
  }

  @Test
  void anOldBrokerIsSpokenToAsItUnderstands() {
    try (TestCluster cluster = TestCluster.builder().brokers(2).topic("orders", 2).start()) {
      cluster.maxVersions(KafkaVersion.V2_1);
      try (Producer producer = producer(cluster.bootstrapServers())) {
        send(producer, "first");
      }
      assertThat(versions(cluster, Apis.API_VERSIONS)).contains(2);
      assertThat(versions(cluster, Apis.METADATA)).containsExactly(7);
      assertThat(versions(cluster, Apis.PRODUCE)).containsExactly(7);
    }
  }

  private static Set<Integer> versions(TestCluster cluster, Api<?, ?> api) {
    return cluster.requests(api).stream().map(RecordedRequest::version).collect(Collectors.toSet());
  }

  private static RecordReceipt send(Producer producer, String value) {
    return producer.send(OutgoingRecord.of("orders", value)).await().atMost(DEADLINE);
  }

  private static Uni<RecordReceipt> subscribed(Producer producer, String value) {
    Uni<RecordReceipt> send =
        producer.send(OutgoingRecord.of("orders", value)).memoize().indefinitely();
    send.subscribe().with(receipt -> {}, failure -> {});
    return send;
  }

  private static Admin admin(TestCluster cluster) {
    return Admin.create(Map.of("bootstrap.servers", cluster.bootstrapServers()));
  }

  private static Producer producer(String servers, String... settings) {
    Map<String, String> all = new HashMap<>();
    all.put("bootstrap.servers", servers);
    all.put("delivery.timeout.ms", "25000");
    all.put("request.timeout.ms", "5000");
    for (int i = 0; i < settings.length; i += 2) {
      all.put(settings[i], settings[i + 1]);
    }
    return Producer.create(all);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
