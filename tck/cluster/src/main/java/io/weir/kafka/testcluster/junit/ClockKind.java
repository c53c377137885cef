package io.weir.kafka.testcluster.junit;

/** By which time a cluster lives. */
public enum ClockKind {
  /** The machine's. */
  SYSTEM,
  /** Time stands still until the test advances it. */
  VIRTUAL
}
