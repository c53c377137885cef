package io.weir.kafka.referee;

import java.util.function.IntFunction;

/**
 * One broker of a real cluster, whose process comes and goes while its folder and port stay.
 *
 * <pre>
 * DOWN -- start --> RUNNING -- pause --> PAUSED -- resume --> RUNNING
 *                   RUNNING -- stop --> DOWN
 *                   RUNNING, PAUSED -- kill --> DOWN
 * </pre>
 *
 * <p>Any other step is an error that names the state. Used by one thread at a time.
 */
final class BrokerProcess {
  private sealed interface State {
    record Down() implements State {}

    record Running(ServerProcess process) implements State {}

    record Paused(ServerProcess process, FrozenProcess frozen) implements State {}
  }

  private final int id;
  private final IntFunction<ServerProcess> starter;
  // Both: the caller's thread.
  private State state = new State.Down();
  private int starts;

  /**
   * @param starter starts a process; gets how often the broker has been started, from 1
   */
  BrokerProcess(int id, IntFunction<ServerProcess> starter) {
    this.id = id;
    this.starter = starter;
  }

  /** Starts the process, and returns it before it serves. */
  ServerProcess start() {
    if (!(state instanceof State.Down)) {
      throw wrongState("start");
    }
    starts++;
    ServerProcess process = starter.apply(starts);
    state = new State.Running(process);
    return process;
  }

  void stop() {
    running("stop").terminate();
    state = new State.Down();
  }

  void pause() {
    ServerProcess process = running("pause");
    state = new State.Paused(process, FrozenProcess.freeze(process.pid()));
  }

  void resume() {
    if (!(state instanceof State.Paused paused)) {
      throw wrongState("resume");
    }
    paused.frozen().close();
    state = new State.Running(paused.process());
  }

  void kill() {
    if (state instanceof State.Down) {
      throw wrongState("kill");
    }
    killIfUp();
  }

  /** As {@link #kill}, but harmless if there is nothing to kill. */
  void killIfUp() {
    if (state instanceof State.Running running) {
      running.process().close();
    } else if (state instanceof State.Paused paused) {
      paused.process().close();
      paused.frozen().close();
    }
    state = new State.Down();
  }

  boolean isRunning() {
    return state instanceof State.Running;
  }

  ServerProcess running(String step) {
    if (!(state instanceof State.Running running)) {
      throw wrongState(step);
    }
    return running.process();
  }

  private IllegalStateException wrongState(String step) {
    return new IllegalStateException(
        "Cannot " + step + " broker " + id + ": it is " + state.getClass().getSimpleName());
  }
}
