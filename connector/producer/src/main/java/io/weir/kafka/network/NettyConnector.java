package io.weir.kafka.network;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.weir.kafka.config.SocketSettings.Buffers;
import java.net.InetSocketAddress;

/**
 * Opens TCP streams by Netty, on the event loop of the {@link NettyLoop} that it is given.
 *
 * <p>Immutable; {@link #connect} is called on the loop.
 */
final class NettyConnector implements Connector {

  private final Buffers buffers;
  private final ByteBufAllocator allocator;

  NettyConnector(Buffers buffers, ByteBufAllocator allocator) {
    this.buffers = buffers;
    this.allocator = allocator;
  }

  @Override
  public Link connect(Loop loop, InetSocketAddress address, Link.Handler handler) {
    EventLoop eventLoop = ((NettyLoop) loop).eventLoop();
    NettyLink link = new NettyLink(handler);
    Bootstrap bootstrap =
        new Bootstrap()
            .group(eventLoop)
            .channel(NioSocketChannel.class)
            .option(ChannelOption.ALLOCATOR, allocator)
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.SO_KEEPALIVE, true)
            // The connection has a setup timeout of its own and closes the link.
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 0)
            .handler(link);
    sizeBuffers(bootstrap);
    link.opening(bootstrap.connect(address), eventLoop);
    return link;
  }

  private void sizeBuffers(Bootstrap bootstrap) {
    if (buffers.sendBytes() >= 0) {
      bootstrap.option(ChannelOption.SO_SNDBUF, buffers.sendBytes());
    }
    if (buffers.receiveBytes() >= 0) {
      bootstrap.option(ChannelOption.SO_RCVBUF, buffers.receiveBytes());
    }
  }
}
