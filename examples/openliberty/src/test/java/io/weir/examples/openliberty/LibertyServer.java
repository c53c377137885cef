package io.weir.examples.openliberty;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The server with the application, in a process of its own that ends with {@link #close}, or with
 * this JVM.
 *
 * <p>Its logs are in {@code target/logs/NAME}. Used by one thread.
 */
final class LibertyServer implements AutoCloseable {

  private static final Duration START = Duration.ofMinutes(2);
  private static final Duration STOP = Duration.ofMinutes(1);

  /** The application has started, and the server listens: each is said without the other too. */
  private static final List<String> STARTED = List.of("CWWKZ0001I", "CWWKF0011I");

  private final Process process;
  private final Path logs;
  private final URI address;
  private final Thread end;

  private LibertyServer(Process process, Path logs, URI address) {
    this.process = process;
    this.logs = logs;
    this.address = address;
    this.end = new Thread(process::destroyForcibly, "end-of-liberty");
    Runtime.getRuntime().addShutdownHook(end);
  }

  /**
   * Starts the server on a free port and returns when the application serves.
   *
   * @param name of the folder with its logs
   * @throws IllegalStateException if it does not serve within two minutes; shows what it said
   */
  static LibertyServer start(String name, String bootstrapServers) {
    return start(name, bootstrapServers, freePort());
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
    LibertyServer server =
        new LibertyServer(run(command, logs), logs, URI.create("http://localhost:" + port));
    server.awaitApplication();
    return server;
  }

  private static Process run(ProcessBuilder command, Path logs) {
    try {
      Files.createDirectories(logs);
      return command
          .redirectErrorStream(true)
          .redirectOutput(logs.resolve("output.log").toFile())
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException("The server does not run", e);
    }
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
    return read("messages.log");
  }

  private String read(String file) {
    try {
      return Files.readString(logs.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void awaitApplication() {
    long deadline = System.nanoTime() + START.toNanos();
    try {
      while (!STARTED.stream().allMatch(read("output.log")::contains)) {
        if (process.waitFor(50, TimeUnit.MILLISECONDS) || System.nanoTime() > deadline) {
          close();
          throw new IllegalStateException(
              "The application has not started:\n" + read("output.log"));
        }
      }
    } catch (InterruptedException e) {
      close();
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Stops the server as an operator would: the application delivers what it still has. */
  @Override
  public void close() {
    process.destroy();
    try {
      process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      process.destroyForcibly();
      Runtime.getRuntime().removeShutdownHook(end);
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
