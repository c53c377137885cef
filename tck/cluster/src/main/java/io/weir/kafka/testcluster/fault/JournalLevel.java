package io.weir.kafka.testcluster.fault;

/** Whose requests the journal keeps. */
public enum JournalLevel {
  /** Nobody's. */
  OFF,
  /** Those of clients; the default. */
  CLIENTS,
  /** Also those of followers, which come all the time. */
  EVERYONE;

  boolean keeps(Origin origin) {
    return this == EVERYONE || (this == CLIENTS && origin.isClient());
  }
}
