package io.weir.kafka.testcluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.weir.kafka.testcluster.socket.Listener;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class TestClusterTest {

  @TempDir Path folder;

  @Test
  void a_cluster_on_disk_comes_back_with_its_records_over_rolled_segments() throws Exception {
    String clusterId;
    try (TestCluster cluster = onDisk()) {
      clusterId = cluster.clusterId();
      produce(cluster, 0, 500);
    }
    try (TestCluster cluster = onDisk()) {
      assertThat(cluster.clusterId()).isEqualTo(clusterId);
      assertThat(cluster.totals().records()).isEqualTo(500);
      produce(cluster, 500, 1000);

      assertThat(cluster.records("orders", 0))
          .extracting(StoredRecord::valueText)
          .hasSize(1000)
          .containsExactlyElementsOf(IntStream.range(0, 1000).mapToObj(i -> "value-" + i).toList());
    }
    try (var files = Files.walk(folder.resolve("broker-1/orders-0"))) {
      assertThat(files.filter(Files::isRegularFile).count()).isGreaterThan(5);
    }
  }

  private TestCluster onDisk() {
    return TestCluster.builder()
        .brokers(2)
        .topic("orders", 2, Map.of("leader.replication.throttled.replicas", "1:2, 3:4 & more"))
        .onDisk(folder)
        .segmentBytes(2000)
        .start();
  }

  private static void produce(TestCluster cluster, int from, int to) throws Exception {
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", cluster.bootstrapServers(), "batch.size", 200),
            new StringSerializer(),
            new StringSerializer())) {
      for (int i = from; i < to; i++) {
        var unused = producer.send(new ProducerRecord<>("orders", 0, null, "value-" + i));
      }
    }
  }

  @Test
  void a_cluster_that_only_acknowledges_counts_records_and_keeps_none() throws Exception {
    try (TestCluster cluster = TestCluster.builder().topic("orders", 1).ackOnly().start()) {
      produce(cluster, 0, 500);

      assertThat(cluster.logEndOffset("orders", 0)).isEqualTo(500);
      assertThat(cluster.records("orders", 0)).isEmpty();
      assertThat(cluster.totals().bytes()).isZero();
    }
  }

  @Test
  void a_temporary_folder_goes_with_its_cluster() {
    TemporaryFolder temporary = TemporaryFolder.create();
    assertThat(temporary.path()).exists();
    temporary.close();
    temporary.close();
    assertThat(temporary.path()).doesNotExist();
  }

  @Test
  void ports_count_up_from_the_first() throws IOException {
    int port = freePortOfTwo();
    try (TestCluster cluster = TestCluster.builder().brokers(2).port(port).start()) {
      assertThat(cluster.bootstrapServers())
          .isEqualTo("127.0.0.1:" + port + ",127.0.0.1:" + (port + 1));
    }
  }

  @Test
  void a_port_in_use_is_named_and_nothing_is_left_behind() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      TestClusterBuilder builder = TestCluster.builder().port(taken.getLocalPort());

      assertThatExceptionOfType(UncheckedIOException.class)
          .isThrownBy(builder::start)
          .withMessageContaining("Broker 1 cannot listen on 127.0.0.1:" + taken.getLocalPort());
    }
  }

  @Test
  void closing_ends_the_thread_and_the_sockets() {
    TestCluster cluster = TestCluster.builder().brokers(2).start();
    String[] address = cluster.address(2).split(":", -1);
    cluster.close();
    cluster.close();

    assertThatExceptionOfType(ConnectException.class)
        .isThrownBy(() -> new Socket(address[0], Integer.parseInt(address[1])).close());
    assertThatIllegalStateException().isThrownBy(cluster::topics).withMessageContaining("closed");
  }

  @Test
  void a_stopped_broker_is_not_in_the_bootstrap_list_and_comes_back_at_its_port() {
    try (TestCluster cluster = TestCluster.builder().brokers(2).start()) {
      String all = cluster.bootstrapServers();
      String first = cluster.address(1);

      cluster.stopBroker(1);
      assertThat(cluster.bootstrapServers()).isEqualTo(cluster.address(2));
      assertThatIllegalArgumentException().isThrownBy(() -> cluster.address(1));

      cluster.startBroker(1);
      assertThat(cluster.address(1)).isEqualTo(first);
      assertThat(cluster.bootstrapServers()).isEqualTo(all);
    }
  }

  @Test
  void stopping_twice_and_starting_twice_do_no_harm_but_unknown_brokers_are_named() {
    try (TestCluster cluster = TestCluster.builder().brokers(1).start()) {
      cluster.startBroker(1);
      cluster.stopBroker(1);
      cluster.stopBroker(1);
      cluster.startBroker(1);

      assertThat(cluster.bootstrapServers()).isNotEmpty();
      assertThatIllegalArgumentException()
          .isThrownBy(() -> cluster.startBroker(9))
          .withMessageContaining("no broker 9");
    }
  }

  @Test
  void a_broker_gets_its_port_back_however_often_it_restarts() {
    try (TestCluster cluster = TestCluster.builder().start()) {
      String address = cluster.address(1);
      for (int i = 0; i < 100; i++) {
        cluster.stopBroker(1);
        cluster.startBroker(1);
      }
      assertThat(cluster.address(1)).isEqualTo(address);
    }
  }

  @Test
  void every_listener_advertises_its_own_host() {
    try (TestCluster cluster =
        TestCluster.builder()
            .advertisedHost("inside.example")
            .listener(new Listener("OUTSIDE", "127.0.0.1", 0, "outside.example"))
            .start()) {
      assertThat(cluster.bootstrapServers()).startsWith("inside.example:");
      assertThat(cluster.bootstrapServers("OUTSIDE")).startsWith("outside.example:");
    }
  }

  @Test
  void all_interfaces_are_advertised_as_localhost() {
    try (TestCluster cluster = TestCluster.builder().host("0.0.0.0").start()) {
      assertThat(cluster.bootstrapServers()).startsWith("localhost:");
    }
  }

  @Test
  void a_request_above_the_limit_closes_its_connection() throws IOException {
    try (TestCluster cluster = TestCluster.builder().maxRequestBytes(1000).start();
        Socket socket = connect(cluster)) {
      DataOutputStream out = new DataOutputStream(socket.getOutputStream());
      out.writeInt(1001);
      out.flush();

      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void requests_cut_into_single_bytes_are_answered() throws IOException {
    try (TestCluster cluster = TestCluster.builder().start();
        Socket socket = connect(cluster)) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      DataOutputStream frame = new DataOutputStream(bytes);
      frame.writeInt(10);
      frame.writeShort(18);
      frame.writeShort(0);
      frame.writeInt(77);
      frame.writeShort(-1);
      for (byte each : bytes.toByteArray()) {
        socket.getOutputStream().write(each);
        socket.getOutputStream().flush();
      }

      DataInputStream in = new DataInputStream(socket.getInputStream());
      assertThat(in.readInt()).isPositive();
      assertThat(in.readInt()).isEqualTo(77);
      assertThat(in.readShort()).isZero();
    }
  }

  private static Socket connect(TestCluster cluster) throws IOException {
    String[] address = cluster.address(1).split(":", -1);
    Socket socket = new Socket(address[0], Integer.parseInt(address[1]));
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(10_000);
    return socket;
  }

  @Test
  void bad_values_are_refused_by_name() {
    TestClusterBuilder builder = TestCluster.builder();

    assertThatIllegalArgumentException().isThrownBy(() -> builder.brokers(0));
    assertThatIllegalArgumentException().isThrownBy(() -> builder.port(70_000));
    assertThatIllegalArgumentException().isThrownBy(() -> builder.defaultPartitions(0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TestCluster.builder().topic("bad name", 1).start())
        .withMessageContaining("INVALID_TOPIC_EXCEPTION");
  }

  @Test
  void a_seed_makes_the_ids_the_same() {
    assertThat(clusterIdOf(5)).isEqualTo(clusterIdOf(5)).isNotEqualTo(clusterIdOf(6));
  }

  private static String clusterIdOf(long seed) {
    try (TestCluster cluster = TestCluster.builder().seed(seed).start()) {
      return cluster.clusterId();
    }
  }

  @Test
  void an_unknown_topic_is_named() {
    try (TestCluster cluster = TestCluster.builder().topic("orders", 1).start()) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> cluster.records("nothing"))
          .withMessageContaining("nothing");
      assertThatIllegalArgumentException().isThrownBy(() -> cluster.records("orders", 1));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> cluster.createTopic("orders", 1))
          .withMessageContaining("TOPIC_ALREADY_EXISTS");
      assertThat(cluster.records("orders")).isEqualTo(List.of());
    }
  }

  private static int freePortOfTwo() throws IOException {
    for (int attempt = 0; attempt < 50; attempt++) {
      try (ServerSocket first = new ServerSocket(0)) {
        int port = first.getLocalPort();
        try (ServerSocket second = new ServerSocket(port + 1)) {
          assertThat(second.isBound()).isTrue();
          return port;
        } catch (IOException e) {
          assertThat(e).hasMessageContaining("in use");
        }
      }
    }
    throw new IllegalStateException("No two neighbouring ports are free");
  }
}
