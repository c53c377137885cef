package io.weir.kafka.producer;

import java.time.Duration;
import java.util.concurrent.CompletionStage;

/**
 * The lean entry of the producer: no object per record, never blocks.
 *
 * <p>{@link #offer} may be called by several threads, each with a draft of its own.
 */
public interface Pipeline {

  /**
   * Runs interceptors and serializers, chooses the partition and appends, all on the calling
   * thread.
   *
   * <p>Never throws for what is wrong with a record: that is an outcome like any other. After
   * {@link #close} each record is accepted and fails with a {@link
   * io.weir.kafka.api.ProducerClosedException}.
   *
   * @param draft read during the call only
   * @param slot given back with the outcome; the caller's own, such as its message
   */
  Admission offer(RecordDraft draft, Object slot);

  /**
   * Takes a record in whose key and value are bytes already: neither interceptors nor serializers
   * see it, nor do interceptors hear of its outcome. All else is as {@link #offer} has it.
   *
   * @param draft its key and value are {@code byte[]}, or null
   */
  Admission offerSerialized(RecordDraft draft, Object slot);

  /**
   * How many records of average size still fit into {@code buffer.memory}: an estimate to request
   * by, not a promise; at least 0.
   */
  int estimatedRoom();

  /** What can be read of this pipeline at any time. */
  Vitals vitals();

  /**
   * Accepts nothing more, sends what is there, and fails the rest when the time is over. May be
   * called from any thread, an outcome's own included, and several times: the first timeout counts.
   *
   * @param timeout a negative one counts as zero
   * @return completed on the completion task after the last outcome, never exceptionally; only a
   *     record that is offered while the pipeline closes may have its outcome after it
   */
  CompletionStage<CloseReport> close(Duration timeout);

  /**
   * What became of all records of a pipeline's life.
   *
   * @param delivered acknowledged
   * @param failed known not to be in Kafka
   * @param unknown may be in Kafka, but were not acknowledged
   */
  record CloseReport(long delivered, long failed, long unknown) {}
}
