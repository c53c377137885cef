package io.weir.kafka.producer;

/** The answer of {@link Pipeline#offer}. */
public enum Admission {
  /** The record will have exactly one outcome, told to the {@link Outcomes}. */
  ACCEPTED,
  /**
   * There is no room now and nothing has happened: the caller keeps the record and offers it again
   * after {@link Outcomes#roomAvailable}.
   */
  FULL
}
