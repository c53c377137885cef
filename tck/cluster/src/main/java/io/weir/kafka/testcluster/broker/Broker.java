package io.weir.kafka.testcluster.broker;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.testcluster.broker.HostedReplicas.Before;
import io.weir.kafka.testcluster.broker.HostedReplicas.RoleListener;
import io.weir.kafka.testcluster.controller.ControllerAnswer;
import io.weir.kafka.testcluster.controller.ControllerAnswer.PartitionAltered;
import io.weir.kafka.testcluster.controller.ControllerAnswer.Refused;
import io.weir.kafka.testcluster.controller.ControllerRequest.AlterPartition;
import io.weir.kafka.testcluster.group.GroupCoordinator;
import io.weir.kafka.testcluster.metadata.BrokerNode;
import io.weir.kafka.testcluster.metadata.ClusterImage;
import io.weir.kafka.testcluster.metadata.ClusterSettings;
import io.weir.kafka.testcluster.metadata.PartitionImage;
import io.weir.kafka.testcluster.metadata.RegisteredBroker;
import io.weir.kafka.testcluster.metadata.RejectedException;
import io.weir.kafka.testcluster.metadata.ReplicationRules;
import io.weir.kafka.testcluster.metadata.TopicImage;
import io.weir.kafka.testcluster.metadata.TopicPartition;
import io.weir.kafka.testcluster.metadata.WatchKey;
import io.weir.kafka.testcluster.replica.Appended;
import io.weir.kafka.testcluster.replica.Following;
import io.weir.kafka.testcluster.replica.IsrProposal;
import io.weir.kafka.testcluster.replica.Leading;
import io.weir.kafka.testcluster.replica.Replica;
import io.weir.kafka.testcluster.replica.ReplicaHost;
import io.weir.kafka.testcluster.storage.Storage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One run of a broker: the replicas that it hosts, and what has advanced since someone looked.
 *
 * <p>Owned by the core's thread. It acts on its own image of the cluster, which is as old as the
 * last message from the controller: a broker that is cut off goes on as it last knew.
 */
public final class Broker {

  /** {@code ErrorCode}s after which the same ISR may be proposed again. */
  private static final Set<ErrorCode> WITHDRAWN =
      Set.of(
          ErrorCode.INELIGIBLE_REPLICA,
          ErrorCode.OPERATION_NOT_ATTEMPTED,
          ErrorCode.STALE_BROKER_EPOCH,
          ErrorCode.BROKER_ID_NOT_REGISTERED);

  private final BrokerNode node;
  private final BrokerHost host;
  private final ClusterSettings settings;
  private final ReplicationRules rules;
  private final BrokerLifecycle lifecycle;
  private final HostedReplicas replicas;
  private final Fetchers fetchers;
  private final Upkeep upkeep;
  private final CoordinatedGroups groups;
  private final ByteBuf scratch = Unpooled.buffer();
  private final List<LeadershipListener> listeners = new ArrayList<>();

  /** Owned by the core's thread. */
  private ClusterImage image;

  /** What moved since {@link #drainAdvanced}; the core's thread. */
  private Set<WatchKey> advanced = new LinkedHashSet<>();

  /**
   * @param image with nothing but the cluster's id
   */
  public Broker(
      BrokerNode node, ClusterImage image, BrokerHost host, Storage storage, BrokerRules rules) {
    this.node = node;
    this.image = image;
    this.host = host;
    this.settings = rules.settings();
    this.rules = rules.replication();
    this.lifecycle = new BrokerLifecycle(node, host, settings);
    this.replicas = new HostedReplicas(node.id(), storage, new Surroundings(), new Roles());
    this.fetchers = new Fetchers(host, new FetcherRequests(this, settings), settings);
    this.upkeep = new Upkeep(host, settings, replicas);
    this.groups = new CoordinatedGroups(host, settings);
    addListener(groups);
  }

  /** What brokers of one cluster have in common. */
  public record BrokerRules(ClusterSettings settings, ReplicationRules replication) {}

  public int id() {
    return node.id();
  }

  /** Of its registration with the controller; -1 before. */
  public long epoch() {
    return lifecycle.epoch();
  }

  /** The metadata as this broker knows it. */
  public ClusterImage image() {
    return image;
  }

  /** Lets someone hear which partitions the broker leads, from now on. */
  public void addListener(LeadershipListener listener) {
    listeners.add(listener);
  }

  /** The process has started. */
  public void start(long nowMs) {
    upkeep.start(nowMs);
    lifecycle.register(nowMs);
  }

  /** Asks the controller for permission to end, and ends. */
  public void shutDown(long nowMs) {
    lifecycle.shutDown(nowMs);
  }

  /** Saves what a process saves that ends in order; the logs themselves are the storage's. */
  public void checkpoint() {
    replicas.all().forEach(Replica::checkpoint);
  }

  /** The controller has told of a change. An image from before the registration is ignored. */
  public void apply(ClusterImage newImage, long nowMs) {
    RegisteredBroker self = newImage.broker(id());
    boolean outdated = newImage.version() <= image.version();
    if (outdated || self == null || self.epoch() < epoch() || epoch() < 0) {
      return;
    }
    ClusterImage before = image;
    image = newImage;
    if (before.version() == 0) {
      replicas.deleteStrays(newImage);
    }
    replicas.apply(before, newImage, nowMs);
    fetchers.restartChanged(nowMs);
    groups.imageChanged(before, newImage, nowMs);
    lifecycle.imageChanged(nowMs);
  }

  /** The replica; null if the broker does not host it. */
  public @Nullable Replica replica(TopicPartition partition) {
    return replicas.get(partition);
  }

  /** All replicas that it hosts. */
  public Collection<Replica> replicas() {
    return replicas.all();
  }

  /**
   * The partition, if this broker leads it.
   *
   * @param topic null if it is not known
   * @throws RejectedException with UNKNOWN_TOPIC_OR_PARTITION or NOT_LEADER_OR_FOLLOWER
   */
  public LedPartition led(@Nullable TopicImage topic, int index) {
    PartitionImage partition = topic == null ? null : topic.partition(index);
    if (topic == null || partition == null) {
      throw new RejectedException(
          ErrorCode.UNKNOWN_TOPIC_OR_PARTITION, "This server does not host this topic-partition.");
    }
    Replica replica = replicas.get(new TopicPartition(topic.id(), index));
    Leading leading = replica == null ? null : replica.leading();
    if (replica == null || leading == null) {
      throw new RejectedException(
          ErrorCode.NOT_LEADER_OR_FOLLOWER,
          "Broker %d does not lead partition %s-%d: its leader is %d"
              .formatted(id(), topic.name(), index, partition.leader()));
    }
    return new LedPartition(topic, partition, replica, leading);
  }

  /**
   * As {@link #led}, for a client that says which leader epoch it knows (KIP-320).
   *
   * @param clientEpoch -1 if the client does not say
   * @throws RejectedException as {@link #led}, or with FENCED_LEADER_EPOCH or UNKNOWN_LEADER_EPOCH
   */
  public LedPartition led(@Nullable TopicImage topic, int index, int clientEpoch) {
    checkEpoch(topic, index, clientEpoch);
    return led(topic, index);
  }

  /** Kafka compares epochs before it looks at who leads. */
  private void checkEpoch(@Nullable TopicImage topic, int index, int clientEpoch) {
    PartitionImage partition = topic == null ? null : topic.partition(index);
    Replica replica = topic == null ? null : replicas.get(new TopicPartition(topic.id(), index));
    if (topic == null || partition == null || replica == null || clientEpoch < 0) {
      return;
    }
    int epoch = replica.role().leaderEpoch();
    if (clientEpoch != epoch) {
      throw new RejectedException(
          clientEpoch < epoch ? ErrorCode.FENCED_LEADER_EPOCH : ErrorCode.UNKNOWN_LEADER_EPOCH,
          "The leader epoch of %s-%d is %d, not %d"
              .formatted(topic.name(), index, epoch, clientEpoch));
    }
  }

  /**
   * Appends a producer's batch to a partition that this broker leads.
   *
   * @param records <em>borrowed</em>
   * @param acks as the producer wants
   * @throws RejectedException as {@link Replica#append}
   */
  public Appended append(LedPartition led, @Nullable ByteBuf records, int acks, long nowMs) {
    return led.replica().append(records, acks, nowMs);
  }

  /**
   * Lets the controller do what a client asks for (KIP-590).
   *
   * @param deadlineMs when the client gives up, milliseconds since 1970
   * @return to be watched by the request
   */
  public <T> Forwarded<T> forward(Forwarded.Work<T> work, long deadlineMs, long nowMs) {
    Forwarded<T> forwarded = new Forwarded<>();
    host.forward(
        work,
        result -> {
          forwarded.complete(result);
          advanced.add(forwarded);
        },
        deadlineMs,
        nowMs);
    return forwarded;
  }

  /** The coordinator of the groups whose partition of committed offsets this broker leads. */
  public GroupCoordinator groups() {
    return groups.coordinator();
  }

  /** What a waiting request may watch and has moved since this was last called. */
  public Set<WatchKey> drainAdvanced(long nowMs) {
    advanced.addAll(groups.settle(nowMs));
    if (advanced.isEmpty()) {
      return Set.of();
    }
    Set<WatchKey> drained = advanced;
    advanced = new LinkedHashSet<>();
    return drained;
  }

  private void roleChanged(Replica replica) {
    advanced.add(new LogEndOf(replica.key()));
    advanced.add(new HighWatermarkOf(replica.key()));
  }

  private void propose(Replica replica, IsrProposal proposal, long nowMs) {
    AlterPartition request =
        new AlterPartition(
            id(),
            epoch(),
            replica.key(),
            proposal.leaderEpoch(),
            proposal.partitionEpoch(),
            proposal.isr());
    host.ask(request, (answer, now) -> isrAnswered(replica, proposal, answer, now), nowMs);
  }

  private static void isrAnswered(
      Replica replica, IsrProposal proposal, ControllerAnswer answer, long nowMs) {
    if (answer instanceof PartitionAltered altered) {
      replica.isrCommitted(altered.partition(), nowMs);
    } else if (answer instanceof Refused refused && WITHDRAWN.contains(refused.error())) {
      replica.isrRefused(proposal);
    }
    // Any other refusal means that the controller has moved on: its image is on the way, and brings
    // the ISR that holds.
  }

  /** What replicas see of this broker. */
  private final class Surroundings implements ReplicaHost {

    @Override
    public int id() {
      return node.id();
    }

    @Override
    public ReplicationRules rules() {
      return rules;
    }

    @Override
    public long maxLagMs() {
      return settings.replicaLagTimeMaxMs();
    }

    @Override
    public ByteBuf scratch() {
      return scratch;
    }

    @Override
    public boolean mayBeInSync(int broker, long brokerEpoch) {
      RegisteredBroker registered = image.broker(broker);
      return registered != null
          && registered.isEligible()
          && (brokerEpoch < 0 || brokerEpoch == registered.epoch());
    }

    @Override
    public void logEndAdvanced(Replica replica) {
      advanced.add(new LogEndOf(replica.key()));
    }

    @Override
    public void highWatermarkAdvanced(Replica replica) {
      advanced.add(new HighWatermarkOf(replica.key()));
      groups.advanced(replica);
    }

    @Override
    public void propose(Replica replica, IsrProposal proposal, long nowMs) {
      Broker.this.propose(replica, proposal, nowMs);
    }
  }

  /** Takes note of what the image makes of replicas. */
  private final class Roles implements RoleListener {

    @Override
    public void leads(TopicImage topic, Replica replica, long nowMs) {
      fetchers.release(replica.key());
      roleChanged(replica);
      int epoch = replica.role().leaderEpoch();
      listeners.forEach(
          each -> each.leads(Broker.this, topic, replica.key().index(), epoch, nowMs));
    }

    @Override
    public void follows(
        TopicImage topic, Replica replica, Following role, Before before, long nowMs) {
      fetchers.assign(topic.name(), replica, role);
      roleChanged(replica);
      tellUnlessFollowing(topic, replica, before, nowMs);
    }

    @Override
    public void deleted(TopicImage topic, Replica replica, Before before, long nowMs) {
      fetchers.release(replica.key());
      roleChanged(replica);
      tellUnlessFollowing(topic, replica, before, nowMs);
    }

    private void tellUnlessFollowing(TopicImage topic, Replica replica, Before before, long nowMs) {
      if (before == Before.LEADING) {
        listeners.forEach(
            each -> each.leadsNoLonger(Broker.this, topic, replica.key().index(), nowMs));
      }
    }
  }
}
