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
import io.weir.kafka.identity.ProducerIds;
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
import org.jspecify.annotations.Nullable;

/**
 * Brings each lane with records to the {@link BrokerSender} of its partition's leader, and each
 * batch to its outcome.
 *
 * <p>A lane is at any time in one place: nowhere (empty or lingering), in the queue of one broker
 * sender, among the leaderless, muted by its request in flight, or backing off. Whatever ends such
 * a stay calls {@link #offer}, which finds the next place. Event loop only.
 */
public final class Sender implements Sequences.Host {

  private final Loop loop;
  private final SendSettings settings;
  private final Metadata metadata;
  private final Connections connections;
  private final BackOffs backOffs;
  private final Numbering numbering;
  private final Settlement settlement;
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
      ProducerIds producerIds,
      Backoff retryBackoff,
      ProducerEvents events) {}

  public Sender(SendSettings settings, Parts parts) {
    this.settings = settings;
    this.loop = parts.loop;
    this.metadata = parts.metadata;
    this.connections = parts.connections;
    this.backOffs = new BackOffs(loop, parts.retryBackoff, this::leader, this::offer);
    this.numbering = numbering(settings, parts);
    this.settlement = new Settlement(settings, parts, backOffs, numbering, this::offer);
    this.linger = new Linger(loop, settings.lingerNanos(), this::offer);
    this.expiry = new Expiry(loop, settings.deliveryTimeoutNanos(), this::expired);
  }

  private Numbering numbering(SendSettings settings, Parts parts) {
    return switch (settings.guarantee()) {
      case AT_LEAST_ONCE -> Unnumbered.INSTANCE;
      case IDEMPOTENT ->
          new Sequences(
              settings,
              new Sequences.Source(parts.loop, parts.producerIds, parts.retryBackoff),
              this);
    };
  }

  /** Records are on their way. */
  public void prepare() {
    numbering.prepare();
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
    backOffs.leadersChanged();
    new ArrayList<>(brokers.values()).forEach(BrokerSender::metadataChanged);
    List<Lane> waiting = new ArrayList<>(leaderless);
    leaderless.clear();
    waiting.forEach(this::offer);
  }

  /**
   * The cluster refuses the topic: its lanes have nowhere to go.
   *
   * @param failure makes the error of a batch, of which that is known
   */
  public void topicFailed(String topic, Function<Persistence, ProducerException> failure) {
    for (Lane lane : new ArrayList<>(leaderless)) {
      if (lane.topic().equals(topic)) {
        leaderless.remove(lane);
        giveUpWaiting(lane, batch -> failure.apply(batch.persistence()));
      }
    }
  }

  /** Finds the next place for the lane. */
  @Override
  public void offer(Lane lane) {
    if (leaderless.contains(lane) || lane.isEmpty()) {
      return;
    }
    if (!numbering.admits(lane) || lane.isMuted()) {
      return;
    }
    BrokerAddress leader = leader(lane);
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
    return broker.equals(leader(lane));
  }

  /** Who leads the lane's partition, as far as is known; null if nobody does. */
  @Nullable BrokerAddress leader(Lane lane) {
    return metadata.snapshot().leader(lane.topic(), lane.partition());
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

  Settlement settlement() {
    return settlement;
  }

  /** The lane's next batch, ready to be sent. */
  Batch take(Lane lane) {
    Batch batch = lane.take();
    numbering.stamp(batch);
    return batch;
  }

  // ---- batches that are given up

  @Override
  public void pause(Lane lane) {
    backOffs.begin(lane, 1);
  }

  @Override
  public void giveUp(Batch batch, ProducerException why) {
    settlement.end(batch, why);
  }

  @Override
  public void giveUpWaiting(Lane lane, Function<Batch, ProducerException> why) {
    lane.seal();
    for (Batch batch = lane.peek(); batch != null; batch = lane.peek()) {
      settlement.end(batch, why.apply(batch));
    }
  }

  @Override
  public void producerRefused(String reason) {
    settlement.events().producerRefused(reason);
  }

  @Override
  public void producerAccepted() {
    settlement.events().producerAccepted();
  }

  private void expired(Batch batch) {
    settlement.end(batch, GivenUp.expired(batch, settings, obstacle(batch.lane())));
    offer(batch.lane()); // what is behind it may have to find out where it stands
  }

  /** What stands between the lane and its outcome: a clause for an error. */
  private String obstacle(Lane lane) {
    String ofNumbers = numbering.obstacle(lane);
    if (!ofNumbers.isEmpty()) {
      return ofNumbers;
    }
    BrokerAddress leader = leader(lane);
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
      for (Batch batch = lane.oldest(); batch != null; batch = lane.oldest()) {
        settlement.end(batch, GivenUp.closed(batch, settings, obstacle(lane)));
      }
    }
  }

  /** Stops all timers; nothing may follow. */
  public void stop() {
    linger.stop();
    expiry.stop();
    backOffs.stop();
    numbering.stop();
  }
}
