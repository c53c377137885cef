package io.weir.kafka.producer;

import io.weir.kafka.api.InvalidRecordException;
import io.weir.kafka.api.Persistence;
import io.weir.kafka.api.ProducerClosedException;
import io.weir.kafka.api.RecordTooLargeException;
import io.weir.kafka.time.WallClock;

/**
 * What a record must keep to, beyond what its encoder checks.
 *
 * @param bufferBytes {@code buffer.memory}
 */
record RecordLimits(String channel, long bufferBytes, WallClock clock) {

  /** The time that the record names, or that of sending; in milliseconds since the epoch. */
  long timestampMs(RecordDraft draft) {
    long named = draft.timestampMs();
    if (named == RecordDraft.NOW) {
      return clock.currentTimeMs();
    }
    if (named < 0) {
      throw new InvalidRecordException(
          "Channel '%s': the timestamp %d ms of a record for topic '%s' lies before 1970, which Kafka"
                  .formatted(channel, named, draft.topic())
              + " cannot hold; leave it out for the time of sending");
    }
    return named;
  }

  ProducerClosedException closed() {
    return new ProducerClosedException(
        "Channel '%s' is closed and takes no more records".formatted(channel),
        Persistence.NOT_PERSISTED);
  }

  void checkTopic(String topic) {
    if (topic.isEmpty()) {
      throw new InvalidRecordException(
          "Channel '%s': a record names an empty topic; leave it out for the channel's own"
              .formatted(channel));
    }
  }

  void checkSize(String topic, int bodyBytes) {
    if (bodyBytes > bufferBytes) {
      throw new RecordTooLargeException(
          "Channel '%s', topic '%s': a record of %d bytes exceeds buffer.memory = %d; raise it, or send"
                  .formatted(channel, topic, bodyBytes, bufferBytes)
              + " less");
    }
  }
}
