package io.weir.kafka.connector;

import io.weir.kafka.mapping.MessageMetadata;
import io.weir.kafka.observe.MessageTrace;
import io.weir.kafka.observe.MessageTracer;
import java.lang.System.Logger.Level;
import java.util.function.Consumer;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jspecify.annotations.Nullable;

/**
 * A message that is followed, on its way through the channel; where nothing is traced, there is
 * none, and a message costs no object.
 *
 * <p>It stands for its message in queues and slots only: who reads a message or gives it its signal
 * takes the {@linkplain #original original}. Threads as {@link MessageTrace} has them.
 */
record TracedMessage(Message<?> message, MessageTrace trace) implements Message<Object> {

  private static final System.Logger LOG = System.getLogger(TracedMessage.class.getName());

  /** The message, or what follows it from now on; called by the thread that sends it. */
  static Message<?> of(Message<?> message, MessageTracer tracer) {
    if (!tracer.isOn()) {
      return message;
    }
    try {
      return new TracedMessage(message, tracer.arrived(MessageMetadata.of(message)));
    } catch (RuntimeException broken) { // whatever is wrong with tracing, the message goes its way
      LOG.log(Level.WARNING, "WEIR00111 a message could not be traced", broken);
      return message;
    }
  }

  /** The message as the application sent it. */
  static Message<?> original(Message<?> message) {
    return message instanceof TracedMessage traced ? traced.message : message;
  }

  /**
   * What follows the message of this slot, if anything does.
   *
   * @param slot a message, or the {@link EarlyAck} of one
   */
  static @Nullable TracedMessage in(Object slot) {
    Object message = slot instanceof EarlyAck early ? early.message() : slot;
    return message instanceof TracedMessage traced ? traced : null;
  }

  /** Tells what follows the message; what goes wrong with that is logged, and no more. */
  void tell(Consumer<MessageTrace> news) {
    try {
      news.accept(trace);
    } catch (RuntimeException broken) {
      LOG.log(Level.WARNING, "WEIR00111 a message could not be traced", broken);
    }
  }

  @Override
  public Object getPayload() {
    return message.getPayload();
  }
}
