package io.weir.kafka.network;

import io.weir.kafka.event.ObservedRequest;
import io.weir.kafka.event.Parting;
import io.weir.kafka.event.ProducerEvents;
import io.weir.kafka.protocol.Api;
import io.weir.kafka.time.Reminder;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Tells the listeners, the observer and the log what becomes of a connection.
 *
 * <p>A broker that cannot be reached is worth a warning only when it stays so, and only once in a
 * while. Nothing that is told here can throw. All fields: event loop only.
 */
final class ConnectionReports {

  private static final Logger LOG = System.getLogger("io.weir.kafka.network");

  private final BrokerConnection connection;
  private final BrokerAddress address;
  private final ProducerEvents events;

  /** Whether somebody wants to hear of requests; if not, what would be told is not made. */
  private final boolean watched;

  private final List<BrokerConnection.Listener> listeners = new ArrayList<>();
  private final Reminder reminder = new Reminder();

  ConnectionReports(BrokerConnection connection, ProducerEvents events) {
    this.connection = connection;
    this.address = connection.address();
    this.events = events;
    this.watched = events.wantsTraffic();
  }

  BrokerAddress address() {
    return address;
  }

  void add(BrokerConnection.Listener listener) {
    listeners.add(listener);
  }

  void remove(BrokerConnection.Listener listener) {
    listeners.remove(listener);
  }

  void step(ConnectionState.Phase from, ConnectionState.Phase to, String why) {
    LOG.log(Level.DEBUG, () -> "%s: %s -> %s, %s".formatted(address, from, to, why));
  }

  void connected() {
    reminder.over();
    observe(each -> each.connected(address.id()));
    ready();
  }

  void ready() {
    tell(each -> each.ready(connection));
  }

  void throttled(long throttleMs) {
    observe(each -> each.throttled(address.id(), throttleMs));
  }

  void asked(Api<?, ?> api) {
    if (watched) {
      observe(each -> each.requestSent(new ObservedRequest(address.id(), api.name())));
    }
  }

  void answered(Api<?, ?> api, long latencyNanos) {
    if (watched) {
      observe(
          each ->
              each.requestAnswered(new ObservedRequest(address.id(), api.name()), latencyNanos));
    }
  }

  void unanswered(Api<?, ?> api) {
    if (watched) {
      observe(each -> each.requestLost(new ObservedRequest(address.id(), api.name())));
    }
  }

  /**
   * @param reason the end of a sentence that begins with the address
   */
  void disconnected(Parting parting, String reason) {
    observe(each -> each.disconnected(address.id(), parting, address + " " + reason));
  }

  void unavailable(Parting parting, String reason, long retryAfterNanos) {
    disconnected(parting, reason);
    tell(each -> each.unavailable(connection, reason, retryAfterNanos));
  }

  /** What waits for a bootstrap server is the metadata, which has a word of its own to say. */
  void remind(String reason, long nowNanos) {
    reminder.waiting(nowNanos);
    if (reminder.due(nowNanos) && !address.isBootstrap()) {
      LOG.log(
          Level.WARNING,
          "WEIR00301 no connection to {0} for {1} s, its records wait: it {2}",
          address,
          reminder.seconds(nowNanos),
          reason);
    }
  }

  /** It is not open, and nobody wants it to be. */
  void unneeded() {
    reminder.over();
  }

  private void tell(Consumer<BrokerConnection.Listener> news) {
    for (BrokerConnection.Listener each : List.copyOf(listeners)) {
      Guard.call("a listener to " + address, () -> news.accept(each));
    }
  }

  private void observe(Consumer<ProducerEvents> news) {
    if (events != ProducerEvents.NONE) {
      Guard.call("an observer", () -> news.accept(events));
    }
  }
}
