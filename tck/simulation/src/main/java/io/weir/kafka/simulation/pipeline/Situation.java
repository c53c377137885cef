package io.weir.kafka.simulation.pipeline;

import io.weir.kafka.simulation.Happening;

/**
 * Where a run must have led the pipeline now and then, whatever the faults that brought it there.
 */
enum Situation implements Happening {
  /** A record was sent to a topic that did not exist yet. */
  TOPIC_UNKNOWN,
  /** The pipeline had no room for a record. */
  RECORD_NOT_ADMITTED,
  /** A batch was sent again. */
  BATCH_RETRIED,
  /** A record's time was over before it was ever sent. */
  EXPIRED_UNSENT,
  /** A record's time was over after it had been sent. */
  EXPIRED_AFTER_SENDING,
  /** A batch of several records was too large for its topic. */
  BATCH_TOO_LARGE,
  /** The parts of such a batch were sent. */
  BATCH_SPLIT,
  /** A record was too large for its topic. */
  RECORD_TOO_LARGE,
  /** A broker named the bad records of a batch, and it had others as well. */
  RECORDS_NAMED,
  /** The channel was closed while records were sent. */
  CLOSED_IN_THE_MIDDLE,
  /** The time to close was over before all records had their outcome. */
  ABANDONED,
  /** A request arrived at a broker after the producer had given its connection up. */
  ARRIVED_AFTER_CLOSE,
  /** A batch was in the log twice, as it may be without idempotence. */
  DUPLICATED,
  /** A record was lost with the one leader that had acknowledged it, as it may be with acks=1. */
  LOST_WITH_ITS_LEADER,
  /** At least two batches of a partition were on their way. */
  SEVERAL_IN_FLIGHT,
  /** Five batches of a partition were on their way. */
  FIVE_IN_FLIGHT,
  /** A broker knew a batch that it was sent again, and forgot where it was. */
  DUPLICATE_ANSWERED,
  /** A partition went on with a higher epoch. */
  EPOCH_RAISED,
  /** A partition went on with another producer id. */
  PRODUCER_ID_RENEWED,
  /** A partition's sequences began again at 0 behind 2^31-1. */
  SEQUENCE_WRAPPED
}
