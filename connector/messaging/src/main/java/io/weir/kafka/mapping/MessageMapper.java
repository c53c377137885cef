package io.weir.kafka.mapping;

import io.weir.kafka.api.InvalidRecordException;
import io.weir.kafka.api.OutgoingRecord;
import io.weir.kafka.api.OutgoingRecordMetadata;
import io.weir.kafka.api.Record;
import io.weir.kafka.producer.RecordDraft;
import java.time.Instant;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jspecify.annotations.Nullable;

/**
 * Reads from a message what its record is: from its {@link OutgoingRecordMetadata} before its
 * payload ({@link Record} or {@link OutgoingRecord}) before the channel's configuration.
 *
 * <p>A {@link Record} decides its key even where it has none. Immutable; allocates nothing.
 */
public final class MessageMapper {

  private final Route route;

  /**
   * Where the records of a channel go that do not say so themselves.
   *
   * @param partition {@link RecordDraft#ANY_PARTITION}: the partitioner chooses
   * @param key null: no key
   */
  public record Route(String topic, int partition, @Nullable String key) {}

  public MessageMapper(Route route) {
    this.route = route;
  }

  /**
   * Fills the draft.
   *
   * @throws InvalidRecordException if the message says what no record can have
   */
  public void fill(RecordDraft draft, Message<?> message) {
    Object payload = message.getPayload();
    OutgoingRecordMetadata<?> metadata = metadataOf(message);
    draft.reset(topicOf(payload, metadata)).partition(route.partition()).key(route.key());
    if (payload instanceof Record<?, ?> pair) {
      draft.key(pair.key()).value(pair.value());
    } else if (payload instanceof OutgoingRecord record) {
      fillFromRecord(draft, record);
    } else {
      draft.value(payload);
    }
    if (metadata != null) {
      fillFromMetadata(draft, metadata);
    }
  }

  private static @Nullable OutgoingRecordMetadata<?> metadataOf(Message<?> message) {
    for (Object item : MessageMetadata.of(message)) {
      if (item instanceof OutgoingRecordMetadata<?> metadata) {
        return metadata;
      }
    }
    return null;
  }

  private String topicOf(@Nullable Object payload, @Nullable OutgoingRecordMetadata<?> metadata) {
    if (metadata != null && metadata.topic() != null) {
      return metadata.topic();
    }
    return payload instanceof OutgoingRecord record ? record.topic() : route.topic();
  }

  private static void fillFromRecord(RecordDraft draft, OutgoingRecord record) {
    draft.key(record.key()).value(record.value()).headers(record.headers());
    fillPartition(draft, record.partition());
    fillTimestamp(draft, record.timestamp());
  }

  private static void fillFromMetadata(RecordDraft draft, OutgoingRecordMetadata<?> metadata) {
    if (metadata.key() != null) {
      draft.key(metadata.key());
    }
    if (!metadata.headers().isEmpty()) {
      draft.headers(metadata.headers());
    }
    fillPartition(draft, metadata.partition());
    fillTimestamp(draft, metadata.timestamp());
  }

  /** As in the configuration -1 means any partition: then the next in order decides. */
  private static void fillPartition(RecordDraft draft, @Nullable Integer partition) {
    if (partition != null && partition != RecordDraft.ANY_PARTITION) {
      draft.partition(partition);
    }
  }

  private static void fillTimestamp(RecordDraft draft, @Nullable Instant timestamp) {
    if (timestamp == null) {
      return;
    }
    try {
      draft.timestampMs(timestamp.toEpochMilli());
    } catch (ArithmeticException tooFar) {
      throw new InvalidRecordException(
          "Timestamp " + timestamp + " does not fit into Kafka's milliseconds since 1970", tooFar);
    }
  }
}
