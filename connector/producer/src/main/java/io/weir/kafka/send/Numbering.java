package io.weir.kafka.send;

import io.weir.kafka.batch.Batch;
import io.weir.kafka.batch.Lane;

/**
 * What keeps a batch that is sent twice from being in the log twice, and batches that overtake each
 * other from being out of order: sequence numbers, or nothing. Event loop only.
 */
sealed interface Numbering permits Sequences, Unnumbered {

  /** Records are on their way: gets ready, while their partitions are looked for. */
  void prepare();

  /**
   * Whether the lane may go to a broker now, as far as its numbers go; if not, it is offered again
   * when it may.
   */
  boolean admits(Lane lane);

  /**
   * Makes a batch that was taken ready to be sent; bytes that were sent before stay as they are.
   */
  void stamp(Batch batch);

  /** The log has the batch. */
  void accepted(Batch batch);

  /** The batch is about to get an outcome that is not its delivery. */
  void lost(Batch batch);

  /** The broker says that the batch does not follow what it has. */
  Remedy misplaced(Batch batch);

  /** The broker has a newer epoch of the producer. */
  Remedy fenced(Batch batch);

  /** The broker takes nothing from this producer; so nobody's batch need try. */
  void disowned(Batch batch, Failure failure);

  /** What stands between the lane and a broker: a clause; empty if nothing does. */
  String obstacle(Lane lane);

  /** No timer is left. */
  void stop();

  /** What to do with a batch whose numbers were refused. */
  enum Remedy {
    /** Others have to be settled first: then it goes again, and that is no retry. */
    WAIT,
    RETRY,
    FAIL
  }
}
