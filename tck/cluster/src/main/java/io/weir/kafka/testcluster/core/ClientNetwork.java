package io.weir.kafka.testcluster.core;

import io.netty.buffer.ByteBuf;
import io.weir.kafka.testcluster.core.Effect.Close;
import io.weir.kafka.testcluster.fault.LinkRule;
import io.weir.kafka.testcluster.fault.Origin;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The network between brokers and their clients.
 *
 * <p>Owned by the core's thread; changes of the rules take effect with the next step, also for
 * connections that are open.
 */
public final class ClientNetwork {

  private final RequestPath path;
  private final Timers timers;
  private final Effects effects;

  /** All below: owned by the core's thread. */
  private final Map<Integer, LinkRule> rules = new HashMap<>();

  private final Set<Integer> refusing = new HashSet<>();
  private final Map<Long, ClientLink> links = new LinkedHashMap<>();
  private boolean changed;

  ClientNetwork(RequestPath path, Timers timers, Effects effects) {
    this.path = path;
    this.timers = timers;
    this.effects = effects;
  }

  /** How connections of that broker's clients are treated. */
  public LinkRule rule(int broker) {
    return rules.getOrDefault(broker, LinkRule.CLEAN);
  }

  public void rule(int broker, LinkRule rule) {
    rules.put(broker, rule);
    changed = true;
  }

  /** New connections to that broker are closed at once; those that are open stay. */
  public void refuse(int broker) {
    refusing.add(broker);
  }

  /** Undoes {@link #refuse}. */
  public void admit(int broker) {
    refusing.remove(broker);
  }

  /** Undoes all rules: what was held arrives with the next step. */
  public void heal() {
    rules.clear();
    refusing.clear();
    changed = true;
  }

  /** Lets through what a change of the rules has set free. */
  void settle(long nowMs) {
    if (changed) {
      changed = false;
      List.copyOf(links.values()).forEach(link -> link.flow(nowMs));
    }
  }

  /**
   * A client has connected.
   *
   * @param process of the broker; null if that does not run
   */
  void opened(Origin origin, @Nullable BrokerProcess process) {
    long id = origin.connection();
    if (process == null) {
      effects.add(new Close(id, "broker " + origin.broker() + " does not run"));
    } else if (refusing.contains(origin.broker())) {
      effects.add(new Close(id, "broker " + origin.broker() + " refuses connections"));
    } else {
      ClientLink link = new ClientLink(id, origin.broker(), this, timers, effects);
      Connection connection = new Connection(process, origin, link);
      link.connect(connection);
      process.connections().add(connection);
      links.put(id, link);
    }
  }

  /**
   * A client has sent a request.
   *
   * @param frame <em>consumed</em>
   */
  void received(long id, ByteBuf frame, long nowMs) {
    ClientLink link = links.get(id);
    if (link == null) {
      frame.release();
    } else {
      link.receive(frame, path, nowMs);
    }
  }

  /** A client has gone. */
  void closed(long id) {
    ClientLink link = links.remove(id);
    if (link != null) {
      link.drop();
      path.forget(link.connection(), "the client has gone");
    }
  }

  /** The driver was told to close. */
  void forget(long id) {
    ClientLink link = links.remove(id);
    if (link != null) {
      link.drop();
    }
  }

  /** Drops all connections; nothing is sent. */
  void close() {
    links.values().forEach(ClientLink::drop);
    links.clear();
  }
}
