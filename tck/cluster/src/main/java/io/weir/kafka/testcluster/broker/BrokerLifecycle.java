package io.weir.kafka.testcluster.broker;

import io.weir.kafka.testcluster.controller.ControllerAnswer;
import io.weir.kafka.testcluster.controller.ControllerAnswer.Registered;
import io.weir.kafka.testcluster.controller.ControllerAnswer.Standing;
import io.weir.kafka.testcluster.controller.ControllerRequest.Heartbeat;
import io.weir.kafka.testcluster.controller.ControllerRequest.Heartbeat.Intent;
import io.weir.kafka.testcluster.controller.ControllerRequest.Register;
import io.weir.kafka.testcluster.metadata.BrokerNode;
import io.weir.kafka.testcluster.metadata.ClusterSettings;

/**
 * A broker's standing with the controller, from its registration to its end.
 *
 * <p>Owned by the core's thread. One request is under way at a time; its answer, or the change that
 * the answer announces, brings the next one.
 *
 * <pre>
 *   REGISTERING --- registered ---> SERVING --- shutDown ---> LEAVING --- may stop ---> GONE
 *        ^                             |                         |                       ^
 *        +---- unknown, stale epoch ---+                         +-- patience runs out --+
 * </pre>
 */
final class BrokerLifecycle {

  private enum State {
    REGISTERING,
    SERVING,
    LEAVING,
    GONE
  }

  private static final long NOT_REGISTERED = -1;
  private static final long NO_TIMER = -1;

  private final BrokerNode node;
  private final BrokerHost host;
  private final ClusterSettings settings;

  /** All below: owned by the core's thread. */
  private State state = State.REGISTERING;

  private long epoch = NOT_REGISTERED;
  private long timer = NO_TIMER;
  private boolean asking;

  BrokerLifecycle(BrokerNode node, BrokerHost host, ClusterSettings settings) {
    this.node = node;
    this.host = host;
    this.settings = settings;
  }

  /** Of the present registration; -1 before the first. */
  long epoch() {
    return epoch;
  }

  void register(long nowMs) {
    state = State.REGISTERING;
    asking = true;
    host.ask(new Register(node), this::registrationAnswered, nowMs);
  }

  private void registrationAnswered(ControllerAnswer answer, long nowMs) {
    asking = false;
    if (answer instanceof Registered registered) {
      epoch = registered.brokerEpoch();
      state = state == State.REGISTERING ? State.SERVING : state;
      beat(nowMs);
    } else {
      again(settings.heartbeatIntervalMs(), this::register, nowMs);
    }
  }

  private void beat(long nowMs) {
    if (asking || state == State.GONE) {
      return;
    }
    stopTimer();
    asking = true;
    Intent intent = state == State.LEAVING ? Intent.SHUT_DOWN : Intent.SERVE;
    host.ask(new Heartbeat(node.id(), epoch, intent), this::heartbeatAnswered, nowMs);
  }

  private void heartbeatAnswered(ControllerAnswer answer, long nowMs) {
    asking = false;
    if (!(answer instanceof Standing standing)) {
      // The controller does not know this registration: a later one of the same id replaced it.
      again(settings.heartbeatIntervalMs(), this::register, nowMs);
    } else if (standing.state() == Standing.State.MAY_STOP) {
      leave(nowMs);
    } else {
      boolean unaware = state == State.LEAVING && standing.state() != Standing.State.SHUTTING_DOWN;
      again(unaware ? 0 : settings.heartbeatIntervalMs(), this::beat, nowMs);
    }
  }

  private void again(long delayMs, Task task, long nowMs) {
    stopTimer();
    timer = host.schedule(nowMs + delayMs, task);
  }

  private void stopTimer() {
    if (timer != NO_TIMER) {
      host.cancel(timer);
      timer = NO_TIMER;
    }
  }

  /** Wants to leave: the controller lets others take over first, if they can. */
  void shutDown(long nowMs) {
    if (state == State.REGISTERING) {
      leave(nowMs);
    } else if (state == State.SERVING) {
      state = State.LEAVING;
      host.schedule(nowMs + settings.sessionTimeoutMs(), this::leave);
      beat(nowMs);
    }
  }

  /** The controller has changed something: perhaps it was the last thing to wait for. */
  void imageChanged(long nowMs) {
    if (state == State.LEAVING) {
      beat(nowMs);
    }
  }

  private void leave(long nowMs) {
    if (state != State.GONE) {
      state = State.GONE;
      stopTimer();
      host.exit(nowMs);
    }
  }
}
