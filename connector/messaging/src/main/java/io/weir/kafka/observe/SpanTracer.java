package io.weir.kafka.observe;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.propagation.TextMapPropagator;

/**
 * Gives each message of a channel a span of OpenTelemetry.
 *
 * <p>The span belongs to the context that SmallRye's metadata on the message names, or else to that
 * of the thread that sends. Linked only where OpenTelemetry is there. Any thread.
 */
final class SpanTracer implements MessageTracer {

  private static final String SCOPE = "io.weir.kafka";

  private final Tracer tracer;
  private final TextMapPropagator propagator;
  private final TraceSubject subject;

  SpanTracer(OpenTelemetry openTelemetry, TraceSubject subject) {
    this.tracer = openTelemetry.getTracer(SCOPE);
    this.propagator = openTelemetry.getPropagators().getTextMapPropagator();
    this.subject = subject;
  }

  @Override
  public boolean isOn() {
    return true;
  }

  @Override
  public MessageTrace arrived(Iterable<Object> metadata) {
    return new SpanTrace(this, ParentContext.of(metadata));
  }

  Tracer tracer() {
    return tracer;
  }

  TextMapPropagator propagator() {
    return propagator;
  }

  TraceSubject subject() {
    return subject;
  }
}
