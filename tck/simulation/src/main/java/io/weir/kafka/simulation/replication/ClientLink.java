package io.weir.kafka.simulation.replication;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.weir.kafka.protocol.RequestHeader;
import io.weir.kafka.simulation.ClusterDriver;
import io.weir.kafka.simulation.FaultMix;
import io.weir.kafka.simulation.VirtualTime;
import io.weir.kafka.testcluster.core.Event;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A client's connection to the broker that it asked last, with one request under way; it breaks now
 * and then.
 *
 * <p>One thread: that of the simulation. Each request ends with exactly one of: an answer, or none.
 */
final class ClientLink {

  private static final int LONGEST_WAY_MICROS = 3_000;

  private final VirtualTime time;
  private final ClusterDriver cluster;
  private final FaultMix mix;
  private final RandomGenerator random;
  private final AnswerListener answered;
  private final Runnable unanswered;

  private @Nullable Connection connection;
  private @Nullable RequestHeader pending;

  /** Hears of answers. */
  interface AnswerListener {

    /**
     * @param frame <em>borrowed</em>, without its length
     */
    void answered(RequestHeader request, ByteBuf frame);
  }

  ClientLink(Writer.Surroundings surroundings, AnswerListener answered, Runnable unanswered) {
    this.time = surroundings.time();
    this.cluster = surroundings.cluster();
    this.mix = surroundings.mix();
    this.random = surroundings.random();
    this.answered = answered;
    this.unanswered = unanswered;
  }

  /** Whether there was a connection that is no more. */
  boolean isBroken() {
    return connection != null && connection.closed;
  }

  /** Sends a request that has no answer. */
  void tell(int broker, byte[] frame) {
    Connection to = connectionTo(broker);
    soon(() -> to.deliver(frame));
  }

  /** Sends a request, without its length. */
  void ask(int broker, byte[] frame, RequestHeader header, long timeoutMs) {
    Connection to = connectionTo(broker);
    pending = header;
    boolean breaks = breaks();
    soon(
        () -> {
          if (breaks) {
            to.close();
            fail(header);
          } else {
            to.deliver(frame);
          }
        });
    time.after(TimeUnit.MILLISECONDS.toNanos(timeoutMs), () -> expire(header, to));
  }

  private boolean breaks() {
    return mix.comes(WriterFault.CONNECTION_BROKEN);
  }

  private void soon(Runnable task) {
    time.after(TimeUnit.MICROSECONDS.toNanos(1 + random.nextInt(LONGEST_WAY_MICROS)), task);
  }

  private void expire(RequestHeader header, Connection at) {
    if (header == pending) {
      at.close();
      fail(header);
    }
  }

  private void fail(RequestHeader header) {
    if (header == pending) {
      pending = null;
      unanswered.run();
    }
  }

  private Connection connectionTo(int broker) {
    Connection present = connection;
    if (present == null || present.broker != broker || present.closed) {
      if (present != null) {
        present.close();
      }
      present = new Connection(broker);
      connection = present;
    }
    return present;
  }

  private final class Connection implements ClusterDriver.ClientEnd {

    private final int broker;
    private long id = -1;
    private boolean closed;

    Connection(int broker) {
      this.broker = broker;
    }

    /** Opens with the first frame. */
    void deliver(byte[] frame) {
      if (id < 0 && !closed) {
        id = cluster.connect(broker, this);
      }
      if (!closed) {
        ByteBuf received = cluster.allocator().buffer(frame.length).writeBytes(frame);
        cluster.step(new Event.FrameReceived(id, received));
      }
    }

    void close() {
      if (!closed) {
        closed = true;
        cluster.disconnect(id);
      }
    }

    @Override
    public void received(ByteBuf frame) {
      RequestHeader header = pending;
      boolean breaks = breaks();
      byte[] response = ByteBufUtil.getBytes(frame.skipBytes(Integer.BYTES));
      soon(
          () -> {
            if (closed || header == null || header != pending) {
              return;
            }
            if (breaks) {
              close();
              fail(header);
            } else {
              pending = null;
              answered.answered(header, Unpooled.wrappedBuffer(response));
            }
          });
    }

    @Override
    public void closed() {
      closed = true;
      RequestHeader header = pending;
      soon(
          () -> {
            if (header != null && connection == this) {
              fail(header);
            }
          });
    }
  }
}
