package io.weir.kafka.referee;

/**
 * A real, unmodified Kafka 4.3.1 whose controller and brokers share one child JVM: a peer for
 * measurements, as single brokers can be neither stopped nor paused.
 *
 * <p>Owns that process and a temporary folder; both are gone after {@link #close}, and also when
 * this JVM dies. Listens on the loopback address only. Immutable.
 */
public final class OneJvmKafka implements AutoCloseable {
  private final NodeLauncher launcher;
  private final ServerProcess process;

  private OneJvmKafka(NodeLauncher launcher, ServerProcess process) {
    this.launcher = launcher;
    this.process = process;
  }

  static OneJvmKafka start(NodeLauncher launcher) {
    OneJvmKafka kafka = new OneJvmKafka(launcher, launcher.startAll());
    try {
      launcher.nodes().brokers().forEach(kafka::awaitBroker);
      return kafka;
    } catch (RuntimeException e) {
      RuntimeException failure = kafka.process.startFailure("Kafka in one JVM", e);
      kafka.close();
      throw failure;
    }
  }

  private void awaitBroker(int broker) {
    try (ClusterAdmin admin = new ClusterAdmin(launcher.nodes().address(broker))) {
      admin.awaitBrokers(launcher.nodes().brokers(), process::isAlive);
    }
  }

  /** The addresses of all brokers, {@code host:port,...}. */
  public String bootstrapServers() {
    return launcher.nodes().addresses();
  }

  /** The id of the process. */
  public long pid() {
    return process.pid();
  }

  /** What the JVM's objects weigh after a full garbage collection, which this call causes. */
  public long liveHeapBytes() {
    return process.liveHeapBytes();
  }

  /** Kills the process, waits for its end and deletes its folder. */
  @Override
  public void close() {
    process.close();
    Folders.delete(launcher.folder());
  }
}
