package io.weir.kafka.testcluster;

import io.weir.kafka.testcluster.core.ClusterCore;
import io.weir.kafka.testcluster.fault.Fault;
import io.weir.kafka.testcluster.fault.Trigger;
import io.weir.kafka.testcluster.socket.ClusterServer;
import java.time.Duration;

/** A fault at work. Thread-safe; the methods wait for the cluster's thread. */
public final class FaultHandle {

  /** What {@link #remaining} says of a fault without an end. */
  public static final long UNLIMITED = Trigger.UNLIMITED;

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final ClusterServer server;
  private final ClusterCore core;
  private final Fault fault;

  FaultHandle(ClusterServer server, ClusterCore core, Fault fault) {
    this.server = server;
    this.core = core;
    this.fault = fault;
  }

  /** Unique in its cluster, counted from 1; the journal names faults by it. */
  public long id() {
    return fault.id();
  }

  /** How often it has acted. */
  public long hits() {
    return server.call(fault::hits);
  }

  /** How many requests have fitted it, whether or not it acted. */
  public long calls() {
    return server.call(fault::calls);
  }

  /** How often it may act still; 0 when removed. */
  public long remaining() {
    return server.call(fault::remaining);
  }

  /** Whether it has not done what it was declared for: it never acted, or not often enough. */
  public boolean isUnfired() {
    return server.call(fault::isUnfired);
  }

  /**
   * Waits until it has acted so often, for ten seconds at most.
   *
   * @throws AssertionError as {@link #await(long, Duration)}
   */
  public FaultHandle await(long hits) {
    return await(hits, PATIENCE);
  }

  /**
   * Waits until it has acted so often. The deadline is a real one, also for a cluster with a
   * virtual clock.
   *
   * @throws AssertionError if it has acted less often at the deadline
   */
  public FaultHandle await(long hits, Duration timeout) {
    if (!server.await(() -> fault.hits() >= hits, timeout)) {
      throw new AssertionError(
          "The fault has not acted %d times within %s: %s".formatted(hits, timeout, this));
    }
    return this;
  }

  /** It acts no more, and nobody misses it. Harmless if it was removed already. */
  public void remove() {
    server.run(() -> core.faults().remove(fault));
  }

  /** What it does, to which requests, and what has come of it. */
  @Override
  public String toString() {
    return server.call(fault::toString);
  }
}
