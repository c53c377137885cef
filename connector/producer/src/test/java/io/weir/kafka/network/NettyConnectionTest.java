package io.weir.kafka.network;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.PooledByteBufAllocator;
import io.weir.kafka.cluster.ClusterSettings;
import io.weir.kafka.cluster.ClusterSnapshot;
import io.weir.kafka.cluster.Metadata;
import io.weir.kafka.cluster.MetadataListener;
import io.weir.kafka.config.DurationRange;
import io.weir.kafka.config.MetadataSettings;
import io.weir.kafka.config.ServerAddress;
import io.weir.kafka.config.SocketSettings.Buffers;
import io.weir.kafka.event.ProducerEvents;
import io.weir.kafka.network.EventLoops.Lease;
import io.weir.kafka.protocol.Apis;
import io.weir.kafka.protocol.MetadataRequest;
import io.weir.kafka.protocol.MetadataResponse;
import io.weir.kafka.testcluster.TestCluster;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Connections over real sockets. */
final class NettyConnectionTest {

  private final EventLoops loops = new EventLoops(1);
  private final Lease lease = loops.acquire();
  private final Transport transport =
      lease.transport(new Buffers(128 << 10, 32 << 10), PooledByteBufAllocator.DEFAULT);
  private final Loop loop = transport.loop();
  private final Connections connections =
      new Connections(
          transport,
          NetworkSettings.defaults("test"),
          new SplittableRandom(1),
          ProducerEvents.NONE);

  @AfterEach
  void end() throws Exception {
    onLoop(connections::close);
    lease.close().toCompletableFuture().get(10, SECONDS);
  }

  @Test
  void aTopicOfACluster() throws Exception {
    try (TestCluster cluster = TestCluster.builder().brokers(3).topic("orders", 6).start()) {
      Metadata metadata =
          new Metadata(connections, settings(cluster.bootstrapServers()), new SplittableRandom(1));
      CompletableFuture<ClusterSnapshot> found = new CompletableFuture<>();
      metadata.addListener(
          new MetadataListener() {
            @Override
            public void topicReady(String topic) {
              found.complete(metadata.snapshot());
            }
          });
      metadata.request("orders");
      ClusterSnapshot snapshot = found.get(10, SECONDS);
      onLoop(metadata::close);

      assertThat(snapshot.clusterId()).isEqualTo(cluster.clusterId());
      assertThat(snapshot.partitionCount("orders")).isEqualTo(6);
      for (int partition = 0; partition < 6; partition++) {
        BrokerAddress leader = snapshot.leader("orders", partition);
        assertThat(leader).isNotNull();
        assertThat(leader.id()).isEqualTo(cluster.leader("orders", partition));
        assertThat(leader.authority()).isEqualTo(cluster.address(leader.id()));
      }
    }
  }

  @Test
  void manyRequestsInFlightAreAnsweredInOrder() throws Exception {
    try (TestCluster cluster = TestCluster.builder().brokers(1).topic("orders", 50).start()) {
      BrokerConnection connection = ready(cluster.bootstrapServers());
      List<CompletableFuture<MetadataResponse>> responses =
          IntStream.range(0, 200).mapToObj(i -> new CompletableFuture<MetadataResponse>()).toList();
      onLoop(() -> responses.forEach(each -> ask(connection, each)));
      for (CompletableFuture<MetadataResponse> each : responses) {
        assertThat(each.get(10, SECONDS).topics().get(0).partitions()).hasSize(50);
      }
    }
  }

  @Test
  void aClosedPortIsAnOrdinaryFailure() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    assertThat(unavailable(port)).startsWith("could not be connected to: ").contains("refused");
  }

  @Test
  void aPeerThatSpeaksAnotherProtocolIsDisconnected() throws Exception {
    assertThat(unavailableAfter("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(US_ASCII)))
        .startsWith("sent a malformed response: a response of 1213486160 bytes");
  }

  @Test
  void aPeerThatHangsUpIsAnOrdinaryFailure() throws Exception {
    assertThat(unavailableAfter(new byte[] {0, 0})).startsWith("closed the connection");
  }

  @Test
  void closeEndsAnAttemptThatIsUnderWay() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CompletableFuture<String> news = new CompletableFuture<>();
      onLoop(
          () -> {
            BrokerConnection connection = connections.to(address(server.getLocalPort()));
            connection.addListener(new FirstNews(news));
            connection.open();
            loop.execute(connections::close);
          });
      onLoop(() -> assertThat(connections.all()).noneMatch(BrokerConnection::isOpening));
      assertThat(news).isNotDone();
    }
  }

  private static void ask(
      BrokerConnection connection, CompletableFuture<MetadataResponse> response) {
    MetadataRequest request =
        new MetadataRequest(
            List.of(new MetadataRequest.MetadataRequestTopic(new UUID(0, 0), "orders")),
            false,
            false,
            false);
    connection.send(
        Apis.METADATA,
        request,
        RequestOptions.within(SECONDS.toNanos(10)),
        new ResponseListener<>() {
          @Override
          public void response(MetadataResponse answer) {
            response.complete(answer);
          }

          @Override
          public void failed(RequestFailure failure) {
            response.completeExceptionally(new AssertionError(failure.text()));
          }
        });
  }

  private BrokerConnection ready(String server) throws Exception {
    CompletableFuture<String> news = new CompletableFuture<>();
    ServerAddress at = servers(server).get(0);
    CompletableFuture<BrokerConnection> opened = new CompletableFuture<>();
    onLoop(
        () -> {
          BrokerConnection connection = connections.to(new BrokerAddress(1, at.host(), at.port()));
          connection.addListener(new FirstNews(news));
          connection.open();
          opened.complete(connection);
        });
    assertThat(news.get(10, SECONDS)).isEqualTo("ready");
    return opened.get(10, SECONDS);
  }

  private String unavailable(int port) throws Exception {
    CompletableFuture<String> news = new CompletableFuture<>();
    onLoop(
        () -> {
          BrokerConnection connection = connections.to(address(port));
          connection.addListener(new FirstNews(news));
          connection.open();
        });
    return news.get(10, SECONDS);
  }

  private String unavailableAfter(byte[] answer) throws Exception {
    var thread = Executors.newSingleThreadExecutor();
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var served =
          thread.submit(
              () -> {
                try (Socket socket = server.accept();
                    OutputStream out = socket.getOutputStream()) {
                  assertThat(socket.getInputStream().read(new byte[4])).isEqualTo(4);
                  out.write(answer);
                  out.flush();
                  socket.shutdownOutput();
                  socket.getInputStream().readAllBytes();
                }
                return true;
              });
      String reason = unavailable(server.getLocalPort());
      served.get(10, SECONDS);
      return reason;
    } finally {
      thread.shutdownNow();
    }
  }

  private static BrokerAddress address(int port) {
    return new BrokerAddress(1, InetAddress.getLoopbackAddress().getHostAddress(), port);
  }

  private static ClusterSettings settings(String servers) {
    return new ClusterSettings(
        servers(servers),
        new MetadataSettings(
            Duration.ofMinutes(5),
            Duration.ofMinutes(5),
            MetadataSettings.Recovery.REBOOTSTRAP,
            Duration.ofMinutes(5)),
        new DurationRange(Duration.ofMillis(100), Duration.ofSeconds(1)),
        Duration.ofSeconds(10),
        ClusterSettings.TopicCreation.FORBIDDEN);
  }

  private static List<ServerAddress> servers(String list) {
    return Arrays.stream(list.split(","))
        .map(each -> each.split(":"))
        .map(each -> new ServerAddress(each[0], Integer.parseInt(each[1])))
        .toList();
  }

  private void onLoop(Runnable task) throws Exception {
    CompletableFuture.runAsync(task, loop::execute).get(10, SECONDS);
  }

  private record FirstNews(CompletableFuture<String> news) implements BrokerConnection.Listener {

    @Override
    public void ready(BrokerConnection connection) {
      news.complete("ready");
    }

    @Override
    public void unavailable(BrokerConnection connection, String reason, long retryAfterNanos) {
      news.complete(reason);
    }
  }
}
