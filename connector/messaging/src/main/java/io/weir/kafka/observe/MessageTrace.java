package io.weir.kafka.observe;

import io.weir.kafka.producer.RecordDraft;

/**
 * Follows one message from its arrival to its outcome.
 *
 * <p>{@link #offered} is called by whoever offers, one thread at a time; then one of the others, by
 * the completion task.
 */
public interface MessageTrace {

  /** The record is about to be offered, maybe not for the first time: it gets its headers. */
  void offered(RecordDraft draft);

  /** The record is in Kafka. */
  void delivered(String topic, int partition, long offset);

  /** The message has failed, maybe before it was offered. */
  void failed(Throwable failure);
}
