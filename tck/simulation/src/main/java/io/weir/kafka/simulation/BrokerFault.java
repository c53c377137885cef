package io.weir.kafka.simulation;

/** What can go wrong inside brokers and between them. */
public enum BrokerFault implements FaultKind {
  /** A broker's process dies, and is started again later. */
  KILLED,
  /** A broker's machine loses power: what was not flushed is gone. */
  POWERED_OFF,
  /** A broker gets no time for a while, and its connections stay open. */
  PAUSED,
  /** A broker shuts down in order, and is started again later. */
  STOPPED,
  /** One broker does not hear another, which hears it. */
  LINK_CUT_ONE_WAY,
  /** Two brokers do not hear each other. */
  LINK_CUT_TWO_WAYS,
  /** A broker and the controller do not hear each other, or only one of them the other. */
  CONTROLLER_CUT,
  /** What brokers and controller send each other takes its time. */
  LATENCY,
  /** A broker's fetches reach no leader; with the controller it speaks. */
  FOLLOWER_STALLED,
  /** Nothing runs for a while, then everything is late at once. */
  IDLE_JUMP;

  @Override
  public double most() {
    return 0.25;
  }
}
