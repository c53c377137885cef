package io.weir.kafka.connector;

import io.smallrye.reactive.messaging.OutgoingMessageMetadata;
import io.weir.kafka.api.OutgoingRecord;
import io.weir.kafka.api.ReceiptListener;
import io.weir.kafka.api.Record;
import io.weir.kafka.api.RecordReceipt;
import io.weir.kafka.mapping.MessageMetadata;
import io.weir.kafka.spi.Bridge;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jspecify.annotations.Nullable;

/**
 * Tells a message where its record is, if it carries anyone who wants to know: a {@link
 * ReceiptListener} as itself, its metadata, its payload or the value of its {@link Record}, or
 * SmallRye's {@link OutgoingMessageMetadata}, where the runtime has that.
 *
 * <p>On the completion task, or in the context that the message has brought along; keeps no state.
 * Makes a receipt only if somebody takes it.
 */
final class Receipts {

  private static final boolean SMALLRYE_RESULTS = hasSmallRyeResults();

  private final Bridge bridge;

  /**
   * @param bridge decides what SmallRye's metadata is given
   */
  Receipts(Bridge bridge) {
    this.bridge = bridge;
  }

  private static boolean hasSmallRyeResults() {
    try {
      return SmallRyeResult.isResult(new OutgoingMessageMetadata<RecordReceipt>());
    } catch (LinkageError specificationOnly) {
      return false;
    }
  }

  /** What a listener throws is thrown to the caller. */
  void tell(Message<?> message, String topic, int partition, long offset, long timestampMs) {
    RecordReceipt receipt = null;
    for (Object item : MessageMetadata.of(message)) {
      if (wants(item)) {
        receipt =
            receipt == null ? new RecordReceipt(topic, partition, offset, timestampMs) : receipt;
        hand(item, receipt);
      }
    }
    if (message instanceof ReceiptListener listener) {
      receipt =
          receipt == null ? new RecordReceipt(topic, partition, offset, timestampMs) : receipt;
      listener.delivered(receipt);
    }
    if (carried(message.getPayload()) instanceof ReceiptListener listener) {
      listener.delivered(
          receipt == null ? new RecordReceipt(topic, partition, offset, timestampMs) : receipt);
    }
  }

  private static @Nullable Object carried(@Nullable Object payload) {
    if (payload instanceof Record<?, ?> pair) {
      return pair.value();
    }
    return payload instanceof OutgoingRecord record ? record.value() : payload;
  }

  private static boolean wants(Object item) {
    return item instanceof ReceiptListener || (SMALLRYE_RESULTS && SmallRyeResult.isResult(item));
  }

  private void hand(Object item, RecordReceipt receipt) {
    if (item instanceof ReceiptListener listener) {
      listener.delivered(receipt);
    } else {
      SmallRyeResult.set(item, bridge.result(receipt));
    }
  }

  /** Linked only where the class exists. */
  private static final class SmallRyeResult {

    static boolean isResult(Object item) {
      return item instanceof OutgoingMessageMetadata<?>;
    }

    @SuppressWarnings("unchecked") // whoever attached it takes what the connector has
    static void set(Object item, Object result) {
      ((OutgoingMessageMetadata<Object>) item).setResult(result);
    }
  }
}
