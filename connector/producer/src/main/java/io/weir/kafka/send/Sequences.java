package io.weir.kafka.send;

import io.weir.kafka.api.Persistence;
import io.weir.kafka.api.ProducerException;
import io.weir.kafka.batch.Batch;
import io.weir.kafka.batch.Lane;
import io.weir.kafka.identity.LaneIdentity;
import io.weir.kafka.identity.LaneState.Certainty;
import io.weir.kafka.identity.LaneState.Follower;
import io.weir.kafka.identity.ProducerIdAndEpoch;
import io.weir.kafka.identity.ProducerIdentity;
import io.weir.kafka.identity.ProducerIds;
import io.weir.kafka.identity.Refusal;
import io.weir.kafka.network.Loop;
import io.weir.kafka.time.Backoff;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Idempotence: each batch has producer id, epoch and sequence numbers from its first attempt on,
 * and a broker appends it once and in its place (KIP-98).
 *
 * <p>{@link LaneIdentity} knows the rules of one partition; this carries what happens to batches to
 * them, and what follows from them back. Where a batch was given up after it had its numbers, its
 * partition drains, and then goes on under the old epoch if that leaves no gap, or else under the
 * next one. A batch is numbered anew only if no attempt can have put it into the log, nor will: one
 * that was sent and not answered fails instead.
 *
 * <p>What is known of a partition is never dropped, whatever becomes of its topic's metadata. Event
 * loop only.
 */
final class Sequences implements Numbering, ProducerIdentity.Listener {

  /** What else has to happen. */
  interface Host {

    /** The lane may find a broker now. */
    void offer(Lane lane);

    /** The lane is offered again after a while. */
    void pause(Lane lane);

    /** Ends the batch, which is in no request. */
    void giveUp(Batch batch, ProducerException why);

    /** Ends all batches of the lane that are in no request, open ones included. */
    void giveUpWaiting(Lane lane, Function<Batch, ProducerException> why);

    /** The cluster lets the producer write nothing. */
    void producerRefused(String reason);

    /** The cluster has given the producer an id. */
    void producerAccepted();
  }

  private final SendSettings settings;
  private final Host host;
  private final Loop loop;
  private final ProducerIdentity identity;
  private final Map<Lane, LaneIdentity> lanes = new LinkedHashMap<>();

  /** Those that wait for a producer id. */
  private final Set<Lane> nameless = new LinkedHashSet<>();

  /** Where the ids come from, and how long to wait before asking again. */
  record Source(Loop loop, ProducerIds ids, Backoff backoff) {}

  Sequences(SendSettings settings, Source source, Host host) {
    this.settings = settings;
    this.host = host;
    this.loop = source.loop;
    this.identity = new ProducerIdentity(source.loop, source.ids, source.backoff, this);
  }

  @Override
  public void prepare() {
    identity.want();
  }

  // ---- before a batch leaves

  @Override
  public boolean admits(Lane lane) {
    LaneIdentity own = of(lane);
    if (own.isDraining() && !lane.unresolved().isInRequest()) {
      resolve(lane, own);
    }
    if (own.isNameless()) {
      name(lane, own);
    }
    if (lane.unresolved().isEmpty()) {
      own.idle(loop.nanoTime());
    }
    lane.unresolved().window(own.window());
    return !own.isNameless();
  }

  private LaneIdentity of(Lane lane) {
    return lanes.computeIfAbsent(lane, each -> new LaneIdentity());
  }

  private void name(Lane lane, LaneIdentity own) {
    identity.spent(own.spentProducerId());
    Optional<ProducerIdAndEpoch> name = identity.name();
    if (name.isPresent()) {
      own.granted(name.get());
    } else {
      nameless.add(lane);
      identity.want();
    }
  }

  @Override
  public void stamp(Batch batch) {
    if (batch.isStamped()) {
      return;
    }
    LaneIdentity own = of(batch.lane());
    if (!batch.isNumbered()) {
      batch.number(own.number(batch.records()));
    }
    ProducerIdAndEpoch name = own.name();
    batch.stamp(name.producerId(), name.epoch(), LaneIdentity.sequence(batch.position()));
  }

  // ---- after an attempt

  @Override
  public void accepted(Batch batch) {
    if (batch.isNumbered()) {
      LaneIdentity own = of(batch.lane());
      own.accepted(batch.position(), loop.nanoTime());
      batch.lane().unresolved().window(own.window());
    }
  }

  @Override
  public void lost(Batch batch) {
    boolean refused = batch.persistence() == Persistence.NOT_PERSISTED;
    lost(batch, refused ? Certainty.REFUSED : Certainty.UNKNOWN);
  }

  private void lost(Batch batch, Certainty certainty) {
    if (batch.isNumbered()) {
      LaneIdentity own = of(batch.lane());
      own.lost(batch.position(), certainty);
      batch.lane().unresolved().window(own.window());
    }
  }

  @Override
  public Remedy misplaced(Batch batch) {
    return batch.lane().unresolved().isFirst(batch) ? renumber(batch, Certainty.TOLD) : Remedy.WAIT;
  }

  @Override
  public Remedy fenced(Batch batch) {
    return renumber(batch, Certainty.FENCED);
  }

  /** Behind a hole that is known it was to be expected, and is no failure of this batch. */
  private Remedy renumber(Batch batch, Certainty certainty) {
    LaneIdentity own = of(batch.lane());
    boolean expected = own.isDraining() || own.isProbing();
    lost(batch, certainty);
    if (batch.mayBePersisted()) {
      return Remedy.FAIL;
    }
    return expected ? Remedy.WAIT : Remedy.RETRY;
  }

  @Override
  public void disowned(Batch batch, Failure failure) {
    lost(batch, Certainty.FENCED);
    identity.disowned(new Refusal(failure.error(), failure.reason()));
    host.producerRefused(failure.reason());
    for (Lane each : new ArrayList<>(lanes.keySet())) {
      host.giveUpWaiting(each, waiting -> failure.toException(waiting, settings));
    }
  }

  // ---- gaps

  /** No batch of the lane is in a request any more: finds out how it goes on. */
  private void resolve(Lane lane, LaneIdentity own) {
    List<Batch> left = lane.unresolved().all();
    if (left.stream().anyMatch(Batch::isBeingWritten)) {
      host.pause(lane);
      return;
    }
    own.drained(follower(left));
    if (!own.isProbing()) {
      left.forEach(this::startAgain);
    }
  }

  /** One that has no numbers yet can tell nothing. */
  private static Follower follower(List<Batch> left) {
    if (left.isEmpty() || !left.get(0).isNumbered()) {
      return Follower.NONE;
    }
    return left.get(0).mayBePersisted() ? Follower.DOUBTFUL : Follower.REFUSED;
  }

  /** The batch has numbers under a name that its lane does not use any more. */
  private void startAgain(Batch batch) {
    batch.unnumber();
    if (batch.mayBePersisted()) {
      host.giveUp(batch, GivenUp.unprovable(batch, settings));
    }
  }

  // ---- the producer id

  @Override
  public void known(ProducerIdAndEpoch name) {
    host.producerAccepted();
    takeNameless().forEach(host::offer);
  }

  @Override
  public void refused(Refusal refusal) {
    host.producerRefused(refusal.reason());
    for (Lane each : takeNameless()) {
      host.giveUpWaiting(each, batch -> GivenUp.nameless(batch, settings, refusal));
    }
  }

  private List<Lane> takeNameless() {
    List<Lane> all = new ArrayList<>(nameless);
    nameless.clear();
    return all;
  }

  @Override
  public String obstacle(Lane lane) {
    return nameless.contains(lane) ? "there is no producer id yet: " + identity.obstacle() : "";
  }

  @Override
  public void stop() {
    identity.stop();
  }
}
