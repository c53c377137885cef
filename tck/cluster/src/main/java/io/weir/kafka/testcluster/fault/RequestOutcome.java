package io.weir.kafka.testcluster.fault;

import io.weir.kafka.protocol.ErrorCode;
import java.util.Set;
import java.util.stream.Collectors;

/** What has become of a request so far. */
public sealed interface RequestOutcome {

  /** It is being handled, or waits. */
  record Pending() implements RequestOutcome {
    @Override
    public String toString() {
      return "pending";
    }
  }

  /**
   * It was answered.
   *
   * @param errors each that the response says, once; empty if all went well
   * @param latencyMs between its arrival and its answer
   */
  record Answered(Set<ErrorCode> errors, long latencyMs) implements RequestOutcome {
    @Override
    public String toString() {
      String text =
          errors.isEmpty()
              ? "ok"
              : errors.stream().map(ErrorCode::name).collect(Collectors.joining("|"));
      return text + " after " + latencyMs + " ms";
    }
  }

  /** It was handled and is not answered: acks=0, or a fault has dropped the answer. */
  record Unanswered() implements RequestOutcome {
    @Override
    public String toString() {
      return "not answered";
    }
  }

  /** A fault has dropped it: it was never handled. */
  record Dropped() implements RequestOutcome {
    @Override
    public String toString() {
      return "dropped";
    }
  }

  /** Its connection was closed before there was an answer, or in the midst of it. */
  record Disconnected(String reason) implements RequestOutcome {
    @Override
    public String toString() {
      return "disconnected: " + reason;
    }
  }
}
