package io.weir.kafka.simulation;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.weir.kafka.network.Connector;
import io.weir.kafka.network.Link;
import io.weir.kafka.network.Loop;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Streams in memory between the producer's loop and the cluster's core, with latency and faults.
 *
 * <p>Within one stream bytes keep their order; between streams everything may overtake.
 */
final class SimulatedNetwork implements Connector {

  private static final long MOST_LATENCY_NANOS = 2_000_000;
  private static final long MOST_DELAY_NANOS = 3_000_000_000L;
  private static final int LENGTH_BYTES = 4;

  private final VirtualTime time;
  private final SimulatedCluster cluster;
  private final Faults faults;
  private final RandomGenerator random;

  SimulatedNetwork(
      VirtualTime time, SimulatedCluster cluster, Faults faults, RandomGenerator random) {
    this.time = time;
    this.cluster = cluster;
    this.faults = faults;
    this.random = random;
  }

  @Override
  public Link connect(Loop loop, InetSocketAddress address, Link.Handler handler) {
    SimulatedLink link = new SimulatedLink(loop, handler);
    loop.schedule(() -> link.open(address.getPort()), latency());
    return link;
  }

  private long latency() {
    return random.nextLong(MOST_LATENCY_NANOS) + 1;
  }

  /**
   * One stream. Its two directions are queues in virtual time: what is sent later arrives later.
   */
  private final class SimulatedLink implements Link, SimulatedCluster.Stream {

    private final Loop loop;
    private final Handler handler;
    private final ByteBuf atBroker = Unpooled.buffer();
    private long connection;
    private long lastToBroker;
    private long lastToProducer;
    private boolean closed;

    SimulatedLink(Loop loop, Handler handler) {
      this.loop = loop;
      this.handler = handler;
    }

    void open(int port) {
      if (closed) {
        return;
      }
      if (faults.strikes(Faults.Kind.CONNECT_REFUSED)) {
        closed = true;
        handler.closed(new IOException("connection refused (simulated)"));
        return;
      }
      connection = cluster.open(port, this);
      handler.opened(this);
    }

    @Override
    public void write(ByteBuf frame, WriteListener listener) {
      if (closed) {
        frame.release();
        loop.execute(() -> listener.written(new IOException("the stream is closed")));
        return;
      }
      ByteBuf bytes = Unpooled.copiedBuffer(frame);
      frame.release();
      loop.execute(() -> listener.written(null));
      if (faults.strikes(Faults.Kind.BREAK_BEFORE_REQUEST)) {
        bytes.release();
        breakOff("the stream broke before the request arrived (simulated)");
        return;
      }
      lastToBroker = Math.max(lastToBroker + 1, time.nowNanos() + latency());
      time.after(lastToBroker - time.nowNanos(), () -> arriveAtBroker(bytes));
    }

    private void arriveAtBroker(ByteBuf bytes) {
      if (!closed) {
        atBroker.writeBytes(bytes);
        while (!closed && hasFrame()) {
          cluster.request(connection, atBroker.readBytes(atBroker.readInt()));
        }
        atBroker.discardReadBytes();
      }
      bytes.release();
    }

    private boolean hasFrame() {
      return atBroker.readableBytes() >= LENGTH_BYTES
          && atBroker.readableBytes() - LENGTH_BYTES >= atBroker.getInt(atBroker.readerIndex());
    }

    @Override
    public void response(ByteBuf frame) {
      if (faults.strikes(Faults.Kind.BREAK_BEFORE_RESPONSE)) {
        frame.release();
        breakOff("the stream broke before the response arrived (simulated)");
        return;
      }
      long delay = latency();
      if (faults.strikes(Faults.Kind.DELAYED)) {
        delay += random.nextLong(MOST_DELAY_NANOS);
      }
      lastToProducer = Math.max(lastToProducer + 1, time.nowNanos() + delay);
      loop.schedule(() -> arriveAtProducer(frame), lastToProducer - time.nowNanos());
    }

    private void arriveAtProducer(ByteBuf frame) {
      int whole = frame.readableBytes();
      int first =
          whole > 1 && faults.strikes(Faults.Kind.SLICED) ? random.nextInt(1, whole) : whole;
      deliver(frame.readSlice(first));
      if (frame.isReadable()) {
        deliver(frame.readSlice(frame.readableBytes()));
      }
      frame.release();
    }

    private void deliver(ByteBuf piece) {
      if (!closed) {
        handler.received(piece);
      }
    }

    @Override
    public void closedByBroker(String reason) {
      loop.schedule(() -> end(new IOException("closed by the broker: " + reason)), latency());
    }

    private void breakOff(String reason) {
      cluster.close(connection);
      loop.schedule(() -> end(new IOException(reason)), latency());
    }

    @Override
    public void close() {
      if (!closed) {
        cluster.close(connection);
        loop.execute(() -> end(null));
      }
    }

    private void end(@Nullable Throwable cause) {
      if (!closed) {
        closed = true;
        atBroker.release();
        handler.closed(cause);
      }
    }

    @Override
    public void pauseReads() {
      throw new UnsupportedOperationException("the producer never pauses its reads");
    }

    @Override
    public void resumeReads() {
      throw new UnsupportedOperationException("the producer never pauses its reads");
    }
  }
}
