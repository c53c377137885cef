package io.weir.kafka.wire;

/** Bytes that are not what the protocol allows, or a value that a version cannot carry. */
public final class WireException extends RuntimeException {

  public WireException(String message) {
    super(message);
  }

  public WireException(String message, Throwable cause) {
    super(message, cause);
  }
}
