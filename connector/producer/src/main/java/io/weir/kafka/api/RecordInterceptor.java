package io.weir.kafka.api;

/**
 * Sees each record before it is serialized and after it has its outcome.
 *
 * <p>{@link #onSend} runs on the thread that sends, the others on the channel's completion task. An
 * exception from {@code onSend} nacks that message; one from the others is logged.
 */
public interface RecordInterceptor extends AutoCloseable {

  /** Returns the record to send, the same or another; never null. */
  OutgoingRecord onSend(OutgoingRecord record);

  /** The broker has acknowledged the record. */
  default void onDelivered(OutgoingRecord record, RecordReceipt receipt) {}

  /**
   * The record has failed for good.
   *
   * @param record names its partition, if one had been chosen
   */
  default void onFailed(OutgoingRecord record, ProducerException failure) {}

  /** Called once when the channel closes. */
  @Override
  default void close() {}
}
