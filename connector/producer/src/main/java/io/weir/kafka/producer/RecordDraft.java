package io.weir.kafka.producer;

import io.weir.kafka.api.RecordHeaders;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The next record of a channel, filled in again and again so that a message costs no object.
 *
 * <p>Owned by whoever sends: one thread at a time. {@link Pipeline#offer} reads it and keeps
 * nothing of it.
 */
public final class RecordDraft {

  /** No partition was named: the partitioner chooses. */
  public static final int ANY_PARTITION = -1;

  /** No timestamp was named: the time of sending counts. */
  public static final long NOW = Long.MIN_VALUE;

  private String topic = "";
  private int partition = ANY_PARTITION;
  private long timestampMs = NOW;
  private @Nullable Object key;
  private @Nullable Object value;
  private RecordHeaders headers = RecordHeaders.empty();
  private @Nullable RecordKeeper keeper;

  /** Forgets the last record; all but the topic is then optional. */
  public RecordDraft reset(String newTopic) {
    topic = Objects.requireNonNull(newTopic, "topic");
    partition = ANY_PARTITION;
    timestampMs = NOW;
    key = null;
    value = null;
    headers = RecordHeaders.empty();
    keeper = null;
    return this;
  }

  public RecordDraft topic(String otherTopic) {
    topic = Objects.requireNonNull(otherTopic, "topic");
    return this;
  }

  /** Any number: one that the topic does not have nacks the record. */
  public RecordDraft partition(int number) {
    partition = number;
    return this;
  }

  /** Milliseconds since the epoch; a negative one nacks the record. */
  public RecordDraft timestampMs(long time) {
    timestampMs = time;
    return this;
  }

  public RecordDraft key(@Nullable Object recordKey) {
    key = recordKey;
    return this;
  }

  /** Null is a tombstone. */
  public RecordDraft value(@Nullable Object recordValue) {
    value = recordValue;
    return this;
  }

  public RecordDraft headers(RecordHeaders recordHeaders) {
    headers = Objects.requireNonNull(recordHeaders, "headers");
    return this;
  }

  /** Who is told what becomes of the draft; null for nobody. */
  public RecordDraft keeper(@Nullable RecordKeeper recordKeeper) {
    keeper = recordKeeper;
    return this;
  }

  public String topic() {
    return topic;
  }

  public int partition() {
    return partition;
  }

  public long timestampMs() {
    return timestampMs;
  }

  public @Nullable Object key() {
    return key;
  }

  public @Nullable Object value() {
    return value;
  }

  public RecordHeaders headers() {
    return headers;
  }

  public @Nullable RecordKeeper keeper() {
    return keeper;
  }
}
