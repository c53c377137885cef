package io.weir.examples.openliberty;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The server with the application, in a process of its own; it ends with {@link #close}, or with
 * this JVM.
 *
 * <p>Its output goes to {@code target/liberty-NAME.log}. Used by one thread.
 */
final class LibertyServer implements AutoCloseable {

  private static final Duration START = Duration.ofSeconds(120);
  private static final Duration STOP = Duration.ofSeconds(30);

  /** CWWKZ0001I: the application has started. A server is ready even where it has not. */
  private static final String STARTED = "CWWKZ0001I";

  private final Process process;
  private final Path log;
  private final URI address;
  private final Thread hook;

  private LibertyServer(Process process, Path log, URI address) {
    this.process = process;
    this.log = log;
    this.address = address;
    this.hook = new Thread(process::destroyForcibly, "liberty-end");
  }

  /**
   * Starts the server and returns when the application serves.
   *
   * @throws IllegalStateException if it does not within two minutes; shows its log
   */
  static LibertyServer start(String name, String bootstrapServers) {
    Path home = Path.of(System.getProperty("liberty.home"));
    Path log = Path.of("target", "liberty-" + name + ".log");
    int port = freePort();
    ProcessBuilder builder =
        new ProcessBuilder(
                home.resolve("bin").resolve("server").toString(),
                "run",
                "orders",
                "--",
                "--http.port=" + port)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("KAFKA_BOOTSTRAP_SERVERS", bootstrapServers);
    LibertyServer server = start(builder, log, URI.create("http://localhost:" + port));
    server.awaitApplication();
    return server;
  }

  private static LibertyServer start(ProcessBuilder builder, Path log, URI address) {
    try {
      LibertyServer server = new LibertyServer(builder.start(), log, address);
      Runtime.getRuntime().addShutdownHook(server.hook);
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  URI address() {
    return address;
  }

  /** What the server and the application have written so far. */
  String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void awaitApplication() {
    long deadline = System.nanoTime() + START.toNanos();
    try {
      while (!log().contains(STARTED)) {
        if (process.waitFor(100, TimeUnit.MILLISECONDS) || System.nanoTime() > deadline) {
          close();
          throw new IllegalStateException("The application has not started:\n" + log());
        }
      }
    } catch (InterruptedException e) {
      close();
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Stops the server as an operator would, so that the application can deliver what it has. */
  @Override
  public void close() {
    process.destroy();
    try {
      process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      process.destroyForcibly();
      Runtime.getRuntime().removeShutdownHook(hook);
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
