package io.weir.kafka.simulation.pipeline;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.weir.kafka.simulation.ClusterDriver;
import io.weir.kafka.simulation.FaultMix;
import io.weir.kafka.simulation.VirtualTime;
import io.weir.kafka.simulation.pipeline.SimulatedNetwork.Surroundings;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * The way of a stream's bytes from the producer to the broker, in order, and the broker's end of
 * the stream. What was under way when the producer closes the stream is lost, or arrives late, as
 * TCP repeats it. One thread.
 */
final class Uplink {

  private static final long LONGEST_DELAY_NANOS = TimeUnit.SECONDS.toNanos(5);

  /** What is late arrives no later than this after the stream was given up. */
  private static final long LATEST_ARRIVAL_NANOS = TimeUnit.SECONDS.toNanos(6);

  private static final long NOT_OPEN = -1;

  private final int number;
  private final Surroundings surroundings;
  private final VirtualTime time;
  private final FaultMix mix;
  private final RandomGenerator random;

  /** What was written and has not arrived. */
  private final Deque<ByteBuf> travelling = new ArrayDeque<>();

  /** What has arrived and is no whole request yet. */
  private final ByteBuf arrived = Unpooled.buffer();

  private long connection = NOT_OPEN;
  private long lastArrivalNanos;
  private boolean heldUp;
  private boolean breaking;
  private boolean closedByProducer;
  private boolean brokerIsGone;

  /**
   * @param number of the stream, for the trace
   */
  Uplink(int number, Surroundings surroundings) {
    this.number = number;
    this.surroundings = surroundings;
    this.time = surroundings.time();
    this.mix = surroundings.mix();
    this.random = surroundings.random();
  }

  /** Connects to the broker; returns its name for the connection. */
  long open(int broker, ClusterDriver.ClientEnd client) {
    connection = surroundings.cluster().connect(broker, client);
    return connection;
  }

  /** Sends the first of these bytes on their way. */
  void travel(byte[] bytes, int length) {
    if (mix.comes(LinkFault.HALF_OPEN_TO_BROKER)) {
      heldUp = true;
    }
    long delay = surroundings.way();
    if (mix.comes(LinkFault.REQUEST_DELAYED)) {
      delay += random.nextLong(LONGEST_DELAY_NANOS);
    }
    lastArrivalNanos = Math.max(lastArrivalNanos + 1, time.nowNanos() + delay);
    travelling.addLast(Unpooled.wrappedBuffer(bytes, 0, length));
    time.after(lastArrivalNanos - time.nowNanos(), this::arrive);
  }

  /** The next part that travels, unless it is held up: then it stays. */
  private void arrive() {
    ByteBuf part = heldUp ? null : travelling.pollFirst();
    if (part == null || brokerIsGone) {
      return;
    }
    arrived.writeBytes(part);
    while (!brokerIsGone && hasRequest()) {
      handOver(arrived.readInt());
    }
    arrived.discardReadBytes();
  }

  private boolean hasRequest() {
    return arrived.readableBytes() >= Integer.BYTES
        && arrived.readableBytes() - Integer.BYTES >= arrived.getInt(arrived.readerIndex());
  }

  private void handOver(int length) {
    if (closedByProducer) {
      surroundings.tally().count(Situation.ARRIVED_AFTER_CLOSE);
      surroundings.trace().note("link %d: a request arrives after the close", number);
    }
    ByteBuf request = surroundings.cluster().allocator().buffer(length);
    arrived.readBytes(request, length);
    surroundings.cluster().receive(connection, request);
  }

  /** The producer hears nothing more. */
  void close() {
    closedByProducer = true;
    if (!travelling.isEmpty()
        && !breaking
        && !brokerIsGone
        && mix.comes(LinkFault.REQUEST_AFTER_CLOSE)) {
      heldUp = true;
      time.after(random.nextLong(LATEST_ARRIVAL_NANOS), this::arriveLate);
    } else if (connection != NOT_OPEN) {
      leave();
    }
  }

  private void arriveLate() {
    heldUp = false;
    while (!travelling.isEmpty()) {
      arrive();
    }
    leave();
  }

  /** The stream breaks behind what travels. */
  void leaveBehindAll() {
    breaking = true;
    time.after(Math.max(0, lastArrivalNanos - time.nowNanos()) + 1, this::leave);
  }

  private void leave() {
    if (!brokerIsGone) {
      brokerIsGone = true;
      surroundings.cluster().disconnect(connection);
    }
  }

  /** The broker has ended the stream. */
  void brokerIsGone() {
    brokerIsGone = true;
  }
}
