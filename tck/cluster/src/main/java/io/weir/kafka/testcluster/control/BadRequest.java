package io.weir.kafka.testcluster.control;

/** What was asked makes no sense; the message says why, and what would. */
final class BadRequest extends RuntimeException {

  private static final long serialVersionUID = 1L;

  BadRequest(String message) {
    super(message);
  }
}
