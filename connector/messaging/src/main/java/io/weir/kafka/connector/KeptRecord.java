package io.weir.kafka.connector;

import io.weir.kafka.api.ProducerClosedException;
import io.weir.kafka.api.ProducerException;
import io.weir.kafka.api.RecordHeaders;
import io.weir.kafka.api.RecordTooLargeException;
import io.weir.kafka.producer.RecordDraft;
import io.weir.kafka.producer.RecordKeeper;
import org.jspecify.annotations.Nullable;

/**
 * The slot of a message whose record may have to go to the dead-letter topic: keeps the bytes until
 * the record has its outcome.
 *
 * <p>Written by the thread that offers, then by the completion task; the pipeline's hand-over lies
 * in between.
 */
final class KeptRecord implements RecordKeeper {

  private static final int NOWHERE = -1;

  private final Object slot;

  private @Nullable String topic;
  private byte @Nullable [] key;
  private byte @Nullable [] value;
  private RecordHeaders headers = RecordHeaders.empty();
  private int partition = NOWHERE;

  /**
   * @param slot the channel's own for this message
   */
  KeptRecord(Object slot) {
    this.slot = slot;
  }

  Object slot() {
    return slot;
  }

  @Override
  public void serialized(
      String recordTopic,
      byte @Nullable [] keyBytes,
      byte @Nullable [] valueBytes,
      RecordHeaders recordHeaders) {
    topic = recordTopic;
    key = keyBytes;
    value = valueBytes;
    headers = recordHeaders;
  }

  @Override
  public void placed(int number) {
    partition = number;
  }

  /** Whether there are bytes to send, and a reason for which another topic may take them. */
  boolean canGoElsewhere(ProducerException failure) {
    return topic != null
        && !(failure instanceof ProducerClosedException)
        && !(failure instanceof RecordTooLargeException);
  }

  /** Fills the draft with the same key and value, for the dead-letter topic. */
  void fill(RecordDraft draft, String deadLetterTopic, ProducerException failure) {
    draft
        .reset(deadLetterTopic)
        .key(key)
        .value(value)
        .headers(DeadLetterHeaders.of(headers, topic, partition, failure));
  }
}
