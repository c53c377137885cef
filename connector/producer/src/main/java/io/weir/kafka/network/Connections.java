package io.weir.kafka.network;

import io.weir.kafka.event.ProducerEvents;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * The connections of one producer, one per broker id.
 *
 * <p>All methods and fields: event loop only.
 */
public final class Connections implements AutoCloseable {

  private final Transport transport;
  private final NetworkSettings settings;
  private final RandomGenerator random;
  private final ProducerEvents events;

  /** In the order in which they were first asked for, so that a simulation repeats itself. */
  private final Map<Integer, BrokerConnection> byId = new LinkedHashMap<>();

  private boolean closed;

  /**
   * @param random spreads the backoffs
   */
  public Connections(
      Transport transport,
      NetworkSettings settings,
      RandomGenerator random,
      ProducerEvents events) {
    this.transport = transport;
    this.settings = settings;
    this.random = random;
    this.events = events;
  }

  /** The loop that they live on, and whoever uses them. */
  public Loop loop() {
    return transport.loop();
  }

  /**
   * The connection to this broker, not opened by this call: the same object as long as id, host and
   * port are the same. If the broker has moved, the connection to its old place is closed. After
   * {@link #close} it is a closed connection.
   */
  public BrokerConnection to(BrokerAddress broker) {
    BrokerConnection known = byId.get(broker.id());
    if (known != null && known.address().equals(broker)) {
      return known;
    }
    BrokerConnection connection = new BrokerConnection(broker, transport, settings, random, events);
    byId.put(broker.id(), connection);
    if (known != null) {
      known.close();
    }
    if (closed) {
      connection.close();
    }
    return connection;
  }

  /** All of them, in whatever state. */
  public Collection<BrokerConnection> all() {
    return Collections.unmodifiableCollection(byId.values());
  }

  /**
   * Closes all connections for good. Requests in flight fail before this returns; no timer is left.
   */
  @Override
  public void close() {
    closed = true;
    for (BrokerConnection each : List.copyOf(byId.values())) {
      each.close();
    }
  }
}
