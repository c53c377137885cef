package io.weir.kafka.testcluster;

import io.weir.kafka.protocol.Api;
import io.weir.kafka.testcluster.core.ClusterCore;
import io.weir.kafka.testcluster.fault.Fault;
import io.weir.kafka.testcluster.fault.FaultSpec;
import io.weir.kafka.testcluster.fault.JournalLevel;
import io.weir.kafka.testcluster.fault.KafkaVersion;
import io.weir.kafka.testcluster.fault.RecordedRequest;
import io.weir.kafka.testcluster.fault.RequestJournal;
import io.weir.kafka.testcluster.fault.VersionCaps;
import io.weir.kafka.testcluster.metadata.BrokerNode;
import io.weir.kafka.testcluster.metadata.Endpoint;
import io.weir.kafka.testcluster.metadata.NewTopic;
import io.weir.kafka.testcluster.metadata.PartitionImage;
import io.weir.kafka.testcluster.metadata.RejectedException;
import io.weir.kafka.testcluster.metadata.TopicImage;
import io.weir.kafka.testcluster.socket.ClusterServer;
import io.weir.kafka.testcluster.socket.ClusterTime;
import io.weir.kafka.testcluster.socket.Listener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A Kafka cluster inside this JVM, for tests and development: real sockets, Kafka's wire protocol,
 * any Kafka client.
 *
 * <pre>{@code
 * try (TestCluster cluster = TestCluster.builder().brokers(3).topic("orders", 6).start()) {
 *   produceTo(cluster.bootstrapServers());
 *   assertThat(cluster.records("orders")).hasSize(10);
 * }
 * }</pre>
 *
 * <p>Thread-safe. One daemon thread serves all brokers; the methods wait for it.
 */
public final class TestCluster implements AutoCloseable {

  private final ClusterCore core;
  private final ClusterServer server;
  private final StorageChoice.Opened storage;
  private final LogReader logs;
  private final ClusterTime time;
  private final UnfiredFaults unfiredFaults;
  private final List<Integer> brokers;

  TestCluster(ClusterCore core, StorageChoice.Opened storage, ClusterServer server, Plan plan) {
    this.core = core;
    this.storage = storage;
    this.server = server;
    this.time = plan.time;
    this.unfiredFaults = plan.unfiredFaults;
    this.brokers = IntStream.rangeClosed(1, plan.brokers).boxed().toList();
    this.logs = new LogReader(server, core);
  }

  /** What a builder has said beyond the core's settings. */
  record Plan(int brokers, ClusterTime time, UnfiredFaults unfiredFaults) {}

  /** What becomes of faults that have not acted when the cluster closes. */
  enum UnfiredFaults {
    FAIL,
    ALLOW
  }

  /** Describes a cluster; {@link TestClusterBuilder#start} starts it. */
  public static TestClusterBuilder builder() {
    return new TestClusterBuilder();
  }

  void startBrokers(List<Listener> listeners) {
    for (int place = 0; place < brokers.size(); place++) {
      server.startBroker(brokers.get(place), place, listeners);
    }
  }

  void accept() {
    server.accept();
  }

  void createIfAbsent(NewTopic topic) {
    TopicImage known = server.call(core::image).topic(topic.name());
    if (known == null) {
      create(topic);
    } else if (known.partitions().size() != topic.partitions()) {
      throw new IllegalArgumentException(
          "Topic %s is there already, with %d partitions instead of %d"
              .formatted(topic.name(), known.partitions().size(), topic.partitions()));
    }
  }

  /**
   * Creates a topic; its replicas are spread over the running brokers.
   *
   * @throws IllegalArgumentException if it exists or is not valid; the message holds Kafka's error
   */
  public void createTopic(TopicSpec topic) {
    create(topic.toNewTopic());
  }

  private void create(NewTopic topic) {
    try {
      server.run(() -> core.createTopic(topic));
    } catch (RejectedException e) {
      throw new IllegalArgumentException(
          "Cannot create topic %s: %s: %s".formatted(topic.name(), e.error(), e.reason()), e);
    }
  }

  /** The addresses of the running brokers, {@code host:port,...}, by broker id. */
  public String bootstrapServers() {
    return runningBrokers().stream()
        .map(node -> text(node.endpoints().get(0)))
        .collect(Collectors.joining(","));
  }

  /**
   * The addresses of the running brokers for clients of one listener.
   *
   * @param listener its name; the first listener's addresses if there is none of that name
   */
  public String bootstrapServers(String listener) {
    return runningBrokers().stream()
        .map(node -> text(node.endpoint(listener)))
        .collect(Collectors.joining(","));
  }

  /**
   * The address of one running broker, {@code host:port}.
   *
   * @throws IllegalArgumentException if it does not run
   */
  public String address(int broker) {
    return runningBrokers().stream()
        .filter(node -> node.id() == broker)
        .findFirst()
        .map(node -> text(node.endpoints().get(0)))
        .orElseThrow(() -> new IllegalArgumentException("Broker " + broker + " does not run"));
  }

  private List<BrokerNode> runningBrokers() {
    return server.call(core::runningBrokers);
  }

  private static String text(Endpoint endpoint) {
    return endpoint.host() + ":" + endpoint.port();
  }

  /** Twenty-two characters of Base64. */
  public String clusterId() {
    return server.call(core::image).clusterId();
  }

  /**
   * Creates a topic; its leaders are spread over the running brokers.
   *
   * @throws IllegalArgumentException if it exists or is not valid; the message holds Kafka's error
   */
  public void createTopic(String name, int partitions) {
    createTopic(name, partitions, Map.of());
  }

  /** As {@link #createTopic(String, int)}, with configs such as {@code max.message.bytes}. */
  public void createTopic(String name, int partitions, Map<String, String> configs) {
    create(NewTopic.named(name).withPartitions(partitions).withConfigs(configs));
  }

  /** The names of all topics, sorted. */
  public List<String> topics() {
    return server.call(core::image).topics().stream().map(TopicImage::name).toList();
  }

  /**
   * The broker that leads the partition; -1 while none does.
   *
   * @throws IllegalArgumentException if there is no such partition
   */
  public int leader(String topic, int partition) {
    TopicImage known = server.call(core::image).topic(topic);
    PartitionImage image = known == null ? null : known.partition(partition);
    if (image == null) {
      throw new IllegalArgumentException("There is no partition " + topic + "-" + partition);
    }
    return image.leader();
  }

  /**
   * All records of a topic, partition by partition, each in offset order.
   *
   * @throws IllegalArgumentException if there is no such topic
   */
  public List<StoredRecord> records(String topic) {
    List<StoredRecord> records = new ArrayList<>();
    for (int partition = 0; partition < logs.partitions(topic); partition++) {
      records.addAll(logs.records(topic, partition));
    }
    return records;
  }

  /**
   * All records of a partition in offset order, also while its broker is stopped.
   *
   * @throws IllegalArgumentException if there is no such partition
   */
  public List<StoredRecord> records(String topic, int partition) {
    return logs.records(topic, partition);
  }

  /**
   * The offset that the partition's next record will get.
   *
   * @throws IllegalArgumentException if there is no such partition
   */
  public long logEndOffset(String topic, int partition) {
    return logs.logEndOffset(topic, partition);
  }

  /**
   * The log end offsets of a topic by partition.
   *
   * @throws IllegalArgumentException if there is no such topic
   */
  public List<Long> logEndOffsets(String topic) {
    return IntStream.range(0, logs.partitions(topic))
        .mapToObj(partition -> logs.logEndOffset(topic, partition))
        .toList();
  }

  /**
   * A partition with its leader, its replicas and its offsets.
   *
   * @throws IllegalArgumentException if there is no such partition
   */
  public PartitionState partition(String topic, int index) {
    return partitions(topic).stream()
        .filter(partition -> partition.partition() == index)
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("There is no partition " + topic + "-" + index));
  }

  /** The partitions of a topic by index; empty if there is no such topic. */
  public List<PartitionState> partitions(String topic) {
    return logs.states(topic);
  }

  /** The partitions of all topics, also internal ones. */
  public List<PartitionState> partitions() {
    return logs.states();
  }

  /** The records that consumers can see. */
  public CommittedRecords committedRecords() {
    return new CommittedRecords(this);
  }

  boolean awaitCommitted(String topic, long count, Duration timeout) {
    return logs.awaitCommitted(topic, count, timeout);
  }

  /** What the cluster holds now. */
  public ClusterTotals totals() {
    return logs.totals();
  }

  /** The ids of all brokers, whether or not they run. */
  public SortedSet<Integer> brokers() {
    return server.brokers();
  }

  /** Whether the broker's process runs, be it paused. */
  public boolean isRunning(int id) {
    return server.isRunning(id);
  }

  /**
   * Shuts a broker down in order: other replicas take over what it leads, where there are any, its
   * connections close. Its log stays. Harmless if it does not run.
   */
  public void stopBroker(int id) {
    server.stopBroker(id);
  }

  /**
   * Ends a broker's process at once, as by SIGKILL. Its log stays; the controller notices by {@code
   * broker.session.timeout.ms}. Harmless if it does not run.
   */
  public void killBroker(int id) {
    server.killBroker(id);
  }

  /**
   * As {@link #killBroker}, and what the broker has not flushed is lost, as if its machine had lost
   * power.
   */
  public void powerOffBroker(int id) {
    server.powerOffBroker(id);
  }

  /**
   * Lets a broker's process do nothing, as by SIGSTOP: its connections stay open, its clients wait,
   * the controller hears nothing from it. Harmless if it does not run or is paused.
   */
  public void pauseBroker(int id) {
    server.pauseBroker(id);
  }

  /** Lets a paused broker go on, first with all that has come in meanwhile. */
  public void resumeBroker(int id) {
    server.resumeBroker(id);
  }

  /**
   * Starts a stopped broker again, on the ports that it had. Harmless if it runs.
   *
   * @throws IllegalArgumentException if the cluster never had such a broker
   * @throws java.io.UncheckedIOException if someone else has taken a port
   */
  public void startBroker(int id) {
    if (!server.isRunning(id)) {
      server.restartBroker(id);
    }
  }

  /**
   * One broker's process: to stop, kill, pause and start it.
   *
   * @throws IllegalArgumentException if the cluster never had such a broker
   */
  public BrokerHandle broker(int id) {
    if (!brokers.contains(id)) {
      throw new IllegalArgumentException("There is no broker " + id + ", but " + brokers);
    }
    return new BrokerHandle(server, id);
  }

  /**
   * Declares a fault on requests of one API; it works when its action is given, as in {@code
   * fault(PRODUCE).topic("orders").onCall(3).reply(NOT_ENOUGH_REPLICAS)}.
   */
  public <Q extends Record, R extends Record> FaultBuilder<Q, R> fault(Api<Q, R> api) {
    return new FaultBuilder<>(List.of(api), this::add);
  }

  /** Declares a fault on requests of several APIs, or of all if none is named. */
  public FaultBuilder<Record, Record> faultOnAny(Api<?, ?>... apis) {
    return new FaultBuilder<>(List.of(apis), this::add);
  }

  private FaultHandle add(FaultSpec spec) {
    return handle(server.call(() -> core.faults().add(spec)));
  }

  private FaultHandle handle(Fault fault) {
    return new FaultHandle(server, core, fault);
  }

  /** The faults that were declared and not removed, oldest first. */
  public List<FaultHandle> faults() {
    return server.call(() -> core.faults().all()).stream().map(this::handle).toList();
  }

  /** Those of {@link #faults} that have not done what they were declared for. */
  public List<FaultHandle> unfiredFaults() {
    return server.call(() -> core.faults().unfired()).stream().map(this::handle).toList();
  }

  /** The network, to cut, slow down and heal it. */
  public ClusterNetwork network() {
    return new ClusterNetwork(server, core, brokers);
  }

  /**
   * Lets a broker copy nothing any more, while all else works: what it fetches from leaders does
   * not reach them. It leaves the ISR after {@code replica.lag.time.max.ms}.
   */
  public void stopFetching(int follower) {
    network().stopFetching(follower);
  }

  /** Undoes {@link #stopFetching}, and cuts from that broker to others. */
  public void resumeFetching(int follower) {
    network().resumeFetching(follower);
  }

  /** The time by which the brokers live. */
  public ClusterClock clock() {
    return new ClusterClock(server, time);
  }

  /**
   * The last requests of these APIs, or of all if none is named, oldest first: {@link
   * RequestJournal#CAPACITY} at most.
   */
  public List<RecordedRequest> requests(Api<?, ?>... apis) {
    List<Api<?, ?>> wanted = List.of(apis);
    return server.call(() -> core.journal().requests()).stream()
        .filter(request -> wanted.isEmpty() || wanted.contains(request.api()))
        .toList();
  }

  /** Lets the journal forget what it holds. */
  public void clearRequests() {
    server.run(() -> core.journal().clear());
  }

  /** How many requests the journal has dropped because newer ones came. */
  public long forgottenRequests() {
    return server.call(() -> core.journal().forgotten());
  }

  /** Whose requests the journal keeps from now on; those of clients by default. */
  public void keepRequests(JournalLevel level) {
    server.run(() -> core.journal().keep(level));
  }

  /** Lets brokers offer and serve their clients what those of an older release did. */
  public void maxVersions(KafkaVersion release) {
    server.run(() -> core.capVersions(VersionCaps.of(release)));
  }

  /**
   * Lets brokers offer and serve their clients an API up to this version.
   *
   * @param version {@link VersionCaps#ABSENT} for not at all
   * @throws IllegalArgumentException if it is below what the cluster can speak
   */
  public void maxVersion(Api<?, ?> api, int version) {
    server.run(() -> core.capVersions(core.versionCaps().with(api, version)));
  }

  /** Undoes {@link #maxVersions} and {@link #maxVersion}. */
  public void allVersions() {
    server.run(() -> core.capVersions(VersionCaps.NONE));
  }

  /**
   * Closes all connections, the thread and the logs. Harmless when closed.
   *
   * @throws AssertionError when all is closed, if a fault has not done what it was declared for and
   *     the builder does not {@link TestClusterBuilder#allowUnfiredFaults allow} that
   */
  @Override
  public void close() {
    List<String> unfired = server.isClosed() ? List.of() : unfired();
    try {
      server.close();
    } finally {
      storage.close();
    }
    if (!unfired.isEmpty()) {
      throw new AssertionError(
          "Faults that have not done what they were declared for:\n  %s\nRemove those that are no longer needed, or build the cluster with allowUnfiredFaults()."
              .formatted(String.join("\n  ", unfired)));
    }
  }

  private List<String> unfired() {
    return unfiredFaults == UnfiredFaults.ALLOW
        ? List.of()
        : unfiredFaults().stream().map(FaultHandle::toString).toList();
  }
}
