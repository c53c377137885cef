package io.weir.examples.openliberty;

import io.weir.kafka.referee.ApplicationProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The server with the application, in a process of its own that ends with {@link #close}, or with
 * this JVM.
 *
 * <p>Its logs are in {@code target/logs/NAME}. Used by one thread.
 */
final class LibertyServer implements AutoCloseable {

  /** The application has started, and the server listens: each is said without the other too. */
  private static final List<String> STARTED = List.of("CWWKZ0001I", "CWWKF0011I");

  private final ApplicationProcess process;
  private final Path logs;
  private final URI address;

  private LibertyServer(ApplicationProcess process, Path logs, URI address) {
    this.process = process;
    this.logs = logs;
    this.address = address;
  }

  /**
   * Starts the server on a free port and returns when the application serves.
   *
   * @param name of the folder with its logs
   * @throws IllegalStateException if it does not serve in time; shows what it said
   */
  static LibertyServer start(String name, String bootstrapServers) {
    return start(name, bootstrapServers, ApplicationProcess.freePort());
  }

  /** As the other, on this port. */
  static LibertyServer start(String name, String bootstrapServers, int port) {
    Path target = Path.of(System.getProperty("liberty.target", "target")).toAbsolutePath();
    Path logs = target.resolve("logs").resolve(name);
    ProcessBuilder command =
        new ProcessBuilder(
            target.resolve(Path.of("liberty", "wlp", "bin", "server")).toString(),
            "run",
            "orders",
            "--",
            "--http.port=" + port);
    command.environment().put("JAVA_HOME", System.getProperty("java.home"));
    command.environment().put("LOG_DIR", logs.toString());
    command.environment().put("KAFKA_BOOTSTRAP_SERVERS", bootstrapServers);
    return new LibertyServer(
        ApplicationProcess.start(command, logs.resolve("output.log"), STARTED),
        logs,
        URI.create("http://localhost:" + port));
  }

  URI address() {
    return address;
  }

  /** Where the server and the application tell what they do, at INFO and above. */
  Path logFile() {
    return logs.resolve("messages.log");
  }

  /** What is there so far. */
  String log() {
    try {
      return Files.readString(logFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Stops the server as an operator would: the application delivers what it still has. */
  @Override
  public void close() {
    process.close();
  }
}
