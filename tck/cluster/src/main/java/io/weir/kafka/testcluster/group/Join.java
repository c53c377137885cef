package io.weir.kafka.testcluster.group;

import java.util.List;

/**
 * A member wants to be in the next generation (JoinGroup).
 *
 * @param client where the member runs
 * @param sessionTimeoutMs it is lost when it is silent for so long
 * @param rebalanceTimeoutMs how long a rebalance may wait for it
 * @param protocolType {@code consumer} for consumers
 * @param protocols in the order of preference, names are unique
 */
public record Join(
    String group,
    Caller caller,
    Client client,
    int sessionTimeoutMs,
    int rebalanceTimeoutMs,
    String protocolType,
    List<Protocol> protocols,
    Manner manner) {

  public Join {
    protocols = List.copyOf(protocols);
  }

  /**
   * Where a member runs, for whoever describes the group.
   *
   * @param host as Kafka writes it: a slash and the address
   */
  public record Client(String id, String host) {}

  /** What the version of the request promises. */
  public enum Manner {
    /** A member without id is added at once: versions 0 to 3. */
    DIRECT,

    /** A dynamic member without id is given one, with which it comes again (KIP-394): 4 to 8. */
    ID_FIRST,

    /** As before, and a leader understands that it need not assign (KIP-814): from 9. */
    MAY_SKIP_ASSIGNMENT
  }
}
