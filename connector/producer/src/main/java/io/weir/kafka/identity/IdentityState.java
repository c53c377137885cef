package io.weir.kafka.identity;

/**
 * How the producer stands with its id. Each state answers each event with the next state, or with
 * an {@link IllegalStateException} where the event cannot come; all of it is pure.
 *
 * <pre>
 *   Unknown --wanted--> Asking
 *   Asking  --granted--> Known
 *   Asking  --missed--> Asking                 asked again after a backoff
 *   Asking  --refused--> Refused
 *   Known   --spent--> Unknown                 if it is this id; else Known
 *   Known   --disowned--> Refused              a broker takes nothing from this producer
 *   Refused --wanted--> Asking                 after a backoff that grows with the refusals
 *   wanted and spent change nothing elsewhere, disowned counts only where an id is known
 * </pre>
 */
public sealed interface IdentityState {

  /** Somebody needs an id. */
  default IdentityState wanted() {
    return this;
  }

  /** The cluster has given an id. */
  default IdentityState granted(ProducerIdAndEpoch name) {
    throw illegal("granted");
  }

  /** The question had no usable answer. */
  default IdentityState missed(String reason) {
    throw illegal("missed");
  }

  /** The question was refused. */
  default IdentityState refused(Refusal refusal) {
    throw illegal("refused");
  }

  /** A partition cannot use this id any more. */
  default IdentityState spent(long producerId) {
    return this;
  }

  /** A broker has refused all that this producer writes. */
  default IdentityState disowned(Refusal refusal) {
    return this;
  }

  private IllegalStateException illegal(String event) {
    return new IllegalStateException("%s cannot be in state %s".formatted(event, this));
  }

  /** Nobody needs an id. */
  record Unknown() implements IdentityState {

    @Override
    public IdentityState wanted() {
      return new Asking(0, "no broker was asked for a producer id yet");
    }
  }

  /**
   * A question is under way, or waits for its time.
   *
   * @param failures in a row, refusals among them
   * @param obstacle a clause: what stands in the way of an answer
   */
  record Asking(int failures, String obstacle) implements IdentityState {

    @Override
    public IdentityState granted(ProducerIdAndEpoch name) {
      return new Known(name);
    }

    @Override
    public IdentityState missed(String reason) {
      return new Asking(failures + 1, reason);
    }

    @Override
    public IdentityState refused(Refusal refusal) {
      return new Refused(refusal, failures + 1);
    }
  }

  /** Partitions may take this name. */
  record Known(ProducerIdAndEpoch name) implements IdentityState {

    @Override
    public IdentityState spent(long producerId) {
      return producerId == name.producerId() ? new Unknown() : this;
    }

    @Override
    public IdentityState disowned(Refusal refusal) {
      return new Refused(refusal, 1);
    }
  }

  /** Nobody is asked until somebody needs an id again. */
  record Refused(Refusal refusal, int failures) implements IdentityState {

    @Override
    public IdentityState wanted() {
      return new Asking(failures, refusal.reason());
    }
  }
}
