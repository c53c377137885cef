package io.weir.kafka.api;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Attached to a message, holds the receipt of its record once the message is acked.
 *
 * <p>For one message; safe to read from any thread.
 */
public final class DeliveryMetadata implements ReceiptListener {

  private volatile @Nullable RecordReceipt receipt;

  @Override
  public void delivered(RecordReceipt where) {
    receipt = where;
  }

  /** Where the record is; empty before the message is acked, and for good if it is nacked. */
  public Optional<RecordReceipt> receipt() {
    return Optional.ofNullable(receipt);
  }
}
