package io.weir.kafka.referee;

/** A server could not listen on a port that was free a moment before: others may work. */
final class PortTakenException extends IllegalStateException {
  PortTakenException(String message, Throwable cause) {
    super(message, cause);
  }
}
