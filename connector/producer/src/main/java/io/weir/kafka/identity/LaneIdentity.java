package io.weir.kafka.identity;

import io.weir.kafka.identity.LaneState.Certainty;
import io.weir.kafka.identity.LaneState.Draining;
import io.weir.kafka.identity.LaneState.Follower;
import io.weir.kafka.identity.LaneState.Hole;
import io.weir.kafka.identity.LaneState.Nameless;
import io.weir.kafka.identity.LaneState.Probing;
import io.weir.kafka.identity.LaneState.Running;
import io.weir.kafka.identity.LaneState.Standing;
import java.time.Duration;

/**
 * Under which name and with which sequence numbers the batches of one partition are sent.
 *
 * <p>Brokers keep the numbers per partition, so each partition has its own epoch: a gap in one
 * disturbs no other. {@link LaneState} holds the rules; this remembers where the partition stands.
 * Event loop only.
 */
public final class LaneIdentity {

  /**
   * A broker forgets a producer that has sent nothing to a partition for {@code
   * producer.id.expiration.ms}, a day unless it is set otherwise. To go ahead with one batch costs
   * a partition that has rested next to nothing, so this is well below what is set in practice.
   */
  static final Duration REST = Duration.ofSeconds(10);

  private LaneState state;

  /** When the broker last took a batch; of no meaning before the first. */
  private long heardNanos;

  public LaneIdentity() {
    this(new Nameless(-1));
  }

  /** Starts in a given state: for tests of the far ends of numbers. */
  public LaneIdentity(LaneState state) {
    this.state = state;
  }

  public LaneState state() {
    return state;
  }

  public boolean isNameless() {
    return state instanceof Nameless;
  }

  public boolean isDraining() {
    return state instanceof Draining;
  }

  public boolean isProbing() {
    return state instanceof Probing;
  }

  /** The id that the partition must not be given again; -1 for none. */
  public long spentProducerId() {
    return state instanceof Nameless nameless ? nameless.spentProducerId() : -1;
  }

  /** How many batches may be sent and unresolved. */
  public int window() {
    return state.window();
  }

  /**
   * The name that batches bear now.
   *
   * @throws IllegalStateException if there is none
   */
  public ProducerIdAndEpoch name() {
    if (state instanceof Running running) {
      return running.name();
    }
    if (state instanceof Probing probing) {
      return probing.before().name();
    }
    throw new IllegalStateException("no batch can be named in state " + state);
  }

  /** The sequence number at a position: numbers start again at 0 behind 2^31 - 1. */
  public static int sequence(long position) {
    return (int) (position & Integer.MAX_VALUE);
  }

  public void granted(ProducerIdAndEpoch name) {
    state = state.granted(name);
  }

  /** Numbers so many records; the position of the first. */
  public long number(int records) {
    LaneState numbered = state.numbered(records);
    long position = ((Running) state).nextPosition();
    state = numbered;
    return position;
  }

  /** The log has the batch at this position, be it a copy of it. */
  public void accepted(long position, long nowNanos) {
    state = state.accepted(position);
    heardNanos = nowNanos;
  }

  /** Nothing of the partition is unresolved now. */
  public void idle(long nowNanos) {
    if (state instanceof Running running
        && running.standing() == Standing.KNOWN
        && nowNanos - heardNanos > REST.toNanos()) {
      state = running.rested();
    }
  }

  /** The batch at this position was given up, or does not fit. */
  public void lost(long position, Certainty certainty) {
    state = state.lost(new Hole(position, certainty));
  }

  /** No batch is in a request any more. */
  public void drained(Follower follower) {
    state = state.drained(follower);
  }
}
