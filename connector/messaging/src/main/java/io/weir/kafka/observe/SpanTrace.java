package io.weir.kafka.observe;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapSetter;
import io.weir.kafka.api.BrokerException;
import io.weir.kafka.api.RecordHeader;
import io.weir.kafka.api.RecordHeaders;
import io.weir.kafka.producer.RecordDraft;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The span of one message, by the semantic conventions for messaging: it begins when the message
 * arrives, is known to the record's consumers by its headers, and ends with the outcome.
 *
 * <p>A message that finds no room is offered again, with the span that it has. Threads as {@link
 * MessageTrace} has them.
 */
final class SpanTrace implements MessageTrace {

  private static final AttributeKey<String> SYSTEM = AttributeKey.stringKey("messaging.system");
  private static final AttributeKey<String> DESTINATION =
      AttributeKey.stringKey("messaging.destination.name");
  private static final AttributeKey<String> OPERATION_TYPE =
      AttributeKey.stringKey("messaging.operation.type");
  private static final AttributeKey<String> OPERATION_NAME =
      AttributeKey.stringKey("messaging.operation.name");
  private static final AttributeKey<String> CLIENT_ID =
      AttributeKey.stringKey("messaging.client.id");
  private static final AttributeKey<String> KEY =
      AttributeKey.stringKey("messaging.kafka.message.key");
  private static final AttributeKey<Boolean> TOMBSTONE =
      AttributeKey.booleanKey("messaging.kafka.message.tombstone");
  private static final AttributeKey<String> PARTITION =
      AttributeKey.stringKey("messaging.destination.partition.id");
  private static final AttributeKey<Long> OFFSET = AttributeKey.longKey("messaging.kafka.offset");
  private static final AttributeKey<String> ERROR_TYPE = AttributeKey.stringKey("error.type");
  private static final String SEND = "send";

  private static final TextMapSetter<RecordDraft> SETTER = SpanTrace::set;

  private final SpanTracer tracer;
  private final Context parent;
  private final long arrivedNanos;

  /** None before the first offer. */
  private @Nullable Span span;

  SpanTrace(SpanTracer tracer, Context parent) {
    this.tracer = tracer;
    this.parent = parent;
    this.arrivedNanos = tracer.subject().nanoTime().getAsLong();
  }

  @Override
  public void offered(RecordDraft draft) {
    Span own = span == null ? begin(draft.topic()) : span;
    if (span == null && own.isRecording()) {
      describe(own, draft);
    }
    span = own;
    tracer.propagator().inject(parent.with(own), draft, SETTER);
  }

  private Span begin(String topic) {
    TraceSubject subject = tracer.subject();
    SpanBuilder builder =
        tracer
            .tracer()
            .spanBuilder(SEND + " " + topic)
            .setParent(parent)
            .setSpanKind(SpanKind.PRODUCER)
            .setAttribute(SYSTEM, "kafka")
            .setAttribute(OPERATION_TYPE, SEND)
            .setAttribute(OPERATION_NAME, SEND)
            .setAttribute(DESTINATION, topic)
            .setAttribute(CLIENT_ID, subject.clientId());
    long waitedMs = TimeUnit.NANOSECONDS.toMillis(subject.nanoTime().getAsLong() - arrivedNanos);
    if (waitedMs > 0) {
      builder.setStartTimestamp(subject.clock().currentTimeMs() - waitedMs, TimeUnit.MILLISECONDS);
    }
    return builder.startSpan();
  }

  private static void describe(Span span, RecordDraft draft) {
    if (draft.key() instanceof CharSequence text) {
      span.setAttribute(KEY, text.toString());
    }
    if (draft.value() == null) {
      span.setAttribute(TOMBSTONE, true);
    }
  }

  /** One header of each name, so that no consumer reads that of an earlier hop. */
  private static void set(@Nullable RecordDraft draft, String name, String value) {
    if (draft == null) {
      return;
    }
    RecordHeaders headers = draft.headers();
    if (headers.last(name).isPresent()) {
      List<RecordHeader> others = new ArrayList<>();
      headers.forEach(each -> addUnless(name, each, others));
      headers = RecordHeaders.of(others);
    }
    draft.headers(headers.with(name, value));
  }

  private static void addUnless(String name, RecordHeader header, List<RecordHeader> others) {
    if (!header.name().equals(name)) {
      others.add(header);
    }
  }

  @Override
  public void delivered(String topic, int partition, long offset) {
    Span own = span == null ? begin(topic) : span;
    own.setAttribute(DESTINATION, topic); // an interceptor may have chosen another
    own.setAttribute(PARTITION, String.valueOf(partition));
    if (offset >= 0) {
      own.setAttribute(OFFSET, offset);
    }
    own.end();
  }

  @Override
  public void failed(Throwable failure) {
    Span own = span == null ? begin(tracer.subject().topic()) : span;
    String message = failure.getMessage();
    own.setStatus(StatusCode.ERROR, message == null ? "" : message);
    own.setAttribute(ERROR_TYPE, errorType(failure));
    own.recordException(failure);
    own.end();
  }

  private static String errorType(Throwable failure) {
    return failure instanceof BrokerException answered
        ? answered.errorName()
        : failure.getClass().getName();
  }
}
