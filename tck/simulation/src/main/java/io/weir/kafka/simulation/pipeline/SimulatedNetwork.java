package io.weir.kafka.simulation.pipeline;

import io.weir.kafka.network.Connector;
import io.weir.kafka.network.Link;
import io.weir.kafka.network.Loop;
import io.weir.kafka.simulation.ClusterDriver;
import io.weir.kafka.simulation.FaultMix;
import io.weir.kafka.simulation.Tally;
import io.weir.kafka.simulation.Violations;
import io.weir.kafka.simulation.VirtualTime;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Streams in memory between the producer's loop and the cluster's core, with latency and faults.
 *
 * <p>Within one stream bytes keep their order; between streams everything may overtake. One thread:
 * that of the simulation.
 */
final class SimulatedNetwork implements Connector {

  /**
   * What all streams of a run share.
   *
   * @param longestWayNanos how long bytes travel at most without a fault
   * @param mix of {@link LinkFault}s
   */
  record Surroundings(
      VirtualTime time,
      ClusterDriver cluster,
      long longestWayNanos,
      FaultMix mix,
      RandomGenerator random,
      WireWatch watch,
      Trace trace,
      Tally tally,
      Violations violations) {

    /** How long bytes travel this time, without a fault. */
    long way() {
      return random.nextLong(longestWayNanos) + 1;
    }
  }

  private final Surroundings surroundings;
  private final Map<Long, SimulatedLink> byConnection = new HashMap<>();
  private final Set<SimulatedLink> open = new HashSet<>();
  private int links;

  SimulatedNetwork(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Link connect(Loop loop, InetSocketAddress address, Link.Handler handler) {
    SimulatedLink link = new SimulatedLink(++links, surroundings, this, loop, handler);
    open.add(link);
    link.connect(ClusterDriver.brokerAt(address.getPort()));
    return link;
  }

  void connected(long connection, SimulatedLink link) {
    byConnection.put(connection, link);
  }

  /** The producer has heard the last of the stream. */
  void ended(SimulatedLink link) {
    open.remove(link);
  }

  /** How many streams the producer has not closed, nor heard the end of. */
  int openLinks() {
    return open.size();
  }

  /**
   * Whether so many batches of a partition were on their way when one in this request was sent.
   *
   * @param connection the broker's end
   * @param place empty for any partition of the request
   */
  boolean hasInFlightBefore(long connection, int correlationId, Optional<Place> place, int count) {
    SimulatedLink link = byConnection.get(connection);
    return link != null && link.inFlightBefore(correlationId, place).contains(count);
  }
}
