package io.weir.kafka.network;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.util.ReferenceCountUtil;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Link} over a Netty channel: the last handler of its pipeline.
 *
 * <p>Frames that are written in one turn of the event loop are flushed together at its end, by one
 * system call where the socket takes them. All fields: event loop only.
 */
final class NettyLink extends ChannelInboundHandlerAdapter implements Link {

  private enum Phase {
    OPENING,
    OPEN,
    CLOSED
  }

  private final Handler handler;
  private final Runnable flush = this::flush;

  private Phase phase = Phase.OPENING;
  private @Nullable ChannelFuture connecting;
  private @Nullable Throwable cause;
  private boolean flushQueued;

  NettyLink(Handler handler) {
    this.handler = handler;
  }

  /** Watches the attempt; called right after it began. */
  void opening(ChannelFuture attempt, EventLoop loop) {
    connecting = attempt;
    attempt.addListener(
        done -> {
          if (!done.isSuccess()) {
            // Never inside connect() or close(), and on the loop even where no channel was made.
            loop.execute(() -> closed(done.cause()));
          }
        });
  }

  @Override
  public void write(ByteBuf frame, WriteListener listener) {
    Channel open = channel();
    open.write(frame).addListener(done -> listener.written(done.cause()));
    if (!flushQueued) {
      flushQueued = true;
      open.eventLoop().execute(flush);
    }
  }

  private void flush() {
    flushQueued = false;
    channel().flush();
  }

  @Override
  public void close() {
    ChannelFuture attempt = attempt();
    boolean noChannel = attempt.isDone() && !attempt.isSuccess();
    if (!noChannel) {
      // The end is told by closed().
      ChannelFuture unused = attempt.channel().close();
    }
  }

  @Override
  public void pauseReads() {
    channel().config().setAutoRead(false);
  }

  @Override
  public void resumeReads() {
    channel().config().setAutoRead(true);
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    if (phase == Phase.OPENING) {
      phase = Phase.OPEN;
      handler.opened(this);
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    try {
      if (phase == Phase.OPEN) {
        handler.received((ByteBuf) message);
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    closed(cause);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
    if (cause == null) {
      cause = failure;
    }
    ChannelFuture unused = context.close();
  }

  private void closed(@Nullable Throwable why) {
    if (phase != Phase.CLOSED) {
      phase = Phase.CLOSED;
      handler.closed(why);
    }
  }

  private Channel channel() {
    return attempt().channel();
  }

  private ChannelFuture attempt() {
    return Objects.requireNonNull(connecting, "a link is used once connect() has returned it");
  }
}
