package io.weir.kafka.identity;

/**
 * How a partition's sequence numbers stand. Each state answers each event with the next state, or
 * with an {@link IllegalStateException} where the event cannot come; all of it is pure.
 *
 * <pre>
 *   Nameless --granted--> Running
 *   Running  --numbered, accepted--> Running
 *   Running  --rested--> Running                              one batch goes ahead again
 *   Running  --lost--> Draining
 *   Draining --accepted at or behind the hole--> Running      the hole is in the log: no gap
 *   Draining --accepted before it, lost--> Draining
 *   Draining --drained--> Probing                             the next batch can tell
 *   Draining --drained--> Running, next epoch, sequence 0
 *   Draining --drained--> Nameless                            if the id is spent
 *   Probing  --accepted--> Running
 *   Probing  --lost--> Draining
 * </pre>
 *
 * <p>A <em>position</em> counts the records of a partition under one name, from 0; the sequence
 * number is its remainder by 2^31. A <em>hole</em> is where a batch was given up after it had its
 * number: batches behind it fit only if it is in the log after all.
 */
public sealed interface LaneState {

  /** How many of the last batches of a producer and partition a broker remembers. */
  int REMEMBERED_BATCHES = 5;

  /** How many batches may be sent and unresolved in this state; 0 stops the partition. */
  int window();

  /**
   * Whether the broker can tell a gap. One that has no batch under a name takes any sequence number
   * as the first: had the first batch been refused, the second would get its place.
   */
  enum Standing {
    /** Nothing was accepted under this name, or not for long: one batch goes ahead. */
    NEW,
    KNOWN
  }

  /** What is known of the place that a batch has left empty; a later constant outweighs earlier. */
  enum Certainty {
    /** The batch may be in the log, or may still come into it. */
    UNKNOWN,
    /** Every attempt was refused before the append. */
    REFUSED,
    /** The broker has said that a batch does not fit: what comes before it is missing. */
    TOLD,
    /** The broker takes nothing under this producer id any more. */
    FENCED
  }

  /**
   * A place without its batch, or the last of several.
   *
   * @param position of the first record of the batch
   */
  record Hole(long position, Certainty certainty) {

    Hole and(Hole other) {
      boolean weightier = other.certainty.compareTo(certainty) > 0;
      return new Hole(Math.max(position, other.position), weightier ? other.certainty : certainty);
    }

    /** Whether a batch that the log has at this position shows that the hole is filled. */
    boolean isFilledBy(long accepted) {
      return accepted >= position && certainty.compareTo(Certainty.TOLD) < 0;
    }
  }

  /** The oldest batch behind the hole, when nothing of the partition is in a request any more. */
  enum Follower {
    NONE,
    /** Every attempt was refused before the append. */
    REFUSED,
    /** An attempt may have put it into the log. */
    DOUBTFUL
  }

  /** There is a name for the partition's batches. */
  default LaneState granted(ProducerIdAndEpoch name) {
    throw illegal("granted");
  }

  /** So many records, at least 1, take their numbers. */
  default LaneState numbered(int records) {
    throw illegal("numbered");
  }

  /** The log has the batch at this position. */
  default LaneState accepted(long position) {
    throw illegal("accepted");
  }

  /** A batch with numbers was given up, or does not fit. */
  default LaneState lost(Hole hole) {
    throw illegal("lost");
  }

  /** Nothing was sent for so long that the broker may have forgotten the name. */
  default LaneState rested() {
    throw illegal("rested");
  }

  /** No batch of the partition is in a request. */
  default LaneState drained(Follower follower) {
    throw illegal("drained");
  }

  private IllegalStateException illegal(String event) {
    return new IllegalStateException("%s cannot be in state %s".formatted(event, this));
  }

  /**
   * Nothing can be sent.
   *
   * @param spentProducerId which must not be given again; -1 for none
   */
  record Nameless(long spentProducerId) implements LaneState {

    @Override
    public int window() {
      return 0;
    }

    @Override
    public LaneState granted(ProducerIdAndEpoch name) {
      if (name.producerId() == spentProducerId) {
        throw new IllegalStateException("producer id %d is spent".formatted(spentProducerId));
      }
      return new Running(name, 0, Standing.NEW);
    }
  }

  /**
   * All that was numbered is in the log, or on its way there.
   *
   * @param nextPosition of the next record that is numbered
   */
  record Running(ProducerIdAndEpoch name, long nextPosition, Standing standing)
      implements LaneState {

    @Override
    public int window() {
      return standing == Standing.NEW ? 1 : REMEMBERED_BATCHES;
    }

    private Running known() {
      return standing == Standing.KNOWN ? this : new Running(name, nextPosition, Standing.KNOWN);
    }

    @Override
    public LaneState numbered(int records) {
      return new Running(name, nextPosition + records, standing);
    }

    @Override
    public LaneState accepted(long position) {
      return known();
    }

    @Override
    public LaneState rested() {
      return new Running(name, nextPosition, Standing.NEW);
    }

    @Override
    public LaneState lost(Hole hole) {
      return new Draining(this, hole);
    }
  }

  /**
   * There is a hole, and batches are still in requests: nothing more is sent.
   *
   * @param before how it goes on if the hole is filled
   */
  record Draining(Running before, Hole hole) implements LaneState {

    @Override
    public int window() {
      return 0;
    }

    @Override
    public LaneState accepted(long position) {
      return hole.isFilledBy(position) ? before.known() : new Draining(before.known(), hole);
    }

    @Override
    public LaneState lost(Hole another) {
      return new Draining(before, hole.and(another));
    }

    @Override
    public LaneState drained(Follower follower) {
      if (canTell(follower)) {
        return new Probing(before, hole);
      }
      ProducerIdAndEpoch name = before.name();
      if (hole.certainty == Certainty.FENCED || name.next().isEmpty()) {
        return new Nameless(name.producerId());
      }
      return new Running(name.next().get(), 0, Standing.NEW);
    }

    /** A refused batch behind a refused one can be numbered anew without asking. */
    private boolean canTell(Follower follower) {
      return switch (hole.certainty) {
        case UNKNOWN -> follower != Follower.NONE;
        case REFUSED -> follower == Follower.DOUBTFUL;
        case TOLD, FENCED -> false;
      };
    }
  }

  /** The oldest batch behind the hole is sent once more, alone: its answer tells of the hole. */
  record Probing(Running before, Hole hole) implements LaneState {

    @Override
    public int window() {
      return 1;
    }

    @Override
    public LaneState accepted(long position) {
      return before.known();
    }

    @Override
    public LaneState lost(Hole another) {
      return new Draining(before, hole.and(another));
    }
  }
}
