package io.weir.examples.wildfly;

import io.weir.kafka.referee.ApplicationProcess;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/**
 * The server with the application, in a process of its own that ends with {@link #close}, or with
 * this JVM.
 *
 * <p>Its output is {@code target/NAME.log}. Used by one thread.
 */
final class WildFlyServer implements AutoCloseable {

  /** The server and all that is deployed have started. */
  private static final List<String> STARTED = List.of("WFLYSRV0025");

  private final ApplicationProcess process;
  private final URI address;
  private final URI management;

  private WildFlyServer(ApplicationProcess process, URI address, URI management) {
    this.process = process;
    this.address = address;
    this.management = management;
  }

  static WildFlyServer start(String name, String bootstrapServers) {
    Path target = Path.of("target").toAbsolutePath();
    int http = ApplicationProcess.freePort();
    int management = ApplicationProcess.freePort();
    ProcessBuilder command =
        new ProcessBuilder(
            target.resolve(Path.of("server", "bin", "standalone.sh")).toString(),
            "-Djboss.http.port=" + http,
            "-Djboss.https.port=" + ApplicationProcess.freePort(),
            "-Djboss.management.http.port=" + management);
    command.environment().put("JAVA_HOME", System.getProperty("java.home"));
    command.environment().put("KAFKA_BOOTSTRAP_SERVERS", bootstrapServers);
    return new WildFlyServer(
        ApplicationProcess.start(command, target.resolve(name + ".log"), STARTED),
        URI.create("http://localhost:" + http),
        URI.create("http://localhost:" + management));
  }

  /** Of the application. */
  URI address() {
    return address;
  }

  /** Of the server's own pages, such as {@code /health}. */
  URI management() {
    return management;
  }

  String log() {
    return process.output();
  }

  @Override
  public void close() {
    process.close();
  }
}
