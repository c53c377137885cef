package io.weir.kafka.testcluster.core;

import io.netty.buffer.ByteBuf;
import io.weir.kafka.testcluster.core.Effect.Close;
import io.weir.kafka.testcluster.core.Effect.Flush;
import io.weir.kafka.testcluster.core.Effect.Pause;
import io.weir.kafka.testcluster.core.Effect.Resume;
import io.weir.kafka.testcluster.core.Effect.Send;
import io.weir.kafka.testcluster.fault.LinkRule;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A client that the driver knows, and the network between it and its broker.
 *
 * <p>Owned by the core's thread. Ends when the driver says that the client has gone, or when it has
 * told the driver to close.
 */
final class ClientLink implements Peer {

  private final long id;
  private final int broker;
  private final ClientNetwork network;
  private final Effects effects;
  private final Pipe requests;
  private final Pipe responses;

  /** The broker's end; owned by the core's thread. */
  private @Nullable Connection connection;

  ClientLink(long id, int broker, ClientNetwork network, Timers timers, Effects effects) {
    this.id = id;
    this.broker = broker;
    this.network = network;
    this.effects = effects;
    this.requests = new Pipe(timers, () -> rule().silence().holdsRequests());
    this.responses = new Pipe(timers, () -> rule().silence().holdsResponses());
  }

  private LinkRule rule() {
    return network.rule(broker);
  }

  void connect(Connection atBroker) {
    connection = atBroker;
  }

  Connection connection() {
    return Objects.requireNonNull(connection, "not connected");
  }

  /** The rule may have changed. */
  void flow(long nowMs) {
    requests.flow(nowMs);
    responses.flow(nowMs);
  }

  /**
   * The client has sent a request.
   *
   * @param frame <em>consumed</em>
   */
  void receive(ByteBuf frame, RequestPath path, long nowMs) {
    Bytes request = new Bytes(frame, bytes -> path.arrived(connection(), bytes));
    requests.put(request, rule().requestLatencyMs(), nowMs);
  }

  @Override
  public void send(ByteBuf frame, long nowMs) {
    LinkRule rule = rule();
    if (frame.readableBytes() <= rule.sliceBytes()) {
      responses.put(new Bytes(frame, this::send), rule.responseLatencyMs(), nowMs);
      return;
    }
    long delayMs = rule.responseLatencyMs();
    while (frame.isReadable()) {
      int length = Math.min(rule.sliceBytes(), frame.readableBytes());
      ByteBuf slice = frame.readRetainedSlice(length);
      responses.put(new Bytes(slice, this::sendAlone), delayMs, nowMs);
      delayMs += rule.sliceGapMs();
    }
    frame.release();
  }

  private void send(ByteBuf bytes) {
    effects.add(new Send(id, bytes));
  }

  private void sendAlone(ByteBuf bytes) {
    effects.add(new Send(id, bytes));
    effects.add(new Flush(id));
  }

  @Override
  public void closed(String reason, long nowMs) {
    Message close =
        now -> {
          effects.add(new Close(id, reason));
          network.forget(id);
        };
    responses.put(close, rule().responseLatencyMs(), nowMs);
  }

  /** Drops what is under way. */
  void drop() {
    requests.close();
    responses.close();
  }

  @Override
  public void pause() {
    effects.add(new Pause(id));
  }

  @Override
  public void resume() {
    effects.add(new Resume(id));
  }

  /** Bytes on their way, owned by the network until they arrive. */
  private record Bytes(ByteBuf bytes, Arrival arrival) implements Message {

    @Override
    public void deliver(long nowMs) {
      arrival.arrive(bytes);
    }

    @Override
    public void drop() {
      bytes.release();
    }
  }

  @FunctionalInterface
  private interface Arrival {
    /**
     * @param bytes <em>consumed</em>
     */
    void arrive(ByteBuf bytes);
  }
}
