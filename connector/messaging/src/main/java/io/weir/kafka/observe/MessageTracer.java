package io.weir.kafka.observe;

/** Begins to follow messages, where somebody wants that. Any thread. */
public interface MessageTracer {

  /** Nobody does. */
  MessageTracer NONE =
      new MessageTracer() {
        @Override
        public boolean isOn() {
          return false;
        }

        @Override
        public MessageTrace arrived(Iterable<Object> metadata) {
          throw new IllegalStateException("nothing is traced");
        }
      };

  /** Whether to follow messages at all; never changes. */
  boolean isOn();

  /**
   * A message has arrived; called by the thread that sends it, whose context may be what the
   * message belongs to.
   *
   * @param metadata of the message
   */
  MessageTrace arrived(Iterable<Object> metadata);
}
