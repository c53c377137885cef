package io.weir.kafka.network;

/** Something that a broker has to do in time; if it does not, its connection is of no use. */
interface Awaited {

  long deadlineNanos();

  long timeoutNanos();

  /** What the broker did not do: the middle of a sentence, such as {@code did not answer X}. */
  String omission();
}
