package io.weir.kafka.producer;

import io.weir.kafka.api.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what a draft was made into, for a sender that may have to send it elsewhere.
 *
 * <p>Named by {@link RecordDraft#keeper}; told before the outcome of the record, never after it.
 */
public interface RecordKeeper {

  /**
   * The record was serialized; never called if that failed. On the thread that offers.
   *
   * @param topic where it goes
   * @param key the keeper's own; null for a record without key
   * @param value the keeper's own; null for a tombstone
   * @param headers as the record has them
   */
  void serialized(
      String topic, byte @Nullable [] key, byte @Nullable [] value, RecordHeaders headers);

  /** The partition was chosen; on the thread that offers, or on the completion task. */
  void placed(int partition);
}
