package io.weir.examples.helidon;

import io.weir.kafka.referee.ApplicationProcess;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/**
 * The application in a process of its own that ends with {@link #close}, or with this JVM.
 *
 * <p>Its output is {@code target/NAME.log}. Used by one thread.
 */
final class HelidonServer implements AutoCloseable {

  private static final List<String> STARTED = List.of("Server started on");

  private final ApplicationProcess process;
  private final URI address;

  private HelidonServer(ApplicationProcess process, URI address) {
    this.process = process;
    this.address = address;
  }

  static HelidonServer start(String name, String bootstrapServers) {
    int port = ApplicationProcess.freePort();
    ProcessBuilder command =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Dserver.port=" + port,
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            "io.helidon.microprofile.cdi.Main");
    command.environment().put("KAFKA_BOOTSTRAP_SERVERS", bootstrapServers);
    return new HelidonServer(
        ApplicationProcess.start(command, Path.of("target", name + ".log"), STARTED),
        URI.create("http://localhost:" + port));
  }

  URI address() {
    return address;
  }

  String log() {
    return process.output();
  }

  @Override
  public void close() {
    process.close();
  }
}
