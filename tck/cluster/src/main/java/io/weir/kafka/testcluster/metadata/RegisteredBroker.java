package io.weir.kafka.testcluster.metadata;

/**
 * A broker as the controller knows it, from its first registration on.
 *
 * @param epoch of its latest registration: larger than that of any registration before, of whatever
 *     broker
 */
public record RegisteredBroker(BrokerNode node, long epoch, State state) {

  /**
   * What the broker may do.
   *
   * <pre>
   *            heartbeat               wants to shut down
   *   FENCED -----------> LIVE ------------------------------> SHUTTING_DOWN
   *     ^                  |                                         |
   *     +------------------+-----------------------------------------+
   *        session timeout, new registration, shut down
   * </pre>
   */
  public enum State {
    /** It leads nothing, is in no ISR that has another member, and is hidden from clients. */
    FENCED,
    /** It serves. */
    LIVE,
    /** It still serves, but is elected no more and joins no ISR. */
    SHUTTING_DOWN
  }

  public int id() {
    return node.id();
  }

  /** Whether clients are told of it. */
  public boolean isUnfenced() {
    return state != State.FENCED;
  }

  /** Whether it may become a leader or join an ISR. */
  public boolean isEligible() {
    return state == State.LIVE;
  }

  public RegisteredBroker as(State newState) {
    return new RegisteredBroker(node, epoch, newState);
  }
}
