package io.weir.kafka.testcluster.socket;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Keeps the ports of brokers that are down for their return. Ports that were free when they were
 * taken are of the kind that the operating system gives to outgoing connections, so another program
 * could get one in the meantime. A socket that is bound but does not listen prevents that: whoever
 * connects is refused, as by a machine on which nobody listens.
 *
 * <p>Any thread.
 */
final class HeldPorts implements AutoCloseable {

  private static final Logger LOG = System.getLogger(HeldPorts.class.getName());

  @GuardedBy("this")
  private final Map<Integer, List<SocketChannel>> held = new HashMap<>();

  /**
   * Holds addresses until {@link #release}; one that cannot be held stays free for everybody, as it
   * would be without this class.
   */
  synchronized void hold(int broker, List<InetSocketAddress> addresses) {
    List<SocketChannel> sockets = held.computeIfAbsent(broker, first -> new ArrayList<>());
    for (InetSocketAddress address : addresses) {
      try {
        sockets.add(bind(address));
      } catch (IOException e) {
        LOG.log(Level.DEBUG, "Cannot keep " + address + " for broker " + broker, e);
      }
    }
  }

  private static SocketChannel bind(InetSocketAddress address) throws IOException {
    SocketChannel socket = SocketChannel.open();
    try {
      // With this option on both, the broker can listen there before this socket is closed.
      return socket.setOption(StandardSocketOptions.SO_REUSEADDR, true).bind(address);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /** The broker listens again, or never will. */
  synchronized void release(int broker) {
    List<SocketChannel> sockets = held.remove(broker);
    if (sockets != null) {
      sockets.forEach(HeldPorts::close);
    }
  }

  private static void close(SocketChannel socket) {
    try {
      socket.close();
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "Cannot close " + socket, e);
    }
  }

  @Override
  public synchronized void close() {
    List.copyOf(held.keySet()).forEach(this::release);
  }
}
