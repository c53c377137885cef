package io.weir.kafka.network;

import java.net.InetSocketAddress;

/** Opens byte streams: by Netty in an application, in memory in the simulation. */
@FunctionalInterface
public interface Connector {

  /**
   * Starts to open a stream; all events go to the handler, on the loop.
   *
   * @param address resolved
   */
  void connect(Loop loop, InetSocketAddress address, Link.Handler handler);
}
