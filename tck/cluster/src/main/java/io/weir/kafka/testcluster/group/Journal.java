package io.weir.kafka.testcluster.group;

import io.weir.kafka.protocol.ErrorCode;
import java.util.List;

/** Where the groups of one broker write what must survive it. */
interface Journal {

  /**
   * Appends records of one group; they count once they are replicated.
   *
   * @param write learns what becomes of them, perhaps within this call
   */
  void write(String group, List<GroupRecord> records, Write write, long nowMs);

  /** Those who wait for records to be replicated. */
  interface Write {

    /** The records are replicated. Not called where the coordinator moves away before that. */
    default void applied(long nowMs) {}

    /**
     * The write has an end, as far as the caller is concerned: called once.
     *
     * @param error NONE after {@link #applied}; REQUEST_TIMED_OUT if it takes too long, in which
     *     case {@link #applied} may still come; what the log answered; or NOT_COORDINATOR
     */
    void answered(ErrorCode error, long nowMs);
  }
}
