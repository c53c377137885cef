package io.weir.kafka.simulation.pipeline;

import static java.util.stream.Collectors.toSet;

import com.google.errorprone.annotations.FormatMethod;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.util.IllegalReferenceCountException;
import io.weir.kafka.network.Link;
import io.weir.kafka.network.Loop;
import io.weir.kafka.protocol.Apis;
import io.weir.kafka.simulation.ClusterDriver;
import io.weir.kafka.simulation.FaultMix;
import io.weir.kafka.simulation.VirtualTime;
import io.weir.kafka.simulation.pipeline.SimulatedNetwork.Surroundings;
import io.weir.kafka.simulation.pipeline.WireWatch.Exchange;
import io.weir.kafka.simulation.pipeline.WireWatch.Sent;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One stream: the producer's {@link Link}, and the broker's client.
 *
 * <p>A frame waits to be written, and the producer's buffer is read no sooner: what the producer
 * does to it meanwhile is noticed. Then it is the network's own and takes the {@link Uplink}.
 * Responses come back in order. One thread.
 *
 * <pre>
 *   OPENING -> OPEN -> CLOSED by the producer: what travels may still arrive
 *                   -> CLOSED by the broker or a fault: the producer hears of it a little later
 * </pre>
 */
final class SimulatedLink implements Link, ClusterDriver.ClientEnd {

  private static final long LONGEST_DELAY_NANOS = TimeUnit.SECONDS.toNanos(3);
  private static final long LONGEST_STALL_NANOS = TimeUnit.SECONDS.toNanos(4);

  /** A frame that the operating system has not taken yet. */
  private static final class Waiting {
    private final ByteBuf frame;
    private final int content;
    private final WriteListener listener;
    private final @Nullable Exchange exchange;

    Waiting(ByteBuf frame, int content, WriteListener listener, @Nullable Exchange exchange) {
      this.frame = frame;
      this.content = content;
      this.listener = listener;
      this.exchange = exchange;
    }
  }

  private final int number;
  private final Surroundings surroundings;
  private final SimulatedNetwork network;
  private final VirtualTime time;
  private final FaultMix mix;
  private final RandomGenerator random;
  private final Loop loop;
  private final Handler handler;
  private final Uplink uplink;
  private final Deque<Waiting> waiting = new ArrayDeque<>();

  /** Produce requests whose answers the producer waits for, in order. */
  private final Deque<Exchange> exchanges = new ArrayDeque<>();

  private int broker;
  private long lastWriteNanos;
  private long lastToProducerNanos;

  private boolean closedByProducer;
  private boolean producerIsDeaf;
  private boolean ended;

  SimulatedLink(
      int number, Surroundings surroundings, SimulatedNetwork network, Loop loop, Handler handler) {
    this.number = number;
    this.surroundings = surroundings;
    this.network = network;
    this.time = surroundings.time();
    this.mix = surroundings.mix();
    this.random = surroundings.random();
    this.loop = loop;
    this.handler = handler;
    this.uplink = new Uplink(number, surroundings);
  }

  /** Begins to open the stream. */
  void connect(int brokerId) {
    broker = brokerId;
    if (!mix.comes(LinkFault.CONNECT_STALLED)) {
      loop.schedule(this::open, way());
    }
  }

  private void open() {
    if (closedByProducer) {
      return;
    }
    if (mix.comes(LinkFault.CONNECT_REFUSED)) {
      end(new IOException("connection refused (simulated)"));
      return;
    }
    network.connected(uplink.open(broker, this), this);
    note("opened to broker %d", broker);
    handler.opened(this);
  }

  private long way() {
    return surroundings.way();
  }

  // ---- to the broker

  @Override
  public void write(ByteBuf frame, WriteListener listener) {
    if (closedByProducer || ended) {
      frame.release();
      loop.execute(() -> listener.written(new IOException("the stream is closed")));
      return;
    }
    Exchange exchange = isProduce(frame) ? surroundings.watch().sent(frame) : null;
    if (exchange != null) {
      note("%s", exchange);
      if (exchange.wantsAnswer()) {
        exchanges.addLast(exchange);
      }
    }
    waiting.addLast(new Waiting(frame, ByteBufUtil.hashCode(frame), listener, exchange));
    long stall = mix.comes(LinkFault.WRITE_STALLED) ? random.nextLong(LONGEST_STALL_NANOS) : 0;
    lastWriteNanos = Math.max(lastWriteNanos, time.nowNanos() + stall);
    loop.schedule(this::writeNext, lastWriteNanos - time.nowNanos());
  }

  private static boolean isProduce(ByteBuf frame) {
    return frame.getShort(frame.readerIndex() + Integer.BYTES) == Apis.PRODUCE.key();
  }

  private void writeNext() {
    Waiting next = waiting.pollFirst();
    if (next == null) {
      return;
    }
    byte[] bytes = take(next);
    if (mix.comes(LinkFault.WRITE_FAILED)) {
      uplink.travel(bytes, random.nextInt(bytes.length));
      unwritten(next, "the write failed (simulated)");
      breakOff("broke while it was written to (simulated)");
      return;
    }
    next.listener.written(null);
    if (mix.comes(LinkFault.REQUEST_LOST)) {
      uplink.travel(bytes, random.nextInt(bytes.length));
      breakOff("broke before a request arrived (simulated)");
    } else {
      uplink.travel(bytes, bytes.length);
    }
  }

  /** Reads the frame as late as the operating system may: it must be as it was. */
  private byte[] take(Waiting next) {
    try {
      if (ByteBufUtil.hashCode(next.frame) != next.content) {
        surroundings.violations().add("a frame has changed while it waited to be written");
      }
      byte[] bytes = ByteBufUtil.getBytes(next.frame);
      next.frame.release();
      return bytes;
    } catch (IllegalReferenceCountException freed) {
      surroundings.violations().add("a frame was freed while it waited to be written: " + freed);
      return new byte[] {0};
    }
  }

  private void unwritten(Waiting frame, String why) {
    if (frame.exchange != null) {
      surroundings.watch().unwritten(frame.exchange);
    }
    frame.listener.written(new IOException(why));
  }

  // ---- to the producer

  @Override
  public void received(ByteBuf frame) {
    byte[] response = ByteBufUtil.getBytes(frame);
    if (mix.comes(LinkFault.HALF_OPEN_TO_PRODUCER)) {
      producerIsDeaf = true;
    }
    if (producerIsDeaf) {
      return;
    }
    if (mix.comes(LinkFault.RESPONSE_LOST)) {
      breakOff("broke before a response arrived (simulated)");
      return;
    }
    long delay = way();
    if (mix.comes(LinkFault.RESPONSE_DELAYED)) {
      delay += random.nextLong(LONGEST_DELAY_NANOS);
    }
    int length = response.length;
    boolean cut = mix.comes(LinkFault.RESPONSE_CUT);
    if (cut) {
      length = random.nextInt(length);
    }
    ByteBuf part = Unpooled.wrappedBuffer(response, 0, length);
    later(delay, () -> arriveAtProducer(part));
    if (cut) {
      breakOff("broke in the middle of a response (simulated)");
    }
  }

  /** In the order of the calls. */
  private void later(long delay, Runnable task) {
    lastToProducerNanos = Math.max(lastToProducerNanos + 1, time.nowNanos() + delay);
    loop.schedule(task, lastToProducerNanos - time.nowNanos());
  }

  private void arriveAtProducer(ByteBuf part) {
    if (closedByProducer || ended) {
      return;
    }
    while (part.readableBytes() > 1 && mix.comes(LinkFault.RESPONSE_SLICED)) {
      deliver(part.readSlice(random.nextInt(1, part.readableBytes())));
    }
    if (part.isReadable()) {
      answered(part);
      deliver(part.readSlice(part.readableBytes()));
    }
  }

  private void deliver(ByteBuf slice) {
    if (!closedByProducer && !ended) {
      handler.received(slice);
    }
  }

  /** The last piece of a response makes it known. */
  private void answered(ByteBuf part) {
    ByteBuf whole = part.duplicate().readerIndex(0);
    if (whole.readableBytes() < Integer.BYTES || whole.readInt() > whole.readableBytes()) {
      return;
    }
    Exchange oldest = exchanges.peekFirst();
    if (oldest != null && oldest.correlationId() == whole.getInt(whole.readerIndex())) {
      exchanges.removeFirst();
      note("answer to #%d", oldest.correlationId());
      surroundings.watch().answered(oldest, whole);
    }
  }

  /** The broker, or nobody listens there. */
  @Override
  public void closed() {
    uplink.brokerIsGone();
    if (producerIsDeaf) {
      return;
    }
    IOException cause = new IOException("closed by the broker");
    if (random.nextBoolean()) { // a reset: it may overtake what was sent before
      loop.schedule(() -> end(cause), way());
    } else {
      later(way(), () -> end(cause));
    }
  }

  // ---- the end

  private void breakOff(String reason) {
    note("%s", reason);
    uplink.leaveBehindAll();
    later(way(), () -> end(new IOException(reason)));
  }

  @Override
  public void close() {
    if (closedByProducer) {
      return;
    }
    closedByProducer = true;
    note("closed by the producer");
    forgetAll();
    uplink.close();
    loop.execute(() -> end(null));
  }

  private void end(@Nullable Throwable cause) {
    if (!ended) {
      ended = true;
      forgetAll();
      network.ended(this);
      handler.closed(cause);
    }
  }

  private void forgetAll() {
    exchanges.forEach(surroundings.watch()::unanswered);
    exchanges.clear();
    for (Waiting next = waiting.pollFirst(); next != null; next = waiting.pollFirst()) {
      next.frame.release();
      unwritten(next, "the stream is closed");
    }
  }

  /**
   * How many batches of the same partition were on their way before each batch of the request when
   * it was sent; nothing if the producer does not wait for the request any more.
   *
   * @param only empty for all partitions
   */
  Set<Integer> inFlightBefore(int correlationId, Optional<Place> only) {
    return exchanges.stream()
        .filter(exchange -> exchange.correlationId() == correlationId)
        .flatMap(exchange -> exchange.batches().stream())
        .filter(batch -> only.isEmpty() || only.get().equals(batch.place()))
        .map(Sent::inFlightBefore)
        .collect(toSet());
  }

  @FormatMethod
  private void note(String event, Object... args) {
    surroundings.trace().note("link %d: %s", number, event.formatted(args));
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
