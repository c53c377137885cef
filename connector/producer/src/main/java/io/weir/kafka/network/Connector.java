package io.weir.kafka.network;

import java.net.InetSocketAddress;

/** Opens byte streams: by Netty in an application, in memory in the simulation. */
@FunctionalInterface
public interface Connector {

  /**
   * Starts to open a stream; all events go to the handler, on the loop, and none of them before
   * this method has returned.
   *
   * @param address resolved
   * @return the link that is being opened: only {@link Link#close}, which gives the attempt up, may
   *     be called before {@link Link.Handler#opened}
   */
  Link connect(Loop loop, InetSocketAddress address, Link.Handler handler);
}
