package io.weir.kafka.network;

import io.weir.kafka.config.DurationRange;
import io.weir.kafka.event.Parting;
import io.weir.kafka.network.ConnectionState.BackingOff;
import io.weir.kafka.network.ConnectionState.Closed;
import io.weir.kafka.network.ConnectionState.Connecting;
import io.weir.kafka.network.ConnectionState.Handshaking;
import io.weir.kafka.network.ConnectionState.Idle;
import io.weir.kafka.network.ConnectionState.Ready;
import io.weir.kafka.network.ConnectionState.Resolving;
import io.weir.kafka.protocol.Api;
import io.weir.kafka.time.Backoff;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Opens a connection, notices when it breaks, and waits before it is opened again: the steps of
 * {@link ConnectionState}.
 *
 * <p>Each address of a name is tried in turn before there is a backoff; one behind which a broker
 * fell silent comes last, as it may well let itself be connected to again. What a stream reports
 * that is not the state's own comes too late and is ignored. After a break the order is: the new
 * state, then the failures of the requests, then the news to the listeners; so whoever is told of a
 * failure finds the connection gone. All fields: event loop only.
 */
final class ConnectionMachine implements Session.Owner {

  private static final long NEVER = -1;

  /** Keeps a {@code connections.max.idle.ms} of 0 from looking all the time. */
  private static final long SHORTEST_IDLE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final BrokerAddress address;
  private final Transport transport;
  private final NetworkSettings settings;
  private final ConnectionReports reports;
  private final Backoff backoff;
  private final Backoff setupTimeout;
  private final Throttle throttle;

  private ConnectionState state = new Idle();

  /** The timer of the state, if it has one; cancelled by each step. */
  private Loop.@Nullable Timer timer;

  /** Counts look-ups, to tell the answer to an abandoned one apart. */
  private int lookUps;

  /** How often in a row the connection broke or could not be opened. */
  private int failures;

  /** The address that was tried last; null before the first. */
  private @Nullable InetAddress tried;

  /** The address that was last connected to and then fell silent: the last of the next attempt. */
  private @Nullable InetAddress suspect;

  /** Whether it is to be opened when the backoff is over. */
  private boolean wanted;

  ConnectionMachine(
      ConnectionReports reports,
      Transport transport,
      NetworkSettings settings,
      RandomGenerator random) {
    this.address = reports.address();
    this.transport = transport;
    this.settings = settings;
    this.reports = reports;
    this.backoff = backoff(settings.reconnectBackoff(), random);
    this.setupTimeout = backoff(settings.setupTimeout(), random);
    this.throttle = new Throttle(transport.loop(), this::silenceOver);
  }

  ConnectionState state() {
    return state;
  }

  boolean isThrottled() {
    return state instanceof Ready && throttle.isOn();
  }

  private void silenceOver() {
    if (state instanceof Ready) {
      reports.ready();
    }
  }

  void throttle(long throttleMs) {
    if (throttleMs > 0 && state instanceof Ready) {
      throttle.extend(throttleMs);
      reports.throttled(throttleMs);
    }
  }

  void open() {
    if (state instanceof Idle) {
      resolve("it is asked for");
    } else if (state instanceof BackingOff) {
      wanted = true;
    }
  }

  void rest(String why) {
    if (state instanceof Ready ready && !isNeeded(ready)) {
      leave(ready.session(), new Idle(), Breakage.closed(why));
      reports.disconnected(Parting.UNNEEDED, why);
    }
  }

  /** Who waits for the end of a silence is not told of a rest, so there is none before. */
  private boolean isNeeded(Ready ready) {
    return ready.session().isBusy() || throttle.isOn();
  }

  void close() {
    if (!(state instanceof Closed)) {
      boolean open = state instanceof Ready;
      Breakage breakage = Breakage.closed("was disconnected by the producer");
      throttle.cancel();
      leave(state.session(), new Closed(), breakage);
      if (open) {
        reports.unavailable(Parting.CLOSED, breakage.reason(), NEVER);
      }
    }
  }

  private void resolve(String why) {
    become(new Resolving(), why);
    int mine = ++lookUps;
    long timeout = nextSetupTimeout();
    timer = later(timeout, () -> fail(tooSlow("could not be resolved", timeout)));
    transport
        .resolver()
        .resolve(
            transport.loop(),
            address.host(),
            (addresses, failure) -> {
              if (mine == lookUps && state instanceof Resolving) {
                resolved(addresses, failure);
              }
            });
  }

  private void resolved(List<InetAddress> addresses, @Nullable Throwable failure) {
    if (addresses.isEmpty()) {
      fail(Breakage.disconnected("cannot be resolved", failure));
    } else {
      connect(suspectLast(addresses));
    }
  }

  private List<InetAddress> suspectLast(List<InetAddress> addresses) {
    List<InetAddress> order = new ArrayList<>(addresses);
    if (suspect != null && order.remove(suspect)) {
      order.add(suspect);
    }
    return order;
  }

  private void connect(List<InetAddress> addresses) {
    InetAddress next = addresses.get(0);
    tried = next;
    Session session = new Session(address, transport, settings, this);
    become(new Connecting(session, addresses.subList(1, addresses.size())), "trying " + next);
    long timeout = nextSetupTimeout();
    timer = later(timeout, () -> broken(session, tooSlow("could not be connected to", timeout)));
    try {
      session.connect(new InetSocketAddress(next, address.port()));
    } catch (RuntimeException failure) {
      broken(session, Breakage.disconnected("could not be connected to", failure));
    }
  }

  @Override
  public void opened(Session session) {
    if (state instanceof Connecting connecting && connecting.session() == session) {
      become(new Handshaking(session, connecting.otherAddresses()), "the stream is open");
      new Handshake(session, nextSetupTimeout(), new HandshakeEnd(session)).start();
    }
  }

  @Override
  public void broken(Session session, Breakage breakage) {
    if (session != state.session()) {
      return;
    }
    if (state instanceof Ready && breakage.kind() == RequestFailure.Kind.TIMED_OUT) {
      suspect = tried;
    }
    List<InetAddress> others = state.otherAddresses();
    if (others.isEmpty()) {
      fail(breakage);
    } else {
      session.end(breakage);
      connect(others);
    }
  }

  @Override
  public void asked(Api<?, ?> api) {
    reports.asked(api);
  }

  @Override
  public void answered(Api<?, ?> api, long latencyNanos) {
    reports.answered(api, latencyNanos);
  }

  @Override
  public void unanswered(Api<?, ?> api) {
    reports.unanswered(api);
  }

  private void fail(Breakage breakage) {
    Parting parting = state instanceof Ready ? Parting.BROKEN : Parting.NOT_OPENED;
    failures++;
    long wait = backoff.nanosAfter(failures);
    wanted = false;
    leave(state.session(), new BackingOff(), breakage);
    timer = later(wait, this::backedOff);
    reports.remind(breakage.reason(), transport.loop().nanoTime());
    reports.unavailable(parting, breakage.reason(), wait);
  }

  private void backedOff() {
    if (wanted) {
      resolve("the backoff is over");
    } else {
      become(new Idle(), "the backoff is over");
      reports.unneeded();
    }
  }

  private void checkIdle() {
    if (state instanceof Ready ready) {
      long idle = transport.loop().nanoTime() - ready.session().lastUsedNanos();
      if (isNeeded(ready)) {
        checkIdleIn(settings.maxIdle().toNanos());
      } else if (idle < settings.maxIdle().toNanos()) {
        checkIdleIn(settings.maxIdle().toNanos() - idle);
      } else {
        rest("was idle for " + TimeUnit.NANOSECONDS.toSeconds(idle) + " s");
      }
    }
  }

  private void checkIdleIn(long delayNanos) {
    if (!settings.maxIdle().isNegative()) {
      timer = later(Math.max(SHORTEST_IDLE_NANOS, delayNanos), this::checkIdle);
    }
  }

  /** Steps on, and ends the stream of the state that is left. */
  private void leave(@Nullable Session session, ConnectionState next, Breakage breakage) {
    become(next, breakage.reason());
    if (session != null) {
      session.end(breakage);
    }
  }

  private void become(ConnectionState next, String why) {
    if (!state.phase().leadsTo(next.phase())) {
      throw new IllegalStateException(address + ": " + state.phase() + " -> " + next.phase());
    }
    reports.step(state.phase(), next.phase(), why);
    if (timer != null) {
      timer.cancel();
      timer = null;
    }
    state = next;
  }

  private long nextSetupTimeout() {
    return setupTimeout.nanosAfter(failures + 1);
  }

  private static Breakage tooSlow(String what, long timeoutNanos) {
    long timeoutMs = TimeUnit.NANOSECONDS.toMillis(timeoutNanos);
    return Breakage.timedOut(what + " within " + timeoutMs + " ms");
  }

  private static Backoff backoff(DurationRange range, RandomGenerator random) {
    return new Backoff(range.initial().toNanos(), range.max().toNanos(), random);
  }

  private Loop.Timer later(long delayNanos, Runnable task) {
    return transport.loop().schedule(task, delayNanos);
  }

  private final class HandshakeEnd implements Handshake.Listener {

    private final Session session;

    HandshakeEnd(Session session) {
      this.session = session;
    }

    @Override
    public void agreed(BrokerVersions versions, int throttleMs) {
      if (state instanceof Handshaking && state.session() == session) {
        failures = 0;
        become(new Ready(session, versions), "the versions are agreed");
        checkIdleIn(settings.maxIdle().toNanos());
        throttle(throttleMs);
        reports.connected();
      }
    }

    @Override
    public void refused(Breakage breakage) {
      broken(session, breakage);
    }
  }
}
