package io.weir.kafka.testcluster.core;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The network between brokers, and between brokers and the controller. What clients send does not
 * pass here.
 *
 * <p>Each direction between two nodes keeps its order. A message arrives later in the same step, or
 * after the direction's latency. While a direction is cut, its messages are held, as TCP would
 * repeat them, and arrive when it is healed; who waits for an answer may have given up by then.
 *
 * <p>Owned by the core's thread; changes of the rules take effect with the next step. What a cut
 * direction holds is bounded: each node has one request under way per connection, and a newer
 * cluster image replaces an older one.
 */
public final class InterBrokerNetwork {

  /** The controller's node id; brokers have ids from 0. */
  public static final int CONTROLLER = -1;

  private final Timers timers;

  /** By direction, those that were ever used; owned by the core's thread. */
  private final Map<Direction, Link> links = new LinkedHashMap<>();

  /** What arrives in this step, in order; owned by the core's thread. */
  private final Deque<Message> arriving = new ArrayDeque<>();

  /** What is on a slow link, by a running number; owned by the core's thread. */
  private final Map<Long, Message> underWay = new HashMap<>();

  /** Owned by the core's thread. */
  private long nextNumber;

  InterBrokerNetwork(Timers timers) {
    this.timers = timers;
  }

  private record Direction(int from, int to) {}

  private static final class Link {
    /** All four: owned by the core's thread. */
    private boolean cut;

    private long latencyMs;
    private long lastArrivalMs;
    private final Deque<Message> held = new ArrayDeque<>();
  }

  private Link link(int from, int to) {
    return links.computeIfAbsent(new Direction(from, to), direction -> new Link());
  }

  /** Lets nothing through from one node to the other; the opposite direction stays as it is. */
  public void cut(int from, int to) {
    link(from, to).cut = true;
  }

  /** Undoes {@link #cut}: what was held arrives with the next step. */
  public void heal(int from, int to) {
    Link link = link(from, to);
    link.cut = false;
    arriving.addAll(link.held);
    link.held.clear();
  }

  /** Undoes every {@link #cut}; latencies stay. */
  public void healAll() {
    links.keySet().forEach(direction -> heal(direction.from, direction.to));
  }

  /**
   * How long a message takes from one node to the other.
   *
   * @param latencyMs 0, the default: it arrives in the same step
   */
  public void latency(int from, int to, long latencyMs) {
    if (latencyMs < 0) {
      throw new IllegalArgumentException("The latency is negative: " + latencyMs);
    }
    link(from, to).latencyMs = latencyMs;
  }

  public boolean isCut(int from, int to) {
    return link(from, to).cut;
  }

  void send(int from, int to, Message message, long nowMs) {
    Link link = link(from, to);
    long arrivalMs = Math.max(link.lastArrivalMs, nowMs + link.latencyMs);
    if (arrivalMs <= nowMs) {
      arrive(link, message);
      return;
    }
    link.lastArrivalMs = arrivalMs;
    long number = nextNumber++;
    underWay.put(number, message);
    timers.schedule(
        arrivalMs,
        now -> {
          underWay.remove(number);
          arrive(link, message);
        });
  }

  private void arrive(Link link, Message message) {
    if (link.cut) {
      hold(link, message);
    } else {
      arriving.add(message);
    }
  }

  private static void hold(Link link, Message message) {
    for (Iterator<Message> earlier = link.held.iterator(); earlier.hasNext(); ) {
      Message each = earlier.next();
      if (message.replaces(each)) {
        earlier.remove();
        each.drop();
      }
    }
    link.held.add(message);
  }

  /** The next message that arrives now; null if none does. */
  @Nullable Message poll() {
    return arriving.poll();
  }

  /** Drops all that is under way. */
  void close() {
    arriving.forEach(Message::drop);
    arriving.clear();
    underWay.values().forEach(Message::drop);
    underWay.clear();
    links.values().forEach(link -> link.held.forEach(Message::drop));
    links.values().forEach(link -> link.held.clear());
  }
}
