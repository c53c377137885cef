package io.weir.kafka.simulation.replication;

import io.weir.kafka.simulation.FaultKind;

/** What can go wrong between brokers and their clients. */
public enum WriterFault implements FaultKind {
  /** A client's connection breaks, before a request arrives or before its response does. */
  CONNECTION_BROKEN;

  @Override
  public double most() {
    return 0.25;
  }
}
