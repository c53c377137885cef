package io.weir.kafka.referee;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/**
 * A real, unmodified Kafka of several brokers, 4.3.1 unless another release is wanted, each in a
 * child JVM that can be stopped, killed, paused and started again, and a controller (for 2.1.1, a
 * ZooKeeper) in one more, which never fails.
 *
 * <p>Owns these processes and a temporary folder; all are gone after {@link #close}, and also when
 * this JVM dies. Listens on the loopback address only. Each start of a broker logs to a file of its
 * own, {@code target/kafka-VERSION-broker-ID-PORT-START.log} of the module whose tests run. Used by
 * one thread at a time.
 */
public final class RealKafkaCluster implements AutoCloseable {
  private final NodeProperties nodes;
  private final Path folder;
  private final ServerProcess controller;
  private final SortedMap<Integer, BrokerProcess> brokers = new TreeMap<>();

  private RealKafkaCluster(NodeLauncher launcher) {
    nodes = launcher.nodes();
    folder = launcher.folder();
    controller = launcher.startController();
    for (int broker : nodes.brokers()) {
      brokers.put(broker, new BrokerProcess(broker, count -> launcher.startBroker(broker, count)));
    }
  }

  static RealKafkaCluster start(NodeLauncher launcher) {
    RealKafkaCluster cluster = new RealKafkaCluster(launcher);
    try {
      cluster.brokers.values().forEach(BrokerProcess::start);
      cluster.brokers().forEach(broker -> cluster.awaitBroker(broker, cluster.brokers()));
      return cluster;
    } catch (RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  /**
   * Starts three brokers with small buffers and returns when each serves and knows the others.
   *
   * @throws IllegalStateException if a process ends or does not answer in time; shows its last log
   *     lines
   */
  public static RealKafkaCluster start() {
    return builder().start();
  }

  /** A cluster with settings of its own. */
  public static RealKafkaClusterBuilder builder() {
    return new RealKafkaClusterBuilder();
  }

  /** The addresses of all brokers, {@code host:port,...}, also of those that do not run. */
  public String bootstrapServers() {
    return nodes.addresses();
  }

  /** The address of one broker, {@code host:port}, whether it runs or not. */
  public String address(int broker) {
    broker(broker);
    return nodes.address(broker);
  }

  /** The ids of all brokers: 1, 2, 3, ... */
  public List<Integer> brokers() {
    return nodes.brokers();
  }

  /** Whether the broker is neither paused nor down. */
  public boolean isRunning(int broker) {
    return broker(broker).isRunning();
  }

  /** The id of the process of a broker that runs. */
  public long pid(int broker) {
    return broker(broker).running("name the process of").pid();
  }

  /** Shuts a broker down as its administrator would ({@code SIGTERM}), and waits for its end. */
  public void stop(int broker) {
    broker(broker).stop();
  }

  /** Kills a broker's process ({@code SIGKILL}): what it has written stays, in the page cache. */
  public void kill(int broker) {
    broker(broker).kill();
  }

  /** Freezes a broker ({@code SIGSTOP}): its connections stay, but it does nothing. */
  public void pause(int broker) {
    broker(broker).pause();
  }

  /** Lets a paused broker go on. */
  public void resume(int broker) {
    broker(broker).resume();
  }

  /**
   * Starts a broker that was stopped or killed, with its folder and on its port, and returns when
   * it serves. After {@link #kill}, the controller lets it in only when its old session has expired
   * ({@code broker.session.timeout.ms}).
   *
   * @throws IllegalStateException if it ends or does not answer in time; shows its last log lines
   */
  public void restart(int broker) {
    broker(broker).start();
    awaitBroker(broker, List.of(broker));
  }

  /** Waits until the broker itself says that these brokers are alive. */
  private void awaitBroker(int broker, List<Integer> expected) {
    ServerProcess process = broker(broker).running("wait for");
    try (ClusterAdmin admin = new ClusterAdmin(nodes.address(broker))) {
      admin.awaitBrokers(expected, () -> process.isAlive() && controller.isAlive());
    } catch (RuntimeException e) {
      throw failure(broker, process, e);
    }
  }

  private IllegalStateException failure(int broker, ServerProcess process, RuntimeException cause) {
    return controller.isAlive()
        ? process.startFailure("Broker " + broker, cause)
        : controller.startFailure("The controller", cause);
  }

  /**
   * Creates a topic with a replica on each broker and returns when each partition has a leader.
   *
   * @param settings of the topic, such as {@code min.insync.replicas}
   */
  public void createTopic(String name, int partitions, Map<String, String> settings) {
    try (ClusterAdmin admin = new ClusterAdmin(runningAddresses())) {
      admin.createTopic(name, partitions, brokers.size(), settings);
    }
  }

  /**
   * Returns when all replicas of the topic are in sync.
   *
   * @throws IllegalStateException if they are not within 120 s
   */
  public void awaitInSync(String topic) {
    try (ClusterAdmin admin = new ClusterAdmin(runningAddresses())) {
      admin.awaitInSync(topic);
    }
  }

  /** A client that begins with a paused broker may wait long for it. */
  private String runningAddresses() {
    return brokers().stream()
        .filter(this::isRunning)
        .map(nodes::address)
        .collect(Collectors.joining(","));
  }

  /**
   * What the objects of all JVMs weigh after a full garbage collection, which this call causes.
   *
   * @throws IllegalStateException if a broker does not run
   */
  public long liveHeapBytes() {
    ToLongFunction<BrokerProcess> heap = broker -> broker.running("measure").liveHeapBytes();
    return controller.liveHeapBytes() + brokers.values().stream().mapToLong(heap).sum();
  }

  private BrokerProcess broker(int id) {
    BrokerProcess broker = brokers.get(id);
    if (broker == null) {
      throw new IllegalArgumentException("No broker " + id + " among " + brokers.keySet());
    }
    return broker;
  }

  /** Kills all processes, waits for their end and deletes their folder. */
  @Override
  public void close() {
    brokers.values().forEach(BrokerProcess::killIfUp);
    controller.close();
    Folders.delete(folder);
  }
}
