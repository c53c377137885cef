package io.weir.kafka.testcluster.socket;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.weir.kafka.testcluster.core.Event.ConnectionClosed;
import io.weir.kafka.testcluster.core.Event.ConnectionOpened;
import io.weir.kafka.testcluster.core.Event.FrameReceived;

/**
 * Turns what happens on one socket into events. Event loop only.
 *
 * <p>Reads only while the core wants to and the client takes its responses.
 */
final class ClientChannel extends ChannelInboundHandlerAdapter {

  private static final System.Logger LOG = System.getLogger(ClientChannel.class.getName());

  private final CoreLoop loop;
  private final long connection;
  private final int broker;
  private final String listener;

  /** Event loop only. */
  private boolean paused;

  ClientChannel(CoreLoop loop, long connection, int broker, String listener) {
    this.loop = loop;
    this.connection = connection;
    this.broker = broker;
    this.listener = listener;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    loop.opened(connection, context);
    loop.step(new ConnectionOpened(connection, broker, listener));
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    loop.read(new FrameReceived(connection, (ByteBuf) message));
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    loop.readComplete();
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    updateReading(context);
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    loop.closed(connection);
    loop.step(new ConnectionClosed(connection));
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    LOG.log(
        System.Logger.Level.DEBUG,
        "Closing a connection to broker {0}: {1}",
        String.valueOf(broker),
        cause.toString());
    var unused = context.close();
  }

  void pause(ChannelHandlerContext context) {
    paused = true;
    updateReading(context);
  }

  void resume(ChannelHandlerContext context) {
    paused = false;
    updateReading(context);
  }

  private void updateReading(ChannelHandlerContext context) {
    context.channel().config().setAutoRead(!paused && context.channel().isWritable());
  }
}
