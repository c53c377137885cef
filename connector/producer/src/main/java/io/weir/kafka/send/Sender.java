package io.weir.kafka.send;

import io.weir.kafka.api.Persistence;
import io.weir.kafka.api.ProducerException;
import io.weir.kafka.batch.Accumulator;
import io.weir.kafka.batch.Batch;
import io.weir.kafka.batch.Lane;
import io.weir.kafka.batch.Linger;
import io.weir.kafka.cluster.Metadata;
import io.weir.kafka.cluster.TopicSnapshot;
import io.weir.kafka.event.ProducerEvents;
import io.weir.kafka.network.BrokerAddress;
import io.weir.kafka.network.BrokerConnection;
import io.weir.kafka.network.Connections;
import io.weir.kafka.network.Loop;
import io.weir.kafka.time.Backoff;
import io.weir.kafka.wire.Wire;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/**
 * Brings each lane with records to the {@link BrokerSender} of its partition's leader, and each
 * batch to its outcome.
 *
 * <p>A lane is at any time in one place: nowhere (empty or lingering), in the queue of one broker
 * sender, among the leaderless, muted by its request in flight, or backing off. Whatever ends such
 * a stay calls {@link #offer}, which finds the next place. Event loop only.
 */
public final class Sender {

  private final Loop loop;
  private final SendSettings settings;
  private final Accumulator accumulator;
  private final Metadata metadata;
  private final Connections connections;
  private final ProducerEvents events;
  private final BackOffs backOffs;
  private final Linger linger;
  private final Expiry expiry;
  private final Map<Integer, BrokerSender> brokers = new LinkedHashMap<>();
  private final Set<Lane> leaderless = new LinkedHashSet<>();

  /** What the sender works with. */
  public record Parts(
      Loop loop,
      Accumulator accumulator,
      Metadata metadata,
      Connections connections,
      Backoff retryBackoff,
      ProducerEvents events) {}

  public Sender(SendSettings settings, Parts parts) {
    this.settings = settings;
    this.loop = parts.loop;
    this.accumulator = parts.accumulator;
    this.metadata = parts.metadata;
    this.connections = parts.connections;
    this.events = new GuardedEvents(parts.events);
    this.backOffs = new BackOffs(loop, parts.retryBackoff, this::offer);
    this.linger = new Linger(loop, settings.lingerNanos(), this::offer);
    this.expiry = new Expiry(loop, settings.deliveryTimeoutNanos(), this::expired);
  }

  /** The lane has a new open or sealed batch. */
  public void touched(Lane lane) {
    expiry.watch(lane);
    offer(lane);
  }

  /** Batches that only linger should leave: their memory is needed. */
  public void memoryIsShort() {
    linger.hurry();
  }

  /** Leaders may have changed: lanes without one, or at the wrong broker, look again. */
  public void metadataChanged() {
    new ArrayList<>(brokers.values()).forEach(BrokerSender::metadataChanged);
    List<Lane> waiting = new ArrayList<>(leaderless);
    leaderless.clear();
    waiting.forEach(this::offer);
  }

  /** The cluster refuses the topic: its lanes have nowhere to go. */
  public void topicFailed(String topic, ProducerException failure) {
    for (Lane lane : new ArrayList<>(leaderless)) {
      if (lane.topic().equals(topic)) {
        leaderless.remove(lane);
        lane.seal();
        endAll(lane, batch -> failure);
      }
    }
  }

  /** Finds the next place for the lane. */
  void offer(Lane lane) {
    if (lane.isMuted() || leaderless.contains(lane) || lane.isEmpty()) {
      return;
    }
    BrokerAddress leader = metadata.snapshot().leader(lane.topic(), lane.partition());
    if (leader == null) {
      leaderless.add(lane);
      metadata.request(lane.topic());
      metadata.invalidate("partition " + lane + " has no leader");
    } else {
      offerTo(broker(leader), lane);
    }
  }

  private void offerTo(BrokerSender broker, Lane lane) {
    if (lane.peek() != null || isDue(broker, lane)) {
      broker.enqueue(lane);
    } else if (lane.isOpen()) {
      linger.add(lane);
      broker.lingers(lane);
    }
  }

  private boolean isDue(BrokerSender broker, Lane lane) {
    return lane.isOpen() && (linger.isOver(lane) || (isAdaptive() && broker.isIdle()));
  }

  boolean isAdaptive() {
    return settings.lingerMode() == SendSettings.LingerMode.ADAPTIVE;
  }

  private BrokerSender broker(BrokerAddress leader) {
    BrokerSender known = brokers.get(leader.id());
    BrokerConnection connection = connections.to(leader);
    if (known != null && known.uses(connection)) {
      return known;
    }
    BrokerSender moved = new BrokerSender(this, settings, connection);
    brokers.put(leader.id(), moved);
    if (known != null) {
      known.retire();
    }
    return moved;
  }

  /** Whether the broker still leads the lane's partition, as far as is known. */
  boolean isLedBy(Lane lane, BrokerAddress broker) {
    return broker.equals(metadata.snapshot().leader(lane.topic(), lane.partition()));
  }

  /** The topic's id; all zero if the cluster has none or does not know the topic any more. */
  UUID topicId(String topic) {
    TopicSnapshot known = metadata.snapshot().topic(topic);
    return known == null ? Wire.ZERO_UUID : known.id();
  }

  Metadata metadata() {
    return metadata;
  }

  Loop loop() {
    return loop;
  }

  ProducerEvents events() {
    return events;
  }

  // ---- outcomes

  /** The broker has the batch. */
  void delivered(Batch batch, long baseOffset, long logAppendTimeMs) {
    if (!batch.isDone()) {
      events.batchDelivered(
          batch.lane().topic(),
          batch.lane().partition(),
          batch.records(),
          loop.nanoTime() - batch.openedNanos());
      accumulator.delivered(batch, baseOffset, logAppendTimeMs);
    }
    requestEnded(batch);
  }

  /** The batch was in a request that has failed, in a way that may pass. */
  void retry(Batch batch, Failure failure) {
    note(batch, failure);
    if (failure.refreshMetadata()) {
      metadata.invalidate(failure.reason());
    }
    if (!batch.isDone() && batch.attempts() > settings.retries()) {
      fail(batch, failure);
      return;
    }
    Lane lane = batch.lane();
    if (!batch.isDone()) {
      events.batchRetried(lane.topic(), lane.partition(), batch.records(), failure.reason());
      backOffs.begin(lane, batch.attempts());
    }
    requestEnded(batch);
  }

  /** The batch was in a request that has failed for good. */
  void fail(Batch batch, Failure failure) {
    note(batch, failure);
    if (!batch.isDone()) {
      end(batch, failure.toException(batch, settings));
    }
    requestEnded(batch);
  }

  private static void note(Batch batch, Failure failure) {
    batch.attemptFailed(failure.reason());
    if (failure.persistence() == Persistence.POSSIBLY_PERSISTED) {
      batch.markPossiblyPersisted();
    }
  }

  private void end(Batch batch, ProducerException outcome) {
    events.batchFailed(batch.lane().topic(), batch.lane().partition(), batch.records(), outcome);
    accumulator.failed(batch, outcome);
  }

  private void requestEnded(Batch batch) {
    batch.lane().requestEnded(batch);
    offer(batch.lane());
  }

  private void expired(Batch batch) {
    end(batch, GivenUp.expired(batch, settings, obstacle(batch.lane())));
  }

  /** What stands between the lane and its outcome: a clause for an error. */
  private String obstacle(Lane lane) {
    BrokerAddress leader = metadata.snapshot().leader(lane.topic(), lane.partition());
    if (leader == null) {
      return "no broker leads the partition: " + metadata.obstacle(lane.topic());
    }
    BrokerSender broker = brokers.get(leader.id());
    return broker == null ? metadata.obstacle(lane.topic()) : broker.obstacle();
  }

  // ---- close

  /** Fails all that is left, in flight or not. */
  public void abandon() {
    for (Lane lane : new ArrayList<>(expiry.occupied())) {
      lane.seal();
      endAll(lane, batch -> GivenUp.closed(batch, settings, obstacle(lane)));
    }
  }

  private void endAll(Lane lane, Function<Batch, ProducerException> failure) {
    for (Batch batch = lane.oldest(); batch != null; batch = lane.oldest()) {
      end(batch, failure.apply(batch));
    }
  }

  /** Stops all timers; nothing may follow. */
  public void stop() {
    linger.stop();
    expiry.stop();
    backOffs.stop();
  }
}
