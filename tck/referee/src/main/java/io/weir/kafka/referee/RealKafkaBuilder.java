package io.weir.kafka.referee;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.Uuid;

/** Collects what a {@link RealKafka} shall be like, then starts it. Used by one thread. */
public final class RealKafkaBuilder {
  /** A port may be taken by another process between the choice and the start. */
  private static final int TRIES = 3;

  private final KafkaVersion version;
  private final Map<String, String> settings = new LinkedHashMap<>();
  private String heap = "512m";
  private Path parent = Folders.TEMPORARY;

  RealKafkaBuilder(KafkaVersion version) {
    this.version = version;
  }

  /** Sets a line of {@code server.properties}. */
  public RealKafkaBuilder property(String name, String value) {
    settings.put(name, value);
    return this;
  }

  /** Sets the largest heap of the server, as for {@code -Xmx}; {@code 512m} if not called. */
  public RealKafkaBuilder heap(String size) {
    heap = size;
    return this;
  }

  /** Sets where the server's folder is created; the system's temporary folder if not called. */
  RealKafkaBuilder in(Path folder) {
    parent = folder;
    return this;
  }

  /**
   * Starts the server and returns when it answers.
   *
   * @throws IllegalStateException if it ends or does not answer within 120 s; shows its last log
   *     lines
   */
  public RealKafka start() {
    for (int i = 1; i < TRIES; i++) {
      try {
        return startOnce();
      } catch (PortTakenException e) {
        System.getLogger(RealKafka.class.getName())
            .log(System.Logger.Level.DEBUG, "Another port for Kafka {0}", version, e);
      }
    }
    return startOnce();
  }

  private RealKafka startOnce() {
    Path folder = Folders.createTemporary(parent, "weir-kafka-");
    try {
      return startIn(folder);
    } catch (RuntimeException | Error e) {
      Folders.delete(folder);
      throw e;
    }
  }

  private ServerRole role() {
    return switch (version.quorum()) {
      case KRAFT -> ServerRole.KRAFT_NODES;
      case ZOOKEEPER -> ServerRole.BROKER_WITH_ZOOKEEPER;
    };
  }

  private RealKafka startIn(Path folder) {
    ServerProperties properties = new ServerProperties(Ports.free(), Ports.free(), settings);
    Path file = properties.write(version.quorum(), folder);
    ServerProcess process =
        ServerProcess.start(
            version,
            List.of("-Xmx" + heap),
            ServerProcess.logFile(folder, version + "-" + properties.port()),
            List.of(
                role().name(), folder.toString(), Uuid.randomUuid().toString(), file.toString()));
    RealKafka kafka = new RealKafka(properties.port(), folder, process);
    try (ClusterAdmin admin = new ClusterAdmin(kafka.bootstrapServers())) {
      admin.awaitAnswer(process::isAlive);
      return kafka;
    } catch (RuntimeException e) {
      process.close();
      throw process.startFailure("Kafka " + version, e);
    }
  }
}
