package io.weir.kafka.network;

import io.netty.buffer.ByteBuf;
import io.weir.kafka.network.RequestFailure.Kind;
import io.weir.kafka.protocol.Api;
import io.weir.kafka.protocol.Frames;
import io.weir.kafka.protocol.RequestHeader;
import io.weir.kafka.wire.WireException;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One stream to a broker, from the attempt to open it to its end: requests go out, responses come
 * back in the same order.
 *
 * <p>Whatever is wrong with the stream - it broke, a response is malformed, late, or answers
 * another request - is reported once to the {@link Owner}, who calls {@link #end}. From then on
 * nothing is sent, nothing received is looked at, and every request that waits has failed. It opens
 * once and never again.
 *
 * <p>All fields: event loop only.
 */
final class Session implements Link.Handler {

  /** Whose stream it is. */
  interface Owner {

    /** The stream is open; nothing has been said yet. */
    void opened(Session session);

    /** The stream is of no use: the owner ends it. */
    void broken(Session session, Breakage breakage);

    /** A request was sent that has a response. */
    void asked(Api<?, ?> api);

    /** The response is there. */
    void answered(Api<?, ?> api, long latencyNanos);

    /** There will be no response. */
    void unanswered(Api<?, ?> api);
  }

  private final BrokerAddress peer;
  private final Transport transport;
  private final String clientId;
  private final Owner owner;
  private final FrameAssembler frames;
  private final DeadlineTimer timeouts;
  private final Queue<PendingRequest<?>> inFlight = new ArrayDeque<>();

  /** Requests without response that have not left yet. */
  private final Queue<PassingRequest> leaving = new ArrayDeque<>();

  private @Nullable Link link;
  private int nextCorrelationId;
  private long lastUsedNanos;
  private boolean open;
  private boolean ended;

  Session(BrokerAddress peer, Transport transport, NetworkSettings settings, Owner owner) {
    this.peer = peer;
    this.transport = transport;
    this.clientId = settings.clientId();
    this.owner = owner;
    this.frames = new FrameAssembler(settings.maxResponseBytes(), transport.allocator());
    this.timeouts = new DeadlineTimer(transport.loop(), this::failIfLate);
  }

  /** Starts to open the stream. */
  void connect(InetSocketAddress address) {
    lastUsedNanos = nanoTime();
    link = transport.connector().connect(transport.loop(), address, this);
  }

  BrokerAddress peer() {
    return peer;
  }

  long nanoTime() {
    return transport.loop().nanoTime();
  }

  /** When a request was last sent or a response received. */
  long lastUsedNanos() {
    return lastUsedNanos;
  }

  int inFlight() {
    return inFlight.size();
  }

  /** Whether something is under way that its end would fail. */
  boolean isBusy() {
    return !inFlight.isEmpty() || !leaving.isEmpty();
  }

  /**
   * Sends a request; its response is expected.
   *
   * @param version one that the broker speaks
   * @throws RefusedException if it cannot be encoded; nothing is sent then
   */
  <Q extends Record, R extends Record> void send(
      Api<Q, R> api, int version, Q request, long timeoutNanos, ResponseListener<R> listener)
      throws RefusedException {
    RequestHeader header = api.header(version, nextCorrelationId, clientId);
    ByteBuf frame = encode(api, header, request);
    PendingRequest<R> pending = new PendingRequest<>(this, api, header, listener, timeoutNanos);
    inFlight.add(pending);
    timeouts.setBy(pending.deadlineNanos());
    write(frame, pending);
    owner.asked(api);
  }

  /**
   * Sends a request that the broker does not answer.
   *
   * @param timeoutNanos how long it may take to leave
   * @param listener told when it has left
   * @throws RefusedException as {@link #send}
   */
  <Q extends Record> void sendWithoutResponse(
      Api<Q, ?> api, int version, Q request, long timeoutNanos, Link.WriteListener listener)
      throws RefusedException {
    ByteBuf frame = encode(api, api.header(version, nextCorrelationId, clientId), request);
    PassingRequest passing = new PassingRequest(this, api, timeoutNanos, listener);
    leaving.add(passing);
    timeouts.setBy(passing.deadlineNanos());
    write(frame, passing);
  }

  /** It has left, or never will. */
  void left(PassingRequest request) {
    leaving.remove(request);
  }

  private <Q extends Record> ByteBuf encode(Api<Q, ?> api, RequestHeader header, Q request)
      throws RefusedException {
    try {
      return Frames.writeRequest(api, header, request, transport.allocator());
    } catch (RuntimeException | OutOfMemoryError failure) {
      String reason =
          "cannot be sent %s v%d".formatted(api.name(), (int) header.requestApiVersion());
      throw new RefusedException(Kind.UNENCODABLE, Breakage.because(reason, failure), failure);
    }
  }

  private void write(ByteBuf frame, Link.WriteListener listener) {
    nextCorrelationId++;
    lastUsedNanos = nanoTime();
    openLink().write(frame, listener);
  }

  /** Ends the stream; each request that waits fails, in order, before this returns. */
  void end(Breakage breakage) {
    ended = true;
    timeouts.cancel();
    frames.end();
    if (link != null) {
      // First, so that requests which have not left know it.
      link.close();
    }
    PendingRequest<?> next = inFlight.poll();
    while (next != null) {
      owner.unanswered(next.api());
      next.fail(breakage);
      next = inFlight.poll();
    }
  }

  @Override
  public void opened(Link opened) {
    if (!ended) {
      open = true;
      owner.opened(this);
    }
  }

  @Override
  public void received(ByteBuf bytes) {
    if (ended) {
      return;
    }
    try {
      frames.accept(bytes, this::answer);
    } catch (RuntimeException malformed) {
      breakDown(Breakage.malformed(malformed));
    }
  }

  @Override
  public void closed(@Nullable Throwable cause) {
    String what = open ? "closed the connection" : "could not be connected to";
    breakDown(Breakage.disconnected(what, cause));
  }

  /** Breaks the stream down a little later, as a link may report this from within its write. */
  void writeFailed(Throwable cause) {
    Breakage breakage = Breakage.disconnected("could not be written to", cause);
    transport.loop().execute(() -> breakDown(breakage));
  }

  private void answer(ByteBuf frame) {
    PendingRequest<?> oldest = inFlight.peek();
    if (oldest == null) {
      throw new WireException("it answers no request");
    }
    lastUsedNanos = nanoTime();
    answer(oldest, frame);
  }

  private <R extends Record> void answer(PendingRequest<R> oldest, ByteBuf frame) {
    R response = oldest.read(frame);
    inFlight.remove();
    owner.answered(oldest.api(), nanoTime() - oldest.sentNanos());
    oldest.complete(response);
  }

  private void failIfLate() {
    Awaited earliest = earlier(earliest(inFlight), earliest(leaving));
    if (earliest == null) {
      return;
    }
    if (earliest.deadlineNanos() - nanoTime() > 0) {
      timeouts.setBy(earliest.deadlineNanos());
    } else {
      long timeoutMs = TimeUnit.NANOSECONDS.toMillis(earliest.timeoutNanos());
      breakDown(Breakage.timedOut("%s within %d ms".formatted(earliest.omission(), timeoutMs)));
    }
  }

  private static @Nullable Awaited earliest(Iterable<? extends Awaited> some) {
    Awaited earliest = null;
    for (Awaited each : some) {
      earliest = earlier(each, earliest);
    }
    return earliest;
  }

  private static @Nullable Awaited earlier(@Nullable Awaited one, @Nullable Awaited other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.deadlineNanos() - other.deadlineNanos() <= 0 ? one : other;
  }

  private void breakDown(Breakage breakage) {
    if (!ended) {
      owner.broken(this, breakage);
    }
  }

  private Link openLink() {
    if (link == null || ended) {
      throw new IllegalStateException("no open stream to " + peer);
    }
    return link;
  }
}
