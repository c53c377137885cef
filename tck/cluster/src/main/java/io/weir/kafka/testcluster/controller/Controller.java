package io.weir.kafka.testcluster.controller;

import io.weir.kafka.testcluster.controller.ControllerAnswer.Refused;
import io.weir.kafka.testcluster.controller.ControllerRequest.AlterPartition;
import io.weir.kafka.testcluster.controller.ControllerRequest.Heartbeat;
import io.weir.kafka.testcluster.controller.ControllerRequest.Register;
import io.weir.kafka.testcluster.metadata.ClusterImage;
import io.weir.kafka.testcluster.metadata.ClusterSettings;
import io.weir.kafka.testcluster.metadata.NewTopic;
import io.weir.kafka.testcluster.metadata.PartitionImage;
import io.weir.kafka.testcluster.metadata.RegisteredBroker;
import io.weir.kafka.testcluster.metadata.RejectedException;
import io.weir.kafka.testcluster.metadata.ReplicationRules;
import io.weir.kafka.testcluster.metadata.ReplicationRules.Election;
import io.weir.kafka.testcluster.metadata.TopicImage;
import io.weir.kafka.testcluster.storage.Storage;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * The owner of the cluster's metadata: the only one that makes a new {@link ClusterImage}, and who
 * writes each change to the journal first.
 *
 * <p>Owned by the core's thread; a state machine without a clock: time comes with each call, and
 * {@link #nextDeadlineMs} says when it wants to be called again. Each method does its work at once;
 * what has changed is in {@link #image} afterwards.
 *
 * <p>Invariants: a leader is an eligible broker of the ISR; an ISR is never empty and within the
 * replicas; leader, partition and broker epochs only grow, also over restarts; a producer id is
 * given out once.
 */
public final class Controller {

  private final ClusterState state;
  private final Elections elections;
  private final BrokerRegistry brokers;
  private final IsrChanges isrChanges;
  private final Reassignments reassignments;
  private final LeaderBalance balance;
  private final Topics topics;
  private final Configs configs;
  private final ProducerIds producerIds;

  /** As the other constructor, with {@link ReplicationRules#KAFKA}. */
  public Controller(ClusterSettings settings, Storage storage, RandomGenerator random) {
    this(settings, storage, random, ReplicationRules.KAFKA);
  }

  /**
   * Continues from the storage's journal, or starts a new cluster.
   *
   * @param random for the ids of cluster and topics
   */
  public Controller(
      ClusterSettings settings, Storage storage, RandomGenerator random, ReplicationRules rules) {
    MetadataJournal journal = new MetadataJournal(storage);
    JournalReplay replay = new JournalReplay(settings);
    ClusterImage known = replay.replay(storage.loadJournal());
    Ids ids = new Ids(random);
    if (known == null) {
      known = ClusterImage.empty(ids.cluster(), settings);
      journal.writeCluster(known.clusterId());
    }
    state = new ClusterState(journal, known);
    elections = new Elections(state, rules);
    brokers = new BrokerRegistry(state, elections);
    isrChanges = new IsrChanges(state, elections);
    reassignments = new Reassignments(state, elections);
    balance = new LeaderBalance(state, elections);
    topics = new Topics(state, ids, replay.topicsCreated());
    configs = new Configs(state, elections);
    producerIds = new ProducerIds(journal, replay.firstFreeProducerId());
    forgetWhoLived();
  }

  /** Whoever led a partition in an earlier run has to register first; the ISRs stay. */
  private void forgetWhoLived() {
    for (RegisteredBroker broker : state.image().brokers()) {
      state.put(broker.as(RegisteredBroker.State.FENCED));
    }
    state.changePartitions(
        ClusterState.Change.each(
            partition ->
                partition.hasLeader()
                    ? partition.withLeader(PartitionImage.NO_LEADER)
                    : partition));
  }

  /** The metadata of this moment. */
  public ClusterImage image() {
    return state.image();
  }

  /**
   * Answers a broker.
   *
   * @param nowMs milliseconds since 1970; never less than in an earlier call
   */
  public ControllerAnswer handle(ControllerRequest request, long nowMs) {
    ControllerAnswer answer = answer(request, nowMs);
    balance.look(nowMs);
    return answer;
  }

  private ControllerAnswer answer(ControllerRequest request, long nowMs) {
    if (request instanceof Register register) {
      return brokers.register(register);
    } else if (request instanceof Heartbeat heartbeat) {
      return brokers.heartbeat(heartbeat, nowMs);
    } else if (request instanceof AlterPartition alter) {
      Refused refusal = brokers.refusal(alter.broker(), alter.brokerEpoch());
      return refusal == null ? isrChanges.alter(alter) : refusal;
    }
    throw new IllegalArgumentException("Unknown request: " + request);
  }

  /** When {@link #tick} has something to do, milliseconds since 1970; empty if nothing is due. */
  public OptionalLong nextDeadlineMs() {
    return LongStream.concat(brokers.nextDeadlineMs().stream(), balance.nextDeadlineMs().stream())
        .min();
  }

  /** Fences silent brokers and gives leaderships back, if it is time; harmless if not. */
  public void tick(long nowMs) {
    brokers.expire(nowMs);
    balance.tick(nowMs);
    balance.look(nowMs);
  }

  /**
   * Creates a topic.
   *
   * @throws RejectedException with Kafka's error if it cannot be; nothing has changed then
   */
  public TopicImage create(NewTopic wanted) {
    return topics.create(wanted);
  }

  /**
   * What {@link #create} would make; changes nothing but the source of topic ids.
   *
   * @throws RejectedException as {@link #create}
   */
  public TopicImage plan(NewTopic wanted) {
    return topics.plan(wanted);
  }

  /**
   * Creates the topic of committed offsets, unless it is there.
   *
   * @throws RejectedException with INVALID_REPLICATION_FACTOR while no broker serves
   */
  public TopicImage createOffsetsTopic() {
    return topics.createOffsets();
  }

  /**
   * Deletes a topic and everything that is known of it.
   *
   * @return the topic as it was
   * @throws RejectedException with UNKNOWN_TOPIC_OR_PARTITION or TOPIC_DELETION_DISABLED
   */
  public TopicImage delete(String topic) {
    return topics.delete(topics.named(topic));
  }

  /**
   * As {@link #delete(String)}.
   *
   * @throws RejectedException with UNKNOWN_TOPIC_ID or TOPIC_DELETION_DISABLED
   */
  public TopicImage delete(UUID topicId) {
    return topics.delete(topics.withId(topicId));
  }

  /**
   * Adds partitions to a topic.
   *
   * @param count of all partitions, not of the new ones
   * @param assignment the replicas of each new partition; null to let the controller choose
   * @throws RejectedException with UNKNOWN_TOPIC_OR_PARTITION, INVALID_PARTITIONS,
   *     INVALID_REPLICATION_FACTOR or INVALID_REPLICA_ASSIGNMENT
   */
  public TopicImage createPartitions(
      String topic, int count, @Nullable List<List<Integer>> assignment) {
    TopicImage grown = planPartitions(topic, count, assignment);
    state.put(grown);
    return grown;
  }

  /** What {@link #createPartitions} would make; changes nothing. */
  public TopicImage planPartitions(
      String topic, int count, @Nullable List<List<Integer>> assignment) {
    return TopicPlan.grown(topics.named(topic), count, assignment, state.image());
  }

  /**
   * Changes configs of a topic.
   *
   * @throws RejectedException with UNKNOWN_TOPIC_OR_PARTITION or INVALID_CONFIG
   */
  public TopicImage alterTopicConfigs(String topic, List<ConfigChange> changes) {
    return configs.alter(topics.named(topic), changes);
  }

  /** What {@link #alterTopicConfigs} would make; changes nothing. */
  public TopicImage planTopicConfigs(String topic, List<ConfigChange> changes) {
    return configs.plan(topics.named(topic), changes);
  }

  /**
   * Changes settings of brokers that run; topics take their defaults from them.
   *
   * @param broker its id, or {@link io.weir.kafka.testcluster.metadata.DynamicConfigs#ALL_BROKERS}
   * @throws RejectedException with INVALID_REQUEST, also for a setting that cannot be changed while
   *     a broker runs
   */
  public void alterBrokerConfigs(String broker, List<ConfigChange> changes) {
    configs.alter(broker, changes);
  }

  /** Checks what {@link #alterBrokerConfigs} would do; changes nothing. */
  public void planBrokerConfigs(String broker, List<ConfigChange> changes) {
    configs.plan(broker, changes);
  }

  /**
   * Elects a leader on request (KIP-460).
   *
   * @param kind PREFERRED or UNCLEAN
   * @return the partition with its new leader
   * @throws RejectedException with UNKNOWN_TOPIC_OR_PARTITION, ELECTION_NOT_NEEDED,
   *     PREFERRED_LEADER_NOT_AVAILABLE or ELIGIBLE_LEADERS_NOT_AVAILABLE
   */
  public PartitionImage electLeader(String topic, int index, Election kind) {
    TopicImage known = topics.named(topic);
    return elections.elect(known, Topics.partition(known, index), kind);
  }

  /**
   * Moves a partition to these brokers (KIP-455); {@link PartitionImage#isReassigning} tells
   * whether that is under way.
   *
   * @param target the replicas that are wanted; null to cancel what is under way
   * @throws RejectedException with UNKNOWN_TOPIC_OR_PARTITION, INVALID_REPLICA_ASSIGNMENT or
   *     NO_REASSIGNMENT_IN_PROGRESS
   */
  public PartitionImage reassign(String topic, int index, @Nullable List<Integer> target) {
    TopicImage known = topics.named(topic);
    PartitionImage partition = Topics.partition(known, index);
    return target == null
        ? reassignments.cancel(known, partition)
        : reassignments.start(known, partition, target);
  }

  /** A producer id that was never given out before. */
  public long nextProducerId() {
    return producerIds.next();
  }
}
