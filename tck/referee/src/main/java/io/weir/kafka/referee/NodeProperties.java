package io.weir.kafka.referee;

import io.weir.kafka.referee.KafkaVersion.Quorum;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The {@code server.properties} of the nodes of a cluster: one controller, which is no broker (or a
 * ZooKeeper in its place), and brokers whose ids count from 1. Immutable.
 */
final class NodeProperties {
  static final int CONTROLLER = 100;

  private final KafkaVersion version;
  private final int controllerPort;
  private final List<Integer> ports;
  private final Map<String, String> settings;

  private NodeProperties(
      KafkaVersion version, int controllerPort, List<Integer> ports, Map<String, String> settings) {
    this.version = version;
    this.controllerPort = controllerPort;
    this.ports = ports;
    this.settings = settings;
  }

  /**
   * Chooses a free port for each node.
   *
   * @param settings what the test asked for; win over everything else
   */
  static NodeProperties choosePorts(
      KafkaVersion version, int brokers, Map<String, String> settings) {
    List<Integer> ports = Ports.free(brokers + 1);
    return new NodeProperties(
        version, ports.get(0), ports.subList(1, ports.size()), Map.copyOf(settings));
  }

  KafkaVersion version() {
    return version;
  }

  /** What keeps the metadata: a KRaft controller, or a ZooKeeper. */
  ServerRole controllerRole() {
    return version.quorum() == Quorum.KRAFT ? ServerRole.KRAFT_NODES : ServerRole.ZOOKEEPER;
  }

  ServerRole brokerRole() {
    return version.quorum() == Quorum.KRAFT
        ? ServerRole.KRAFT_NODES
        : ServerRole.BROKER_OF_ZOOKEEPER;
  }

  List<Integer> brokers() {
    return IntStream.rangeClosed(1, ports.size()).boxed().toList();
  }

  /** Where clients reach the broker, as {@code host:port}. */
  String address(int broker) {
    return ServerProperties.HOST + ":" + port(broker);
  }

  /** The addresses of all brokers, {@code host:port,...}. */
  String addresses() {
    return brokers().stream().map(this::address).collect(Collectors.joining(","));
  }

  int port(int node) {
    return node == CONTROLLER ? controllerPort : ports.get(node - 1);
  }

  /** Writes the file of one node into {@link #folder}, which also gets the node's data. */
  Path write(Path cluster, int node) {
    Path folder = Folders.create(folder(cluster, node));
    Properties properties = new Properties();
    properties.put("log.dirs", folder.resolve("data").toString());
    if (version.quorum() == Quorum.KRAFT) {
      addQuorum(properties, node);
    } else {
      addZooKeeper(properties, node);
    }
    String listener = node == CONTROLLER ? "CONTROLLER" : "PLAINTEXT";
    properties.put("listeners", listener + "://" + ServerProperties.HOST + ":" + port(node));
    properties.putAll(settings);
    return ServerProperties.store(properties, folder);
  }

  static Path folder(Path cluster, int node) {
    return cluster.resolve("node-" + node);
  }

  private void addZooKeeper(Properties properties, int node) {
    properties.put("broker.id", Integer.toString(node));
    properties.put("zookeeper.connect", ServerProperties.HOST + ":" + controllerPort);
    properties.put(ServerMain.ZOOKEEPER_PORT, Integer.toString(controllerPort));
  }

  private void addQuorum(Properties properties, int node) {
    properties.put("node.id", Integer.toString(node));
    properties.put("process.roles", node == CONTROLLER ? "controller" : "broker");
    properties.put(
        "controller.quorum.voters",
        CONTROLLER + "@" + ServerProperties.HOST + ":" + controllerPort);
    properties.put("controller.listener.names", "CONTROLLER");
    properties.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
  }
}
