package io.weir.kafka.referee;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Collects what a {@link RealKafkaCluster} shall be like, then starts it. Used by one thread. */
public final class RealKafkaClusterBuilder {
  private static final int TRIES = 3;

  /** Four JVMs start at once on few cores: compile quickly, collect with one thread. */
  private static final List<String> QUICK_START =
      List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

  /** What a small heap needs, and topics of Kafka's own that are created in a moment. */
  private static final Map<String, String> SMALL =
      Map.of(
          "log.cleaner.dedupe.buffer.size", "2097152",
          "offsets.topic.num.partitions", "3",
          "transaction.state.log.num.partitions", "3",
          "group.initial.rebalance.delay.ms", "0");

  private final Map<String, String> settings = new LinkedHashMap<>();
  private final List<String> features = new ArrayList<>();
  private KafkaVersion version = KafkaVersion.V4_3_1;
  private int brokers = 3;
  private String heap = "128m";
  private Path parent = Folders.TEMPORARY;

  RealKafkaClusterBuilder() {}

  /** Sets the release; 4.3.1 if not called. */
  public RealKafkaClusterBuilder version(KafkaVersion release) {
    version = release;
    return this;
  }

  /** Sets how many brokers; 3 if not called. Their ids count from 1. */
  public RealKafkaClusterBuilder brokers(int count) {
    if (count < 1) {
      throw new IllegalArgumentException("The number of brokers is not positive: " + count);
    }
    brokers = count;
    return this;
  }

  /** Sets a line of {@code server.properties}, of all brokers and of the controller. */
  public RealKafkaClusterBuilder property(String name, String value) {
    settings.put(name, value);
    return this;
  }

  /**
   * Sets the level of a feature, as {@code kafka-storage format --feature} does; the release's own
   * levels if not called.
   *
   * @param name such as {@code eligible.leader.replicas.version}
   */
  public RealKafkaClusterBuilder feature(String name, int level) {
    features.add(name + "=" + level);
    return this;
  }

  /**
   * Sets the largest heap of each JVM of {@link #start}, as for {@code -Xmx}; {@code 128m} else.
   */
  public RealKafkaClusterBuilder heap(String size) {
    heap = size;
    return this;
  }

  /** Sets where the cluster's folder is created; the system's temporary folder if not called. */
  RealKafkaClusterBuilder in(Path folder) {
    parent = folder;
    return this;
  }

  /**
   * Starts a JVM for each broker and one for the controller, all at once, and returns when each
   * broker serves and knows the others.
   *
   * @throws IllegalStateException if a process ends or does not answer within 120 s; shows its last
   *     log lines
   */
  public RealKafkaCluster start() {
    List<String> jvmOptions = new ArrayList<>(QUICK_START);
    jvmOptions.add("-Xmx" + heap);
    return retrying(
        folder -> RealKafkaCluster.start(launcher(choosePorts(SMALL), folder, jvmOptions)));
  }

  /**
   * Starts controller and brokers in one JVM, with the JVM's and Kafka's own defaults, and returns
   * when each broker serves and knows the others: a peer for measurements.
   *
   * @throws IllegalStateException if it ends or does not answer within 120 s; shows its last log
   *     lines; or if the release needs a ZooKeeper
   */
  public OneJvmKafka startInOneJvm() {
    if (version.quorum() != KafkaVersion.Quorum.KRAFT) {
      throw new IllegalStateException(
          "Kafka " + version + " does not run in one JVM here: start() gives it several");
    }
    return retrying(
        folder -> OneJvmKafka.start(launcher(choosePorts(Map.of()), folder, List.of())));
  }

  /** A port may be taken by another process between the choice and the start. */
  private <T> T retrying(Function<Path, T> start) {
    for (int i = 1; i < TRIES; i++) {
      try {
        return inNewFolder(start);
      } catch (PortTakenException e) {
        System.getLogger(RealKafkaCluster.class.getName())
            .log(System.Logger.Level.DEBUG, "Other ports for a cluster", e);
      }
    }
    return inNewFolder(start);
  }

  private <T> T inNewFolder(Function<Path, T> start) {
    Path folder = Folders.createTemporary(parent, "weir-kafka-");
    try {
      return start.apply(folder);
    } catch (RuntimeException | Error e) {
      Folders.delete(folder);
      throw e;
    }
  }

  private NodeLauncher launcher(NodeProperties nodes, Path folder, List<String> jvmOptions) {
    return new NodeLauncher(nodes, folder, jvmOptions, features);
  }

  private NodeProperties choosePorts(Map<String, String> defaults) {
    Map<String, String> all = new LinkedHashMap<>(defaults);
    all.putAll(settings);
    return NodeProperties.choosePorts(version, brokers, all);
  }
}
