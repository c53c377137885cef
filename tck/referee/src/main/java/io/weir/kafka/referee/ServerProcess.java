package io.weir.kafka.referee;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One child JVM that is a Kafka server. Owns exactly this process; used by one thread at a time.
 *
 * <p>The child's standard input is a pipe that nobody writes to: it ends with this process, and the
 * child with it.
 */
final class ServerProcess implements AutoCloseable {
  private static final int LOG_LINES_SHOWN = 40;
  private static final int END_SECONDS = 30;

  private final Process process;
  private final Path log;

  private ServerProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /**
   * Starts {@link ServerMain} with these arguments; its output goes to the file {@code log}.
   *
   * @param jvmOptions such as {@code -Xmx128m}
   */
  static ServerProcess start(
      KafkaVersion version, List<String> jvmOptions, Path log, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(jdkProgram("java"));
    command.addAll(jvmOptions);
    command.add("-Djava.awt.headless=true");
    command.add("-Dorg.slf4j.simpleLogger.showDateTime=true");
    command.add("-Dzookeeper.jmx.log4j.disable=true");
    command.add("-cp");
    command.add(ownClasses() + File.pathSeparator + version.classPath());
    command.add(ServerMain.class.getName());
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    try {
      return new ServerProcess(builder.start(), log);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot start a JVM for Kafka " + version, e);
    }
  }

  /** Where a server logs: in {@code target}, to be read after a failure, else in its folder. */
  static Path logFile(Path folder, String name) {
    Path target = Path.of("target");
    Path place = Files.isDirectory(target) ? target : folder;
    return place.resolve("kafka-" + name + ".log").toAbsolutePath();
  }

  private static String jdkProgram(String name) {
    return Path.of(System.getProperty("java.home"), "bin", name).toString();
  }

  private static String ownClasses() {
    try {
      return Path.of(ServerMain.class.getProtectionDomain().getCodeSource().getLocation().toURI())
          .toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException("The referee's own classes are not in a file", e);
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  long pid() {
    return process.pid();
  }

  /** As {@link LiveHeap#bytesOf}. */
  long liveHeapBytes() {
    return LiveHeap.bytesOf(pid());
  }

  /** The error of a server that did not start, with its last log lines. */
  IllegalStateException startFailure(String name, RuntimeException cause) {
    String log = log();
    List<String> lines = log.lines().toList();
    String last =
        String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_LINES_SHOWN), lines.size()));
    String message = name + " did not start. Its last log lines:\n" + last;
    return log.contains("Address already in use")
        ? new PortTakenException(message, cause)
        : new IllegalStateException(message, cause);
  }

  private String log() {
    try {
      return Files.readString(log, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return "(no log: " + e + ")";
    }
  }

  /** Asks the process to end as {@code SIGTERM} does, and waits for its end. */
  void terminate() {
    // Process.destroy would also end the standard input, at which the child halts.
    process.toHandle().destroy();
    awaitEnd("it was asked to end");
  }

  /** Kills the process without a chance to say goodbye, and waits for its end. */
  @Override
  public void close() {
    process.destroyForcibly();
    awaitEnd("it was killed");
  }

  private void awaitEnd(String since) {
    try {
      if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
        throw new IllegalStateException(
            "Process " + pid() + " still lives " + END_SECONDS + " s after " + since);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while process " + pid() + " was ending", e);
    }
  }
}
