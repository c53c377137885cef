package io.weir.kafka.testcluster.launch;

import io.weir.kafka.testcluster.TestCluster;
import io.weir.kafka.testcluster.control.ControlServer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The control by HTTP, if it was asked for. */
record Control(Optional<ControlServer> server) implements AutoCloseable {

  /**
   * @param port null to go without
   */
  static Control of(TestCluster cluster, @Nullable Integer port) {
    return new Control(
        Optional.ofNullable(port).map(wanted -> ControlServer.start(cluster, wanted)));
  }

  Optional<String> url() {
    return server.map(ControlServer::url);
  }

  @Override
  public void close() {
    server.ifPresent(ControlServer::close);
  }
}
