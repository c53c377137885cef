package io.weir.kafka.observe;

import io.weir.kafka.event.Parting;
import java.util.HashSet;
import java.util.Set;

/**
 * Whether a broker can be reached, as far as the pipeline has tried.
 *
 * <pre>
 *   SOUGHT ----connected----> REACHED      nothing has come of the first search yet
 *   UNNEEDED --connected----> REACHED      nobody needs a broker: idle by choice
 *   REACHED ---last one gone, unneeded or closed---> UNNEEDED
 *   REACHED ---last one gone, broken---> LOST
 *   LOST ------connected----> REACHED      another one is being looked for
 *   all but REACHED ---one could not be opened---> UNREACHABLE ---connected---> REACHED
 * </pre>
 *
 * <p>Whoever has lost the last connection goes on looking for one, so that this heals by itself.
 * Written on the event loop, read by any thread.
 */
final class BrokerReach {

  private enum State {
    SOUGHT,
    UNNEEDED,
    REACHED,
    LOST,
    UNREACHABLE
  }

  /**
   * @param reason why the last attempt failed; empty unless it is UNREACHABLE
   */
  private record Situation(State state, String reason) {}

  /** By the broker's id. Event loop only. */
  private final Set<Integer> connected = new HashSet<>();

  private volatile Situation now;

  private BrokerReach(State first) {
    this.now = new Situation(first, "");
  }

  /** A broker is looked for from the start. */
  static BrokerReach sought() {
    return new BrokerReach(State.SOUGHT);
  }

  /** Nobody looks for a broker before there is something to send. */
  static BrokerReach unneeded() {
    return new BrokerReach(State.UNNEEDED);
  }

  void connected(int brokerId) {
    connected.add(brokerId);
    become(State.REACHED, "");
  }

  /**
   * @param reason names the address
   */
  void parted(int brokerId, Parting parting, String reason) {
    connected.remove(brokerId);
    if (!connected.isEmpty()) {
      return;
    }
    switch (parting) {
      case UNNEEDED, CLOSED -> become(State.UNNEEDED, "");
      case BROKEN -> become(State.LOST, "");
      case NOT_OPENED -> become(State.UNREACHABLE, reason);
    }
  }

  private void become(State state, String reason) {
    now = new Situation(state, reason);
  }

  /** Why no broker can be asked to write; empty if one can, or none is needed. */
  String problem() {
    Situation current = now;
    return switch (current.state) {
      case SOUGHT -> "no broker has answered yet";
      case UNNEEDED, REACHED, LOST -> "";
      case UNREACHABLE -> "no broker can be reached: " + current.reason;
    };
  }
}
