package io.weir.kafka.mapping;

import java.util.List;
import org.eclipse.microprofile.reactive.messaging.Message;

/**
 * The metadata of a message, where the runtime's messages have any.
 *
 * <p>{@code Message.getMetadata()} is SmallRye's: the specification's own {@code Message} lacks it.
 * Which of the two the runtime has is tried out once; afterwards the call is a direct one.
 */
public final class MessageMetadata {

  private static final Iterable<Object> NONE = List.of();
  private static final boolean AVAILABLE = isAvailable();

  private MessageMetadata() {}

  private static boolean isAvailable() {
    Message<String> probe = () -> "";
    try {
      return probe.getMetadata() != null;
    } catch (LinkageError specificationOnly) {
      return false;
    }
  }

  /** The objects attached to the message, in no particular order; may be empty. */
  public static Iterable<Object> of(Message<?> message) {
    if (message instanceof Envelope envelope) {
      Message<?> original = envelope.original();
      return original == null ? NONE : of(original);
    }
    return AVAILABLE ? message.getMetadata() : NONE;
  }
}
