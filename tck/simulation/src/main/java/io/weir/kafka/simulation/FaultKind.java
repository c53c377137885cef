package io.weir.kafka.simulation;

/** A kind of fault that a {@link FaultMix} draws: one constant of an enum of them. */
public interface FaultKind extends Happening {

  /** The highest chance that a seed gives it at each opportunity; above 0, at most 1. */
  double most();
}
