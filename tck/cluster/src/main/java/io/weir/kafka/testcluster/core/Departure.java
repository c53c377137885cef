package io.weir.kafka.testcluster.core;

import io.weir.kafka.testcluster.fault.RequestTrace;
import io.weir.kafka.testcluster.fault.Verdict.Delivery;
import java.util.function.UnaryOperator;

/**
 * How the answer to one request leaves, and who is told.
 *
 * @param rewriting what changes it before it is encoded
 */
record Departure<R extends Record>(
    UnaryOperator<R> rewriting, Delivery delivery, RequestTrace trace) {

  /** As it is, and nobody is told. */
  static <R extends Record> Departure<R> plain() {
    return new Departure<>(UnaryOperator.identity(), new Delivery.Whole(), RequestTrace.NONE);
  }
}
