package io.weir.kafka.referee;

import java.nio.file.Path;
import java.util.Map;

/**
 * A released Kafka server, unmodified, in a child JVM.
 *
 * <p>Owns that process and a temporary folder; both are gone after {@link #close}, and also when
 * this JVM dies. Listens on the loopback address only. Its log is the file {@code
 * target/kafka-VERSION-PORT.log} of the module whose tests run. Immutable: methods may be called
 * from any thread, {@code close} once, when nobody uses the server any more.
 */
public final class RealKafka implements AutoCloseable {
  private final int port;
  private final Path folder;
  private final ServerProcess process;

  RealKafka(int port, Path folder, ServerProcess process) {
    this.port = port;
    this.folder = folder;
    this.process = process;
  }

  /**
   * Starts a server with its default settings and returns when it answers.
   *
   * @throws IllegalStateException if it ends or does not answer in time; shows its last log lines
   */
  public static RealKafka start(KafkaVersion version) {
    return builder(version).start();
  }

  /** A server with settings of its own. */
  public static RealKafkaBuilder builder(KafkaVersion version) {
    return new RealKafkaBuilder(version);
  }

  /** The address for {@code bootstrap.servers}, as {@code host:port}. */
  public String bootstrapServers() {
    return ServerProperties.HOST + ":" + port;
  }

  /** The id of the server's process. */
  public long pid() {
    return process.pid();
  }

  /**
   * Creates a topic with that many partitions and returns when each has a leader.
   *
   * @throws IllegalStateException if the server refuses or does not answer within 120 s
   */
  public void createTopic(String name, int partitions) {
    createTopic(name, partitions, Map.of());
  }

  /**
   * Creates a topic with these topic settings and returns when each partition has a leader.
   *
   * @throws IllegalStateException if the server refuses or does not answer within 120 s
   */
  public void createTopic(String name, int partitions, Map<String, String> settings) {
    try (ClusterAdmin admin = new ClusterAdmin(bootstrapServers())) {
      admin.createTopic(name, partitions, 1, settings);
    }
  }

  /** Kills the server's process, waits for its end and deletes its folder. */
  @Override
  public void close() {
    process.close();
    Folders.delete(folder);
  }
}
