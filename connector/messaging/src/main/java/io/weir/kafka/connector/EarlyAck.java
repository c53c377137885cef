package io.weir.kafka.connector;

import org.eclipse.microprofile.reactive.messaging.Message;

/**
 * The slot of a message that is acked as soon as the pipeline has accepted its record ({@code
 * waitForWriteCompletion=false}).
 *
 * <p>Completion task only.
 */
final class EarlyAck {

  private final Message<?> message;
  private boolean signalled;

  EarlyAck(Message<?> message) {
    this.message = message;
  }

  Message<?> message() {
    return message;
  }

  /** True for the first caller, who then gives the message its one signal. */
  boolean claim() {
    boolean first = !signalled;
    signalled = true;
    return first;
  }
}
