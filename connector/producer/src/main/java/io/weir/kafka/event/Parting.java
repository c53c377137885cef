package io.weir.kafka.event;

/** How a connection came to be closed, or did not come to be. */
public enum Parting {
  /** Nobody needed it: it was idle, or stood for a broker that is known better by now. */
  UNNEEDED,
  /** The producer has closed it for good. */
  CLOSED,
  /** It was open, and broke. */
  BROKEN,
  /** It could not be opened. */
  NOT_OPENED
}
