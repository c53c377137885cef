package io.weir.kafka.api;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Attached to a message, says which record it came from: the key and the headers that its own
 * record may take over ({@code propagate-record-key}, {@code propagate-headers}), and where a reply
 * is wanted ({@link #REPLY_TOPIC}, {@link #REPLY_PARTITION}, {@link #REPLY_CORRELATION_ID}).
 *
 * <p>What smallrye-kafka attaches is understood as this, with {@code weir-kafka-bridge} on the
 * class path; for other sources, attach one.
 *
 * @param key null: that record had none
 * @param headers never null; may be empty
 */
public record IncomingRecordMetadata(@Nullable Object key, RecordHeaders headers) {

  /** The header that names the topic of the reply, as text; goes before all that names a topic. */
  public static final String REPLY_TOPIC = "REPLY_TOPIC";

  /** The header that names the partition of the reply: four bytes, big-endian. */
  public static final String REPLY_PARTITION = "REPLY_PARTITION";

  /** The header that a reply carries unchanged. */
  public static final String REPLY_CORRELATION_ID = "REPLY_CORRELATION_ID";

  public IncomingRecordMetadata {
    Objects.requireNonNull(headers, "headers");
  }
}
