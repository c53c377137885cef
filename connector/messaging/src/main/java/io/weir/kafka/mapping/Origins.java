package io.weir.kafka.mapping;

import static io.weir.kafka.api.IncomingRecordMetadata.REPLY_CORRELATION_ID;
import static io.weir.kafka.api.IncomingRecordMetadata.REPLY_PARTITION;
import static io.weir.kafka.api.IncomingRecordMetadata.REPLY_TOPIC;

import io.weir.kafka.api.IncomingRecordMetadata;
import io.weir.kafka.api.InvalidRecordException;
import io.weir.kafka.api.RecordHeader;
import io.weir.kafka.api.RecordHeaders;
import io.weir.kafka.config.MappingSettings.Propagation;
import io.weir.kafka.producer.RecordDraft;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What a record takes over from the record that its message came from. Immutable. */
final class Origins {

  private final Propagation propagation;

  Origins(Propagation propagation) {
    this.propagation = propagation;
  }

  /** For a draft that has nothing but the channel's key yet. */
  void propagateKey(IncomingRecordMetadata origin, RecordDraft draft) {
    if (propagation.key() && origin.key() != null) {
      draft.key(origin.key());
    }
  }

  /** For a draft that has headers of its own: those follow, so that as the last they count. */
  void propagateHeaders(IncomingRecordMetadata origin, RecordDraft draft) {
    List<RecordHeader> headers = new ArrayList<>();
    origin.headers().last(REPLY_CORRELATION_ID).ifPresent(headers::add);
    for (RecordHeader header : origin.headers()) {
      if (propagation.headers().contains(header.name())) {
        headers.add(header);
      }
    }
    if (!headers.isEmpty()) {
      draft.headers().forEach(headers::add);
      draft.headers(RecordHeaders.of(headers));
    }
  }

  /**
   * A reply goes where it is wanted, whatever else names a topic or a partition.
   *
   * @throws InvalidRecordException if the headers cannot be understood
   */
  static void reply(IncomingRecordMetadata origin, RecordDraft draft) {
    origin
        .headers()
        .last(REPLY_TOPIC)
        .ifPresent(header -> draft.topic(new String(bytes(header), StandardCharsets.UTF_8)));
    origin
        .headers()
        .last(REPLY_PARTITION)
        .ifPresent(header -> draft.partition(ByteBuffer.wrap(fourBytes(header)).getInt()));
  }

  private static byte[] fourBytes(RecordHeader header) {
    byte[] value = bytes(header);
    if (value.length != Integer.BYTES) {
      throw new InvalidRecordException(
          "The header %s of the record that asks for a reply has %d bytes, not %d: it cannot be a partition"
              .formatted(header.name(), value.length, Integer.BYTES));
    }
    return value;
  }

  private static byte[] bytes(RecordHeader header) {
    byte[] value = header.value();
    if (value == null) {
      throw new InvalidRecordException(
          "The header %s of the record that asks for a reply is null".formatted(header.name()));
    }
    return value;
  }
}
