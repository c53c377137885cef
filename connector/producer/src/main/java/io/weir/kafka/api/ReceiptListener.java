package io.weir.kafka.api;

/**
 * Learns where the broker put a record, right before its message is acked.
 *
 * <p>Recognised on whatever the message carries: an object among its metadata (such as {@link
 * DeliveryMetadata}), its payload, or the value of its {@link Record} or {@link OutgoingRecord}.
 * The last two also work where messages have no metadata.
 */
@FunctionalInterface
public interface ReceiptListener {

  /**
   * Called once, on the channel's completion task; never if the record fails, for which the nack
   * carries the reason. It must not block. An exception is logged, and the message is acked all the
   * same.
   */
  void delivered(RecordReceipt receipt);
}
