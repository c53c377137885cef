package io.weir.kafka.producer;

import io.weir.kafka.api.InvalidRecordException;
import io.weir.kafka.api.OutgoingRecord;
import io.weir.kafka.api.ProducerException;
import io.weir.kafka.api.RecordInterceptor;
import java.time.Instant;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Lets the interceptors see each record before it is serialized. Without interceptors it costs
 * nothing; with them each record becomes an object.
 *
 * <p>Any sending thread.
 */
final class Interception {

  private final List<RecordInterceptor> interceptors;
  private final Completions completions;

  Interception(List<RecordInterceptor> interceptors, Completions completions) {
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
    OutgoingRecord record = null;
    RecordDraft seen;
    try {
      record = seenByAll(record(draft));
      seen = draft(record);
    } catch (Throwable thrown) { // whatever a user's class throws, its record gets an outcome
      OutgoingRecord last = record == null ? OutgoingRecord.of(draft.topic(), null) : record;
      completions.postFailure(new InterceptedOutcomes.Slot(slot, last), refused(last, thrown));
      return;
    }
    next.accept(seen, new InterceptedOutcomes.Slot(slot, record));
  }

  private OutgoingRecord seenByAll(OutgoingRecord record) {
    OutgoingRecord seen = record;
    for (RecordInterceptor interceptor : interceptors) {
      seen = interceptor.onSend(seen);
    }
    return seen;
  }

  private static ProducerException refused(OutgoingRecord record, Throwable thrown) {
    return thrown instanceof ProducerException known
        ? known
        : new InvalidRecordException(
            "An interceptor refused a record for topic '%s': %s".formatted(record.topic(), thrown),
            thrown);
  }

  private static OutgoingRecord record(RecordDraft draft) {
    Integer partition = draft.partition() == RecordDraft.ANY_PARTITION ? null : draft.partition();
    Instant timestamp =
        draft.timestampMs() == RecordDraft.NOW ? null : Instant.ofEpochMilli(draft.timestampMs());
    return new OutgoingRecord(
        draft.topic(), partition, timestamp, draft.key(), draft.value(), draft.headers());
  }

  static RecordDraft draft(OutgoingRecord record) {
    return fill(new RecordDraft(), record);
  }

  private static RecordDraft fill(RecordDraft draft, OutgoingRecord record) {
    draft.reset(record.topic()).key(record.key()).value(record.value()).headers(record.headers());
    if (record.partition() != null) {
      draft.partition(record.partition());
    }
    if (record.timestamp() != null) {
      draft.timestampMs(record.timestamp().toEpochMilli());
    }
    return draft;
  }
}
