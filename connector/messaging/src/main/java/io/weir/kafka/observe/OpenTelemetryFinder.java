package io.weir.kafka.observe;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import java.util.Optional;

/**
 * Finds OpenTelemetry: the application's bean, or else the global instance, if somebody has set it
 * by now. Stateless.
 *
 * <p>Only {@link Instance} names types of OpenTelemetry, so that this can be asked where they are
 * missing.
 */
final class OpenTelemetryFinder {

  private OpenTelemetryFinder() {}

  static MessageTracer find(BeanFinder beans, TraceSubject subject) {
    try {
      return Instance.tracer(beans, subject);
    } catch (LinkageError missing) {
      return MessageTracer.NONE;
    }
  }

  /** Linked only where OpenTelemetry is there. */
  private static final class Instance {

    static MessageTracer tracer(BeanFinder beans, TraceSubject subject) {
      OpenTelemetry found =
          beans.only(OpenTelemetry.class).or(Instance::global).orElse(OpenTelemetry.noop());
      return found == OpenTelemetry.noop() ? MessageTracer.NONE : new SpanTracer(found, subject);
    }

    /** To ask an unset one for its value would set it, and the application could not any more. */
    private static Optional<OpenTelemetry> global() {
      return GlobalOpenTelemetry.isSet()
          ? Optional.of(GlobalOpenTelemetry.get())
          : Optional.empty();
    }
  }
}
