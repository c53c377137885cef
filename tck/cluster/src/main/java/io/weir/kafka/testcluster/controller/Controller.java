package io.weir.kafka.testcluster.controller;

import io.weir.kafka.testcluster.metadata.BrokerNode;
import io.weir.kafka.testcluster.metadata.ClusterImage;
import io.weir.kafka.testcluster.metadata.ClusterSettings;
import io.weir.kafka.testcluster.metadata.NewTopic;
import io.weir.kafka.testcluster.metadata.PartitionImage;
import io.weir.kafka.testcluster.metadata.RegisteredBroker;
import io.weir.kafka.testcluster.metadata.RejectedException;
import io.weir.kafka.testcluster.metadata.TopicImage;
import io.weir.kafka.testcluster.metadata.TopicSettings;
import io.weir.kafka.testcluster.storage.Storage;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The owner of the cluster's metadata: the only one that makes a new {@link ClusterImage}, and who
 * writes each change to the journal first.
 *
 * <p>Owned by the core's thread. Invariants: a leader is a live broker of the ISR; a leader epoch
 * only grows, also over restarts; a producer id is given out once.
 */
public final class Controller {

  /** How many producer ids one line of the journal reserves, as Kafka's brokers do. */
  private static final int PRODUCER_ID_BLOCK = 1000;

  private final ClusterSettings settings;
  private final MetadataJournal journal;
  private final RandomGenerator random;

  /** Owned by the core's thread. */
  private ClusterImage image;

  /** The broker that leads the next topic's first partition; owned by the core's thread. */
  private int turn;

  /** Owned by the core's thread. */
  private long nextProducerId;

  /** Owned by the core's thread. */
  private long reservedProducerIds;

  /** Continues from the storage's journal, or starts a new cluster. */
  public Controller(ClusterSettings settings, Storage storage, RandomGenerator random) {
    this.settings = settings;
    this.journal = new MetadataJournal(storage);
    this.random = random;
    ClusterImage known = replay(journal.load());
    if (known == null) {
      known = ClusterImage.empty(newClusterId());
      journal.writeCluster(known.clusterId());
    }
    image = known;
    // No broker lives yet: whoever led a partition has to register first.
    changeLeaders(
        partition -> partition.leader() != PartitionImage.NO_LEADER, PartitionImage.NO_LEADER);
  }

  private @Nullable ClusterImage replay(List<String[]> lines) {
    ClusterImage known = null;
    for (String[] words : lines) {
      known = replay(words, known);
    }
    return known;
  }

  private @Nullable ClusterImage replay(String[] words, @Nullable ClusterImage known) {
    if (words[0].equals("cluster")) {
      return ClusterImage.empty(words[1]);
    }
    if (known == null) {
      throw new IllegalStateException("The metadata journal starts with '" + words[0] + "'");
    }
    switch (words[0]) {
      case "topic" -> {
        turn++;
        return known.withTopic(MetadataJournal.topic(words, settings));
      }
      case "leader" -> {
        UUID id = UUID.fromString(words[1]);
        return known.withTopics(
            topic ->
                topic.id().equals(id)
                    ? topic.withPartitions(each -> MetadataJournal.leader(words, each))
                    : topic);
      }
      case "producers" -> {
        nextProducerId = Long.parseLong(words[1]);
        reservedProducerIds = nextProducerId;
        return known;
      }
      default ->
          throw new IllegalStateException("Unknown line in the metadata journal: " + words[0]);
    }
  }

  /** The metadata of this moment. */
  public ClusterImage image() {
    return image;
  }

  /** A broker registers: it leads what it is in the ISR of and nobody leads. */
  public void brokerStarted(BrokerNode broker) {
    image =
        image.withBroker(
            new RegisteredBroker(broker, image.version() + 1, RegisteredBroker.State.LIVE));
    changeLeaders(
        partition ->
            partition.leader() == PartitionImage.NO_LEADER && partition.isr().contains(broker.id()),
        broker.id());
  }

  /** A broker has gone: what it led has no leader until it comes back. */
  public void brokerStopped(int broker) {
    RegisteredBroker known = image.broker(broker);
    if (known != null) {
      image = image.withBroker(known.as(RegisteredBroker.State.FENCED));
    }
    changeLeaders(partition -> partition.leader() == broker, PartitionImage.NO_LEADER);
  }

  private void changeLeaders(Predicate<PartitionImage> affected, int leader) {
    image =
        image.withTopics(
            topic ->
                topic.withPartitions(
                    partition ->
                        affected.test(partition)
                            ? journaled(topic, partition.withLeader(leader))
                            : partition));
  }

  private PartitionImage journaled(TopicImage topic, PartitionImage partition) {
    journal.writeLeader(topic, partition);
    return partition;
  }

  /**
   * Creates a topic; it is in the {@link #image} afterwards.
   *
   * @throws RejectedException with Kafka's error if it cannot be; nothing has changed then
   */
  public TopicImage create(NewTopic wanted) {
    TopicImage topic = plan(wanted);
    journal.writeTopic(topic);
    image = image.withTopic(topic);
    turn++;
    return topic;
  }

  /**
   * What {@link #create} would make; changes nothing but the source of topic ids.
   *
   * @throws RejectedException as {@link #create}
   */
  public TopicImage plan(NewTopic wanted) {
    TopicPlan.checkName(wanted.name(), image);
    TopicSettings topicSettings = TopicSettings.of(wanted.configs(), settings);
    List<PartitionImage> partitions =
        TopicPlan.partitions(wanted, image, settings.numPartitions(), turn);
    return new TopicImage(wanted.name(), newTopicId(), topicSettings, partitions);
  }

  /** A producer id that was never given out before. */
  public long nextProducerId() {
    if (nextProducerId == reservedProducerIds) {
      reservedProducerIds += PRODUCER_ID_BLOCK;
      journal.writeProducers(reservedProducerIds);
    }
    return nextProducerId++;
  }

  /** A random UUID of version 4. */
  private UUID newTopicId() {
    long high = (random.nextLong() & ~0xf000L) | 0x4000L;
    long low = (random.nextLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
    return new UUID(high, low);
  }

  private String newClusterId() {
    UUID id = newTopicId();
    ByteBuffer bytes = ByteBuffer.allocate(2 * Long.BYTES);
    bytes.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
  }
}
