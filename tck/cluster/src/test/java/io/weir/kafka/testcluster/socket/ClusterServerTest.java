package io.weir.kafka.testcluster.socket;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.PooledByteBufAllocator;
import io.weir.kafka.testcluster.core.ClusterCore;
import io.weir.kafka.testcluster.metadata.ClusterSettings;
import io.weir.kafka.testcluster.metadata.Endpoint;
import io.weir.kafka.testcluster.storage.MemoryStorage;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ClusterServerTest {

  private static final int ROUNDS_OF_THE_LOOP = 200;

  private final ClusterCore core =
      new ClusterCore(
          ClusterSettings.DEFAULTS,
          new MemoryStorage(),
          new SplittableRandom(1),
          PooledByteBufAllocator.DEFAULT);

  @Test
  void a_client_that_comes_early_is_served_once_the_cluster_is_whole() throws IOException {
    try (ClusterServer server = new ClusterServer(core, 1000, ClusterTime.system())) {
      server.startBroker(1, 0, List.of(Listener.local()));
      try (Socket early = connect(server)) {
        sendApiVersions(early);
        for (int i = 0; i < ROUNDS_OF_THE_LOOP; i++) {
          server.run(() -> {});
        }
        assertThat(early.getInputStream().available()).isZero();

        server.accept();

        DataInputStream in = new DataInputStream(early.getInputStream());
        assertThat(in.readInt()).isPositive();
        assertThat(in.readInt()).isEqualTo(77);
      }
    }
  }

  private Socket connect(ClusterServer server) throws IOException {
    Endpoint endpoint = server.call(core::image).liveBrokers().iterator().next().endpoints().get(0);
    Socket socket = new Socket(endpoint.host(), endpoint.port());
    socket.setSoTimeout(10_000);
    return socket;
  }

  private static void sendApiVersions(Socket socket) throws IOException {
    DataOutputStream out = new DataOutputStream(socket.getOutputStream());
    out.writeInt(10);
    out.writeShort(18);
    out.writeShort(0);
    out.writeInt(77);
    out.writeShort(-1);
    out.flush();
  }
}
