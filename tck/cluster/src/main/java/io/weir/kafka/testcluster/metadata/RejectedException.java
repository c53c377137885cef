package io.weir.kafka.testcluster.metadata;

import io.weir.kafka.protocol.ErrorCode;

/** A request, or a part of it, that the cluster answers with an error; carries no stack trace. */
public final class RejectedException extends RuntimeException {

  private final ErrorCode error;

  /**
   * @param message for the client's log: what was wrong, the value and the limit
   */
  public RejectedException(ErrorCode error, String message) {
    super(message, null, false, false);
    this.error = error;
  }

  /** What goes on the wire. */
  public ErrorCode error() {
    return error;
  }

  /** The text of {@link #getMessage()}, which is never null here. */
  public String reason() {
    return String.valueOf(getMessage());
  }
}
