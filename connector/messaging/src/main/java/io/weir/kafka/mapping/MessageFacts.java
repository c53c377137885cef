package io.weir.kafka.mapping;

import io.weir.kafka.api.IncomingRecordMetadata;
import io.weir.kafka.api.OutgoingRecordMetadata;
import io.weir.kafka.spi.Bridge;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jspecify.annotations.Nullable;

/**
 * What the metadata of one message says, gathered in one pass; of each kind the first counts.
 *
 * <p>One thread at a time: filled in again for each message, so that it costs no object.
 */
final class MessageFacts {

  private final Bridge bridge;

  private @Nullable OutgoingRecordMetadata<?> outgoing;
  private @Nullable IncomingRecordMetadata origin;
  private @Nullable Object event;

  /**
   * @param bridge knows metadata of another client
   */
  MessageFacts(Bridge bridge) {
    this.bridge = bridge;
  }

  void read(Message<?> message) {
    outgoing = null;
    origin = null;
    event = null;
    for (Object item : MessageMetadata.of(message)) {
      sort(item);
    }
  }

  private void sort(Object item) {
    if (item instanceof OutgoingRecordMetadata<?> metadata) {
      outgoing = outgoing == null ? metadata : outgoing;
    } else if (item instanceof IncomingRecordMetadata metadata) {
      origin = origin == null ? metadata : origin;
    } else if (event == null && SmallRyeEvents.isEvent(item)) {
      event = item;
    } else {
      Object known = bridge.metadata(item);
      if (known != null) {
        sort(known);
      }
    }
  }

  /** Where and how the record is to go. */
  @Nullable OutgoingRecordMetadata<?> outgoing() {
    return outgoing;
  }

  /** The record that the message came from. */
  @Nullable IncomingRecordMetadata origin() {
    return origin;
  }

  /** For {@link SmallRyeEvents#attributes}. */
  @Nullable Object event() {
    return event;
  }
}
