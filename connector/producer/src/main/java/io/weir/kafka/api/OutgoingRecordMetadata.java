package io.weir.kafka.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Attached to a message, says where and how its record goes; each part that is null leaves the
 * decision to the channel's configuration and the partitioner.
 *
 * @param topic overrides the channel's topic
 * @param key overrides the key of a {@link Record} payload and of the channel
 * @param partition overrides the partitioner
 * @param timestamp overrides the time of sending; Kafka keeps milliseconds
 * @param headers never null; may be empty
 */
public record OutgoingRecordMetadata<K>(
    @Nullable String topic,
    @Nullable K key,
    @Nullable Integer partition,
    @Nullable Instant timestamp,
    RecordHeaders headers) {

  public static <K> Builder<K> builder() {
    return new Builder<>();
  }

  /** Collects the parts; not for several threads. */
  public static final class Builder<K> {

    private @Nullable String topic;
    private @Nullable K key;
    private @Nullable Integer partition;
    private @Nullable Instant timestamp;
    private RecordHeaders headers = RecordHeaders.empty();

    private Builder() {}

    public Builder<K> withTopic(String name) {
      topic = name;
      return this;
    }

    public Builder<K> withKey(K recordKey) {
      key = recordKey;
      return this;
    }

    public Builder<K> withPartition(int number) {
      partition = number;
      return this;
    }

    public Builder<K> withTimestamp(Instant time) {
      timestamp = time;
      return this;
    }

    /** Replaces the headers collected so far. */
    public Builder<K> withHeaders(RecordHeaders all) {
      headers = all;
      return this;
    }

    /** Adds a header behind those collected so far. */
    public Builder<K> addHeader(String name, byte @Nullable [] value) {
      headers = headers.with(name, value);
      return this;
    }

    /** Adds a header with a text as UTF-8 behind those collected so far. */
    public Builder<K> addHeader(String name, String value) {
      headers = headers.with(name, value);
      return this;
    }

    public OutgoingRecordMetadata<K> build() {
      return new OutgoingRecordMetadata<>(topic, key, partition, timestamp, headers);
    }
  }
}
