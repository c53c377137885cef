package io.weir.kafka.identity;

/** Where producer ids come from. Event loop only. */
public interface ProducerIds {

  /** Takes the answer: exactly one call, never inside {@link #ask}. */
  interface Listener {

    void granted(ProducerIdAndEpoch name);

    /**
     * There is no answer, or one that may be another the next time.
     *
     * @param reason a clause that names the broker where there was one
     */
    void missed(String reason);

    /** Asking again is of no use until somebody changes something. */
    void refused(Refusal refusal);
  }

  /** Asks once for an id that nobody has had. */
  void ask(Listener listener);
}
