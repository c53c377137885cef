package io.weir.kafka.testcluster;

import io.netty.buffer.PooledByteBufAllocator;
import io.weir.kafka.testcluster.TestCluster.Plan;
import io.weir.kafka.testcluster.TestCluster.UnfiredFaults;
import io.weir.kafka.testcluster.core.ClusterCore;
import io.weir.kafka.testcluster.metadata.ClusterSettings;
import io.weir.kafka.testcluster.metadata.NewTopic;
import io.weir.kafka.testcluster.socket.ClusterServer;
import io.weir.kafka.testcluster.socket.ClusterTime;
import io.weir.kafka.testcluster.socket.Listener;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/**
 * Says what cluster to start: by default one broker on a free port of {@code 127.0.0.1}, its logs
 * in memory, topics created on demand with one partition. Not thread-safe; may be used more than
 * once.
 */
public final class TestClusterBuilder {

  private static final int MAX_BROKERS = 100;

  private final List<NewTopic> topics = new ArrayList<>();
  private final List<Listener> moreListeners = new ArrayList<>();
  private int brokers = 1;
  private ClusterSettings settings = ClusterSettings.DEFAULTS;
  private Listener listener = Listener.local();
  private StorageChoice storage = new StorageChoice.Memory();
  private int maxRequestBytes = ClusterServer.DEFAULT_MAX_REQUEST_BYTES;
  private Supplier<ClusterTime> time = ClusterTime::system;
  private UnfiredFaults unfiredFaults = UnfiredFaults.FAIL;
  private long seed = new SplittableRandom().nextLong();

  TestClusterBuilder() {}

  /** How many brokers; their ids count from 1. */
  public TestClusterBuilder brokers(int count) {
    if (count < 1 || count > MAX_BROKERS) {
      throw new IllegalArgumentException(
          "The number of brokers is not within 1.." + MAX_BROKERS + ": " + count);
    }
    brokers = count;
    return this;
  }

  /**
   * A topic that is there when the cluster has started; its leaders are spread over the brokers.
   */
  public TestClusterBuilder topic(String name, int partitions) {
    return topic(name, partitions, Map.of());
  }

  /**
   * As {@link #topic(String, int)}, each partition on so many brokers.
   *
   * @param replicationFactor no more than there are brokers
   */
  public TestClusterBuilder topic(String name, int partitions, int replicationFactor) {
    topics.add(
        NewTopic.named(name).withPartitions(partitions).withReplicationFactor(replicationFactor));
    return this;
  }

  /** A topic with configs such as {@code message.timestamp.type}. */
  public TestClusterBuilder topic(String name, int partitions, Map<String, String> configs) {
    topics.add(NewTopic.named(name).withPartitions(partitions).withConfigs(configs));
    return this;
  }

  /** A topic that is there when the cluster has started, with as many replicas as it says. */
  public TestClusterBuilder topic(TopicSpec topic) {
    topics.add(topic.toNewTopic());
    return this;
  }

  /**
   * A setting of all brokers by Kafka's name, such as {@code replica.lag.time.max.ms}.
   *
   * @throws IllegalArgumentException if Kafka knows no such setting, or the value is out of range
   */
  public TestClusterBuilder setting(String name, String value) {
    settings = settings.with(name, value);
    return this;
  }

  /** {@code default.replication.factor}: of topics that do not say; 1 by default. */
  public TestClusterBuilder replicationFactor(int count) {
    settings = settings.with("default.replication.factor", Integer.toString(count));
    return this;
  }

  /** {@code num.partitions}: of topics that do not say; 1 by default. */
  public TestClusterBuilder defaultPartitions(int count) {
    settings = settings.with("num.partitions", Integer.toString(count));
    return this;
  }

  /** {@code auto.create.topics.enable=false}. */
  public TestClusterBuilder withoutAutoCreate() {
    settings = settings.with("auto.create.topics.enable", "false");
    return this;
  }

  /** {@code message.max.bytes}: the largest batch as it comes; Kafka's 1048588 by default. */
  public TestClusterBuilder messageMaxBytes(int bytes) {
    settings = settings.with("message.max.bytes", Integer.toString(bytes));
    return this;
  }

  /**
   * {@code socket.request.max.bytes}: a longer request closes its connection; 100 MiB by default.
   */
  public TestClusterBuilder maxRequestBytes(int bytes) {
    if (bytes < 1) {
      throw new IllegalArgumentException("maxRequestBytes is not positive: " + bytes);
    }
    maxRequestBytes = bytes;
    return this;
  }

  /** The interface to bind; {@code 127.0.0.1} by default. */
  public TestClusterBuilder host(String host) {
    listener = listener.withHost(host);
    return this;
  }

  /** The first broker's port, from which the others count up; 0, the default, takes free ones. */
  public TestClusterBuilder port(int port) {
    listener = listener.withPort(port);
    return this;
  }

  /** The host that clients are told; by default the one that is bound. */
  public TestClusterBuilder advertisedHost(String host) {
    listener = listener.withAdvertisedHost(host);
    return this;
  }

  /** One more listener, beside the one that the other methods describe. */
  public TestClusterBuilder listener(Listener more) {
    moreListeners.add(more);
    return this;
  }

  /** Logs on the heap: the default. */
  public TestClusterBuilder inMemory() {
    storage = new StorageChoice.Memory();
    return this;
  }

  /** Logs in a temporary folder, which is deleted when the cluster closes. */
  public TestClusterBuilder onDisk() {
    storage = new StorageChoice.TemporaryDisk();
    return this;
  }

  /** Logs in this folder, which stays; topics and records of an earlier cluster are there again. */
  public TestClusterBuilder onDisk(Path folder) {
    storage = new StorageChoice.Disk(folder);
    return this;
  }

  /**
   * For the benchmark of a client: brokers check what is produced and answer it with its offset as
   * ever, but keep no record, so that neither memory nor disk limits a long run. Log start and end
   * advance together; a consumer is told that its offset is out of range. Meant for topics with one
   * replica: a follower has nothing to fetch and only follows the leader's offsets. Committed
   * offsets are kept.
   */
  public TestClusterBuilder ackOnly() {
    storage = new StorageChoice.AckOnly();
    return this;
  }

  /** {@code log.segment.bytes}: when a segment of a log rolls; Kafka's 1 GiB by default. */
  public TestClusterBuilder segmentBytes(int bytes) {
    return setting("log.segment.bytes", Integer.toString(bytes));
  }

  /**
   * The cluster's time stands still and moves only by {@link ClusterClock#advance}; sockets and
   * clients stay real.
   */
  public TestClusterBuilder virtualClock() {
    time = ClusterTime::virtual;
    return this;
  }

  /** Closing the cluster does not fail if a declared fault has not acted. */
  public TestClusterBuilder allowUnfiredFaults() {
    unfiredFaults = UnfiredFaults.ALLOW;
    return this;
  }

  /** Makes the ids of cluster and topics the same in each run, and faults that act by chance. */
  public TestClusterBuilder seed(long newSeed) {
    seed = newSeed;
    return this;
  }

  /**
   * Starts the cluster; it serves when this returns.
   *
   * @throws java.io.UncheckedIOException if a port cannot be bound or a folder not be used
   * @throws IllegalArgumentException if a topic is not valid
   */
  public TestCluster start() {
    StorageChoice.Opened opened = storage.open();
    TestCluster cluster = cluster(opened);
    try {
      List<Listener> listeners = new ArrayList<>(List.of(listener));
      listeners.addAll(moreListeners);
      cluster.startBrokers(listeners);
      topics.forEach(cluster::createIfAbsent);
      cluster.accept();
      return cluster;
    } catch (RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  private TestCluster cluster(StorageChoice.Opened opened) {
    ClusterCore core = core(opened);
    Plan plan = new Plan(brokers, time.get(), unfiredFaults);
    ClusterServer server = new ClusterServer(core, maxRequestBytes, plan.time());
    return new TestCluster(core, opened, server, plan);
  }

  private ClusterCore core(StorageChoice.Opened opened) {
    try {
      return new ClusterCore(
          settings, opened.storage(), new SplittableRandom(seed), PooledByteBufAllocator.DEFAULT);
    } catch (RuntimeException e) {
      opened.close();
      throw e;
    }
  }
}
