package io.weir.kafka.observe;

import io.opentelemetry.context.Context;
import io.smallrye.reactive.messaging.TracingMetadata;

/**
 * What the span of a message belongs to: the context of SmallRye's {@link TracingMetadata} on the
 * message, or else that of the calling thread. Stateless.
 */
final class ParentContext {

  private static final boolean SMALLRYE = isSmallRyeThere();

  private ParentContext() {}

  private static boolean isSmallRyeThere() {
    try {
      return SmallRye.contextOf(TracingMetadata.empty()) != null;
    } catch (LinkageError specificationOnly) {
      return false;
    }
  }

  static Context of(Iterable<Object> metadata) {
    if (SMALLRYE) {
      for (Object item : metadata) {
        if (SmallRye.isTracing(item)) {
          return SmallRye.contextOf(item);
        }
      }
    }
    return Context.current();
  }

  /** Linked only where SmallRye's types are there. */
  private static final class SmallRye {

    static boolean isTracing(Object item) {
      return item instanceof TracingMetadata;
    }

    /** Where there is none, whoever made the metadata had none either. */
    static Context contextOf(Object item) {
      Context current = ((TracingMetadata) item).getCurrentContext();
      return current == null ? Context.current() : current;
    }
  }
}
