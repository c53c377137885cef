package io.weir.kafka.network;

import org.jspecify.annotations.Nullable;

/**
 * Why a stream is of no use any more.
 *
 * @param reason the end of a sentence that begins with the broker's address
 */
record Breakage(RequestFailure.Kind kind, String reason, @Nullable Throwable cause) {

  static Breakage disconnected(String reason, @Nullable Throwable cause) {
    return new Breakage(RequestFailure.Kind.DISCONNECTED, because(reason, cause), cause);
  }

  static Breakage malformed(Throwable cause) {
    String reason = because("sent a malformed response", cause);
    return new Breakage(RequestFailure.Kind.MALFORMED, reason, cause);
  }

  static Breakage timedOut(String reason) {
    return new Breakage(RequestFailure.Kind.TIMED_OUT, reason, null);
  }

  static Breakage closed(String reason) {
    return new Breakage(RequestFailure.Kind.CLOSED, reason, null);
  }

  /** What it means for one request. */
  RequestFailure failureOf(RequestFailure.Reach reach, BrokerAddress peer, String request) {
    String fate =
        reach == RequestFailure.Reach.NOT_WRITTEN
            ? " was not sent"
            : " was sent, and may have been carried out";
    return new RequestFailure(reach, kind, peer + " " + reason + "; " + request + fate, cause);
  }

  /** The reason with what lies below it. */
  static String because(String reason, @Nullable Throwable cause) {
    if (cause == null) {
      return reason;
    }
    String message = cause.getMessage();
    return reason + ": " + (message == null ? cause.getClass().getSimpleName() : message);
  }
}
