package io.weir.kafka.testcluster.request;

/** What becomes of a request. */
public sealed interface Outcome<R extends Record> {

  /** It is answered now. */
  record Reply<R extends Record>(R response) implements Outcome<R> {}

  /** It gets no answer; the next one may come. */
  record Silence<R extends Record>() implements Outcome<R> {}

  /**
   * The connection is closed.
   *
   * @param reason for the log
   */
  record Hangup<R extends Record>(String reason) implements Outcome<R> {}

  /** It is answered later. */
  record Wait<R extends Record>(Waiting<R> waiting) implements Outcome<R> {}
}
