package io.weir.kafka.connector;

/** Time as the edge sees it: what passes, and what shall happen later. Any thread. */
interface Timers {

  /** As {@link System#nanoTime}. */
  long nanoTime();

  /**
   * Runs the task later, on a thread that must not be held up.
   *
   * @param nanos 0 or less: soon
   */
  Timer schedule(Runnable task, long nanos);

  /** Something that shall happen. */
  interface Timer {

    /** It shall not, if it has not begun; nothing is held on to then. */
    void cancel();
  }
}
