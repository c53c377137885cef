package io.weir.kafka.simulation;

/** Something that a run must meet now and then, or it proves little: one constant of an enum. */
public interface Happening {

  /** Unique among all that one simulation counts. */
  String name();
}
