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
  private static final int END_SECONDS = 20;

  private final Process process;
  private final Path log;

  private ServerProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /** Starts {@link ServerMain} with these arguments; its output goes to the file {@code log}. */
  static ServerProcess start(KafkaVersion version, String heap, Path log, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx" + heap);
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

  boolean failedToBind() {
    return log().contains("Address already in use");
  }

  /** The last lines that the server logged. */
  String lastLogLines() {
    List<String> lines = log().lines().toList();
    return String.join(
        "\n", lines.subList(Math.max(0, lines.size() - LOG_LINES_SHOWN), lines.size()));
  }

  private String log() {
    try {
      return Files.readString(log, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return "(no log: " + e + ")";
    }
  }

  /** Kills the process without a chance to say goodbye, and waits for its end. */
  @Override
  public void close() {
    process.destroyForcibly();
    try {
      if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
        throw new IllegalStateException(
            "Process " + pid() + " still lives " + END_SECONDS + " s after it was killed");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while process " + pid() + " was ending", e);
    }
  }
}
