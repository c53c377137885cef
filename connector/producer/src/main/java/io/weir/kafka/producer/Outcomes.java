package io.weir.kafka.producer;

import io.weir.kafka.api.ProducerException;

/**
 * Takes the outcomes of the records that a {@link Pipeline} accepted.
 *
 * <p>Called on the channel's serial completion task: never two calls at once, never inside {@link
 * Pipeline#offer}, never on an event loop. One hand-off serves a whole batch. An exception is
 * logged and changes no other record's outcome.
 */
public interface Outcomes {

  /**
   * The record is in Kafka, or with {@code acks=0} has left.
   *
   * @param slot what was given to {@code offer}
   * @param offset -1 where the broker does not say
   * @param timestampMs milliseconds since the epoch
   */
  void delivered(Object slot, String topic, int partition, long offset, long timestampMs);

  /** The record has failed for good. */
  void failed(Object slot, ProducerException failure);

  /** The same, for a record whose partition had been chosen. */
  default void failedIn(int partition, Object slot, ProducerException failure) {
    failed(slot, failure);
  }

  /** There is room again after an offer was answered {@link Admission#FULL}; may be spurious. */
  void roomAvailable();

  /** The outcomes that were ready have been told: the time to request more. */
  void settled();
}
