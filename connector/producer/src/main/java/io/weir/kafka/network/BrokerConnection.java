package io.weir.kafka.network;

import io.weir.kafka.event.ProducerEvents;
import io.weir.kafka.network.ConnectionState.Idle;
import io.weir.kafka.network.ConnectionState.Ready;
import io.weir.kafka.network.RequestFailure.Kind;
import io.weir.kafka.protocol.Api;
import java.util.random.RandomGenerator;

/**
 * The connection to one broker: opened when it is asked for, and again after it broke, with
 * backoff.
 *
 * <p>It queues nothing: a request that is sent while it is not {@linkplain #isReady ready} fails as
 * not written. Requests are answered in the order in which they were sent. A response that is
 * malformed or late closes the connection, as later ones could not be trusted; all its requests
 * then fail, and no other connection is touched. A throttled connection refuses nothing: that is
 * for the sender to respect.
 *
 * <p>{@link ConnectionMachine} opens and closes it; this is what the floors above see. All methods
 * and fields: event loop only.
 */
public final class BrokerConnection {

  /** Both sides have no version of the API in common, or the connection is not ready. */
  public static final int UNSUPPORTED = BrokerVersions.NONE;

  /** Told about changes; what it throws is logged and otherwise ignored. */
  public interface Listener {

    /** Requests may be sent: the connection has opened, or a throttled one may speak again. */
    void ready(BrokerConnection connection);

    /**
     * It could not be opened, or has broken; its requests have failed already.
     *
     * @param reason the end of a sentence that begins with the broker's address
     * @param retryAfterNanos when {@link #open} takes effect again; a call before is remembered.
     *     Negative if never, as the connection is closed for good
     */
    void unavailable(BrokerConnection connection, String reason, long retryAfterNanos);
  }

  private final BrokerAddress address;
  private final Loop loop;
  private final ConnectionReports reports;
  private final ConnectionMachine machine;

  BrokerConnection(
      BrokerAddress address,
      Transport transport,
      NetworkSettings settings,
      RandomGenerator random,
      ProducerEvents events) {
    this.address = address;
    this.loop = transport.loop();
    this.reports = new ConnectionReports(this, events);
    this.machine = new ConnectionMachine(reports, transport, settings, random);
  }

  /** Where it leads. */
  public BrokerAddress address() {
    return address;
  }

  /** Whether requests may be sent. */
  public boolean isReady() {
    return machine.state() instanceof Ready;
  }

  /** Whether it is on its way to be ready. */
  public boolean isOpening() {
    return switch (machine.state().phase()) {
      case RESOLVING, CONNECTING, HANDSHAKING -> true;
      case IDLE, READY, BACKING_OFF, CLOSED -> false;
    };
  }

  /**
   * Whether it is open, but the broker has asked for silence and has not had it yet (KIP-219); a
   * new connection does not end the silence.
   */
  public boolean isThrottled() {
    return machine.isThrottled();
  }

  /** How many requests wait for their response. */
  public int inFlight() {
    return machine.state() instanceof Ready ready ? ready.session().inFlight() : 0;
  }

  /** The highest version that both sides speak, or {@link #UNSUPPORTED}. */
  public int version(Api<?, ?> api) {
    return machine.state() instanceof Ready ready
        ? ready.versions().common(api, Integer.MAX_VALUE)
        : UNSUPPORTED;
  }

  /** Adds a listener, to be told from the next event on. */
  public void addListener(Listener listener) {
    reports.add(listener);
  }

  /** Harmless if it is not there. */
  public void removeListener(Listener listener) {
    reports.remove(listener);
  }

  /** Starts to open, at once or when the backoff is over; harmless if it is open or opening. */
  public void open() {
    machine.open();
  }

  /** Starts to open if nothing has been tried since the last backoff; says whether it did. */
  public boolean openIfIdle() {
    boolean idle = machine.state() instanceof Idle;
    if (idle) {
      machine.open();
    }
    return idle;
  }

  /** Closes the stream if nothing is in flight; {@link #open} opens it again. */
  public void rest() {
    machine.rest("was not needed");
  }

  /** Notes that the broker asks for silence, as an upper floor has read in a response. */
  public void throttle(long throttleMs) {
    machine.throttle(throttleMs);
  }

  /**
   * Sends a request; exactly one call of the listener follows, later.
   *
   * @param request buffers in it are <em>retained</em> until the frame has left or failed
   */
  public <Q extends Record, R extends Record> void send(
      Api<Q, R> api, Q request, RequestOptions options, ResponseListener<R> listener) {
    try {
      Ready ready = ready();
      int version = ready.versions().negotiate(api, options.maxVersion());
      ready.session().send(api, version, request, options.timeoutNanos(), listener);
    } catch (RefusedException refused) {
      RequestFailure failure = refused.failure(address, api);
      later(() -> listener.failed(failure));
    }
  }

  /**
   * Sends a request that the broker does not answer; exactly one call of the listener follows,
   * later. If it cannot leave in time, the connection is closed.
   *
   * @param request as for {@link #send}
   */
  public <Q extends Record> void sendWithoutResponse(
      Api<Q, ?> api, Q request, RequestOptions options, Link.WriteListener listener) {
    try {
      Ready ready = ready();
      int version = ready.versions().negotiate(api, options.maxVersion());
      ready.session().sendWithoutResponse(api, version, request, options.timeoutNanos(), listener);
    } catch (RefusedException refused) {
      later(() -> listener.written(refused));
    }
  }

  /** For tests of the steps. */
  ConnectionState.Phase phase() {
    return machine.state().phase();
  }

  /** Closes it for good: requests in flight fail before this returns, and no timer is left. */
  void close() {
    machine.close();
  }

  private Ready ready() throws RefusedException {
    if (machine.state() instanceof Ready ready) {
      return ready;
    }
    throw new RefusedException(Kind.NOT_READY, "is not connected", null);
  }

  private void later(Runnable listener) {
    loop.execute(() -> Guard.call("a listener to " + address, listener));
  }
}
