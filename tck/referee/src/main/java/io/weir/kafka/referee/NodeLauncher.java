package io.weir.kafka.referee;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.Uuid;

/** Starts the JVMs of one cluster's nodes. Immutable. */
final class NodeLauncher {
  private final NodeProperties nodes;
  private final Path folder;
  private final List<String> jvmOptions;
  private final String clusterId = Uuid.randomUuid().toString();

  /**
   * @param folder gets a folder for each node
   * @param jvmOptions such as {@code -Xmx128m}
   * @param features such as {@code group.version=1}; of the others, the release's own levels
   */
  NodeLauncher(NodeProperties nodes, Path folder, List<String> jvmOptions, List<String> features) {
    this.nodes = nodes;
    this.folder = folder;
    this.jvmOptions = new ArrayList<>(jvmOptions);
    this.jvmOptions.add("-D" + ServerMain.FEATURES + "=" + String.join(",", features));
  }

  NodeProperties nodes() {
    return nodes;
  }

  Path folder() {
    return folder;
  }

  /** Its process deletes the whole cluster's folder if this JVM dies. */
  ServerProcess startController() {
    Path file = nodes.write(folder, NodeProperties.CONTROLLER);
    String name = "controller-" + nodes.port(NodeProperties.CONTROLLER);
    return start(nodes.controllerRole(), folder, name, List.of(file));
  }

  /** {@code count} says how often this broker has been started, this one included. */
  ServerProcess startBroker(int broker, int count) {
    Path file = nodes.write(folder, broker);
    String name = "broker-%d-%d-%d".formatted(broker, nodes.port(broker), count);
    return start(nodes.brokerRole(), NodeProperties.folder(folder, broker), name, List.of(file));
  }

  /** Controller and brokers in one JVM. */
  ServerProcess startAll() {
    List<Path> files = new ArrayList<>(List.of(nodes.write(folder, NodeProperties.CONTROLLER)));
    nodes.brokers().forEach(broker -> files.add(nodes.write(folder, broker)));
    return start(ServerRole.KRAFT_NODES, folder, "all-" + nodes.port(1), files);
  }

  private ServerProcess start(ServerRole role, Path owned, String name, List<Path> files) {
    List<String> arguments = new ArrayList<>(List.of(role.name(), owned.toString(), clusterId));
    files.forEach(file -> arguments.add(file.toString()));
    Path log = ServerProcess.logFile(folder, nodes.version() + "-" + name);
    return ServerProcess.start(nodes.version(), jvmOptions, log, arguments);
  }
}
