package io.weir.kafka.network;

import org.jspecify.annotations.Nullable;

/**
 * Why a request has no response.
 *
 * @param text says what happened to which request at which broker
 * @param cause what lies below, such as an I/O error; null if there is nothing
 */
public record RequestFailure(Reach reach, Kind kind, String text, @Nullable Throwable cause) {

  /** Whether the broker may have carried the request out. */
  public boolean mayHaveArrived() {
    return reach == Reach.POSSIBLY_WRITTEN;
  }

  /** How far the request came. */
  public enum Reach {
    /** The broker cannot have the whole request, so it has not acted on it. */
    NOT_WRITTEN,
    /** The broker may have the request, and may have acted on it. */
    POSSIBLY_WRITTEN
  }

  /** What sort of failure it is. */
  public enum Kind {
    /** The connection was not ready: the request was not even tried. */
    NOT_READY,
    /** The broker speaks no version of the API that Weir speaks. */
    UNSUPPORTED,
    /** The version cannot carry the request, or there was no memory to write it. */
    UNENCODABLE,
    /** The connection broke. */
    DISCONNECTED,
    /** A response did not come in time; the connection was closed for it. */
    TIMED_OUT,
    /** The broker sent bytes that make no sense; the connection was closed for it. */
    MALFORMED,
    /** The producer closed the connection. */
    CLOSED
  }
}
