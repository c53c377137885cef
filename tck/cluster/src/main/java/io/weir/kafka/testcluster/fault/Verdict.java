package io.weir.kafka.testcluster.fault;

import java.util.function.UnaryOperator;

/**
 * What is to become of a request.
 *
 * @param handling how it is handled
 * @param rewriting what changes its answer before that is encoded
 * @param delivery how the answer leaves
 */
public record Verdict<Q extends Record, R extends Record>(
    Handling<Q, R> handling, UnaryOperator<R> rewriting, Delivery delivery) {

  /** As if there were no faults. */
  public static <Q extends Record, R extends Record> Verdict<Q, R> serve(Q request) {
    return handled(new Handling.Serve<>(request));
  }

  static <Q extends Record, R extends Record> Verdict<Q, R> handled(Handling<Q, R> handling) {
    return new Verdict<>(handling, UnaryOperator.identity(), new Delivery.Whole());
  }

  /** With another change of its answer. */
  public Verdict<Q, R> rewritten(UnaryOperator<R> change) {
    return new Verdict<>(handling, change, delivery);
  }

  Verdict<Q, R> delivered(Delivery other) {
    return new Verdict<>(handling, rewriting, other);
  }

  /** How a request is handled. */
  public sealed interface Handling<Q extends Record, R extends Record> {

    /**
     * By the broker.
     *
     * @param request perhaps without parts of the one that came
     */
    record Serve<Q extends Record, R extends Record>(Q request) implements Handling<Q, R> {}

    /** By the broker, later; until then the connection waits. */
    record Later<Q extends Record, R extends Record>(long delayMs) implements Handling<Q, R> {}

    /** Not at all; this is the answer. */
    record Answer<Q extends Record, R extends Record>(R response) implements Handling<Q, R> {}

    /** Not at all, and nothing behind it on its connection. */
    record Never<Q extends Record, R extends Record>() implements Handling<Q, R> {}

    /** Not at all: the connection is closed. */
    record Hangup<Q extends Record, R extends Record>() implements Handling<Q, R> {}
  }

  /** How an answer leaves. */
  public sealed interface Delivery {

    /** As it is. */
    record Whole() implements Delivery {}

    /** Later; until then the connection waits. */
    record Later(long delayMs) implements Delivery {}

    /** Its first bytes, then the connection is closed. */
    record Part(int bytes) implements Delivery {}

    /** As it is; then nothing is read from the connection for a while. */
    record Muting(long ms) implements Delivery {}

    /** Never; nothing behind the request is handled. */
    record Never() implements Delivery {}

    /** Never: the connection is closed, also where there would be no answer. */
    record Hangup() implements Delivery {}
  }
}
