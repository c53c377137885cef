package io.weir.kafka.testcluster.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HeldPortsTest {
  private final HeldPorts ports = new HeldPorts();
  private InetSocketAddress address = new InetSocketAddress(0);

  @BeforeEach
  void holdAFreePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      address = (InetSocketAddress) free.getLocalSocketAddress();
    }
    ports.hold(1, List.of(address));
  }

  @AfterEach
  void release() {
    ports.close();
  }

  @Test
  void nobody_else_gets_the_port() throws IOException {
    try (Socket other = new Socket()) {
      assertThatThrownBy(() -> other.bind(address)).isInstanceOf(BindException.class);
    }
  }

  @Test
  void whoever_connects_is_refused() throws IOException {
    try (Socket client = new Socket()) {
      assertThatThrownBy(() -> client.connect(address)).isInstanceOf(ConnectException.class);
    }
  }

  @Test
  void a_broker_can_listen_there_before_it_is_released() throws IOException {
    try (ServerSocket broker = new ServerSocket()) {
      broker.setReuseAddress(true);
      broker.bind(address);
      ports.release(1);

      try (Socket client = new Socket(address.getAddress(), address.getPort())) {
        assertThat(client.isConnected()).isTrue();
      }
    }
  }

  @Test
  void a_released_port_is_free() throws IOException {
    ports.release(1);

    try (Socket other = new Socket()) {
      other.bind(address);
      assertThat(other.getLocalPort()).isEqualTo(address.getPort());
    }
  }
}
