package io.weir.kafka.testcluster.fault;

import io.weir.kafka.protocol.ErrorCode;
import java.util.function.UnaryOperator;

/** What happens to a request that a fault has caught. */
public sealed interface FaultAction {

  /** Whether the broker handles the request all the same. */
  enum Moment {
    /** It does not: the request has no effect. */
    BEFORE_HANDLING(""),
    /** It does, effects stay, and only then the fault acts. */
    AFTER_APPLYING("apply, then ");

    private final String text;

    Moment(String text) {
      this.text = text;
    }
  }

  /**
   * The error is the answer for what the fault chooses in the request; the rest is served. A
   * produce request with acks=0, which has no answer, loses its connection.
   */
  record Reply(Moment moment, ErrorCode error) implements FaultAction {
    @Override
    public String toString() {
      return moment.text + "reply " + error;
    }
  }

  /** There is never an answer; the connection stays open and nothing behind is handled. */
  record Silence(Moment moment) implements FaultAction {
    @Override
    public String toString() {
      return moment == Moment.BEFORE_HANDLING ? "drop the request" : "apply, then drop the answer";
    }
  }

  /** The connection is closed. */
  record Disconnect(Moment moment) implements FaultAction {
    @Override
    public String toString() {
      return moment.text + "disconnect";
    }
  }

  /**
   * The handling, or the answer, comes later; requests behind it on the connection wait.
   *
   * @param ms more than 0
   */
  record Delay(Moment moment, long ms) implements FaultAction {
    public Delay {
      requirePositive("delay", ms);
    }

    @Override
    public String toString() {
      return moment.text + "delay by " + ms + " ms";
    }
  }

  /**
   * Only the beginning of the answer is sent, then the connection is closed.
   *
   * @param bytes how many, counted with the four of the length; 0 or more
   */
  record Truncate(int bytes) implements FaultAction {
    public Truncate {
      if (bytes < 0) {
        throw new IllegalArgumentException("An answer cannot be cut at " + bytes + " bytes");
      }
    }

    @Override
    public String toString() {
      return "cut the answer after " + bytes + " bytes";
    }
  }

  /**
   * The answer says that the client is throttled, and nothing more is read from the connection for
   * that long, as a broker does whose quota is exceeded (KIP-219).
   *
   * @param ms more than 0
   */
  record Throttle(int ms) implements FaultAction {
    public Throttle {
      requirePositive("throttle", ms);
    }

    @Override
    public String toString() {
      return "throttle by " + ms + " ms";
    }
  }

  /** The request is not handled; the function makes the answer. Called on the core's thread. */
  record Answer(RequestFunction function) implements FaultAction {
    @Override
    public String toString() {
      return "answer by a function";
    }
  }

  /** The request is handled; the function changes the answer. Called on the core's thread. */
  record Rewrite(UnaryOperator<Record> function) implements FaultAction {
    @Override
    public String toString() {
      return "apply, then change the answer by a function";
    }
  }

  /** Makes a response out of a request. */
  @FunctionalInterface
  interface RequestFunction {
    Record answer(Record request);
  }

  private static void requirePositive(String what, long ms) {
    if (ms <= 0) {
      throw new IllegalArgumentException("A " + what + " of " + ms + " ms does nothing");
    }
  }
}
