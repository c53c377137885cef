package io.weir.kafka.network;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.DefaultEventLoop;
import io.netty.channel.EventLoop;
import io.netty.channel.local.LocalAddress;
import io.netty.channel.local.LocalChannel;
import io.netty.channel.local.LocalServerChannel;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A link over Netty's in-memory channel; the test looks only from within the loop's own turns. */
final class NettyLinkTest implements Link.Handler {

  private final EventLoop loop = new DefaultEventLoop();
  private final NettyLink link = new NettyLink(this);
  private Channel local = new LocalChannel();
  private final CompletableFuture<Channel> accepted = new CompletableFuture<>();
  private final CountDownLatch closed = new CountDownLatch(1);

  // Event loop only.
  private final List<String> events = new ArrayList<>();
  private int flushes;

  @BeforeEach
  void connect() throws Exception {
    LocalAddress address = new LocalAddress(NettyLinkTest.class);
    new ServerBootstrap()
        .group(loop)
        .channel(LocalServerChannel.class)
        .childHandler(new Peer())
        .bind(address)
        .sync();
    ChannelInitializer<LocalChannel> pipeline =
        new ChannelInitializer<>() {
          @Override
          protected void initChannel(LocalChannel channel) {
            channel.pipeline().addLast(new FlushCount(), link);
          }
        };
    CompletableFuture<ChannelFuture> attempt = new CompletableFuture<>();
    turn(
        () -> {
          ChannelFuture connecting =
              new Bootstrap()
                  .group(loop)
                  .channel(LocalChannel.class)
                  .handler(pipeline)
                  .connect(address);
          link.opening(connecting, loop);
          attempt.complete(connecting);
        });
    local = attempt.get(10, SECONDS).sync().channel();
    accepted.get(10, SECONDS);
  }

  @AfterEach
  void end() {
    loop.shutdownGracefully(0, 1, SECONDS).syncUninterruptibly();
  }

  @Test
  void framesOfOneTurnAreFlushedTogetherAtItsEnd() throws Exception {
    turn(
        () -> {
          link.write(Unpooled.wrappedBuffer(new byte[] {1}), this::written);
          link.write(Unpooled.wrappedBuffer(new byte[] {2}), this::written);
          assertThat(flushes).isZero();
        });
    turn(
        () -> {
          assertThat(flushes).isOne();
          assertThat(events).containsExactly("opened", "written null", "written null");
          link.write(Unpooled.wrappedBuffer(new byte[] {3}), this::written);
        });
    turn(() -> assertThat(flushes).as("armed again").isEqualTo(2));
  }

  @Test
  void bytesAreLentToTheHandlerAndReleased() throws Exception {
    ByteBuf bytes = Unpooled.copiedBuffer(new byte[] {1, 2, 3});
    accepted.get(10, SECONDS).writeAndFlush(bytes).sync();
    turn(() -> {});
    turn(() -> assertThat(events).containsExactly("opened", "received 3"));
    assertThat(bytes.refCnt()).isZero();
  }

  @Test
  void closeFailsFramesThatHaveNotLeftAndIsToldLater() throws Exception {
    ByteBuf frame = Unpooled.buffer().writeInt(1);
    turn(
        () -> {
          link.write(frame, this::written);
          link.close();
          assertThat(events).hasSize(2).last().asString().contains("ClosedChannelException");
        });
    assertThat(closed.await(10, SECONDS)).isTrue();
    assertThat(frame.refCnt()).isZero();
    turn(link::close);
    turn(() -> assertThat(events).hasSize(3).last().isEqualTo("closed null"));
  }

  @Test
  void aWriteAfterTheEndFailsAndReleasesTheFrame() throws Exception {
    turn(link::close);
    assertThat(closed.await(10, SECONDS)).isTrue();
    ByteBuf frame = Unpooled.buffer().writeInt(1);
    turn(() -> link.write(frame, this::written));
    turn(() -> assertThat(events).last().asString().contains("ClosedChannelException"));
    assertThat(frame.refCnt()).isZero();
  }

  @Test
  void anErrorOfTheStreamClosesItWithItsCause() throws Exception {
    turn(() -> local.pipeline().fireExceptionCaught(new IOException("reset")));
    assertThat(closed.await(10, SECONDS)).isTrue();
    turn(() -> assertThat(events).containsExactly("opened", "closed java.io.IOException: reset"));
  }

  private void turn(Runnable task) throws Exception {
    CompletableFuture.runAsync(task, loop).get(10, SECONDS);
  }

  private void written(@Nullable Throwable failure) {
    events.add("written " + failure);
  }

  @Override
  public void opened(Link opened) {
    events.add("opened");
  }

  @Override
  public void received(ByteBuf bytes) {
    events.add("received " + bytes.readableBytes());
  }

  @Override
  public void closed(@Nullable Throwable cause) {
    events.add("closed " + cause);
    closed.countDown();
  }

  private final class FlushCount extends ChannelOutboundHandlerAdapter {

    @Override
    public void flush(ChannelHandlerContext context) {
      flushes++;
      context.flush();
    }
  }

  private final class Peer extends ChannelInboundHandlerAdapter {

    @Override
    public void channelActive(ChannelHandlerContext context) {
      accepted.complete(context.channel());
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      ReferenceCountUtil.release(message);
    }
  }
}
