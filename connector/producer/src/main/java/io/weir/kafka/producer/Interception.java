package io.weir.kafka.producer;

import io.weir.kafka.api.InvalidRecordException;
import io.weir.kafka.api.OutgoingRecord;
import io.weir.kafka.api.ProducerException;
import io.weir.kafka.api.RecordInterceptor;
import java.time.Instant;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Lets the interceptors see each record before it is serialized. Without interceptors it costs
 * nothing; with them each record becomes an object.
 *
 * <p>Any sending thread.
 */
final class Interception {

  private final String channel;
  private final List<RecordInterceptor> interceptors;
  private final Completions completions;

  Interception(String channel, List<RecordInterceptor> interceptors, Completions completions) {
    this.channel = channel;
    this.interceptors = interceptors;
    this.completions = completions;
  }

  /** The outcomes that interceptors hear of first. */
  static Outcomes observed(List<RecordInterceptor> interceptors, Outcomes outcomes) {
    return interceptors.isEmpty() ? outcomes : new InterceptedOutcomes(interceptors, outcomes);
  }

  /** The slot as the outcomes expect it, for a record that the interceptors have not seen. */
  Object slot(RecordDraft draft, Object slot) {
    return interceptors.isEmpty() ? slot : new InterceptedOutcomes.Slot(slot, record(draft));
  }

  /** Passes on what the interceptors make of the record, or fails it if one of them throws. */
  void intercept(RecordDraft draft, Object slot, BiConsumer<RecordDraft, Object> next) {
    if (interceptors.isEmpty()) {
      next.accept(draft, slot);
      return;
    }
    OutgoingRecord record = record(draft);
    for (RecordInterceptor interceptor : interceptors) {
      try {
        record = seenBy(interceptor, record);
      } catch (Throwable thrown) { // whatever a user's class throws, its record gets an outcome
        completions.postFailure(
            new InterceptedOutcomes.Slot(slot, record), refused(interceptor, record, thrown));
        return;
      }
    }
    send(new InterceptedOutcomes.Slot(slot, record), draft.keeper(), next);
  }

  private void send(
      InterceptedOutcomes.Slot slot,
      @Nullable RecordKeeper keeper,
      BiConsumer<RecordDraft, Object> next) {
    RecordDraft seen;
    try {
      seen = draft(slot.record()).keeper(keeper);
    } catch (InvalidRecordException failure) {
      completions.postFailure(slot, failure);
      return;
    }
    next.accept(seen, slot);
  }

  private static OutgoingRecord seenBy(RecordInterceptor interceptor, OutgoingRecord record) {
    OutgoingRecord seen = interceptor.onSend(record);
    if (seen == null) {
      throw new NullPointerException("onSend returned null instead of a record");
    }
    return seen;
  }

  private ProducerException refused(
      RecordInterceptor interceptor, OutgoingRecord record, Throwable thrown) {
    return thrown instanceof ProducerException known
        ? known
        : new InvalidRecordException(
            "Channel '%s': interceptor %s refused a record for topic '%s': %s"
                .formatted(channel, interceptor.getClass().getName(), record.topic(), thrown),
            thrown);
  }

  private static OutgoingRecord record(RecordDraft draft) {
    Integer partition = draft.partition() == RecordDraft.ANY_PARTITION ? null : draft.partition();
    Instant timestamp =
        draft.timestampMs() == RecordDraft.NOW ? null : Instant.ofEpochMilli(draft.timestampMs());
    return new OutgoingRecord(
        draft.topic(), partition, timestamp, draft.key(), draft.value(), draft.headers());
  }

  /**
   * The record as the pipeline takes it.
   *
   * @throws InvalidRecordException if its time cannot be told in milliseconds
   */
  static RecordDraft draft(OutgoingRecord record) {
    RecordDraft draft = new RecordDraft();
    draft.reset(record.topic()).key(record.key()).value(record.value()).headers(record.headers());
    if (record.partition() != null) {
      draft.partition(record.partition());
    }
    if (record.timestamp() != null) {
      draft.timestampMs(millis(record.topic(), record.timestamp()));
    }
    return draft;
  }

  private static long millis(String topic, Instant timestamp) {
    try {
      return timestamp.toEpochMilli();
    } catch (ArithmeticException outside) {
      throw new InvalidRecordException(
          "The timestamp %s of a record for topic '%s' is more than 64 bits of milliseconds can hold; leave it out for the time of sending"
              .formatted(timestamp, topic));
    }
  }
}
