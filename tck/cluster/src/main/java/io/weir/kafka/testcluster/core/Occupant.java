package io.weir.kafka.testcluster.core;

/** What keeps a connection from handling its next request. */
interface Occupant {

  /** The connection has closed: gives back what it holds. */
  void abandon(String reason);
}
