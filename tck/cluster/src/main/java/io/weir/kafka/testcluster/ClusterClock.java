package io.weir.kafka.testcluster;

import io.weir.kafka.testcluster.socket.ClusterServer;
import io.weir.kafka.testcluster.socket.ClusterTime;
import io.weir.kafka.testcluster.socket.VirtualTime;
import java.time.Duration;
import java.time.Instant;

/**
 * The time by which a cluster lives: its timeouts, its sessions, its retention. Thread-safe; the
 * methods wait for the cluster's thread.
 */
public final class ClusterClock {

  private final ClusterServer server;
  private final ClusterTime time;

  ClusterClock(ClusterServer server, ClusterTime time) {
    this.server = server;
    this.time = time;
  }

  public Instant now() {
    return Instant.ofEpochMilli(server.call(time::nowMs));
  }

  /**
   * Moves the time on; whatever is due on the way has happened when this returns. Clients live by
   * the real time and get no turn meanwhile: who must keep a session alive needs small steps.
   *
   * @throws IllegalStateException if the cluster was not built with {@link
   *     TestClusterBuilder#virtualClock}
   * @throws IllegalArgumentException if the duration is negative
   */
  public void advance(Duration duration) {
    if (!(time instanceof VirtualTime virtual)) {
      throw new IllegalStateException(
          "This cluster lives by the system's clock; build it with virtualClock()");
    }
    if (duration.isNegative()) {
      throw new IllegalArgumentException("Time does not run backwards: " + duration);
    }
    server.advance(virtual, duration);
  }
}
