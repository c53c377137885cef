package io.weir.kafka.referee;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * An application under test in a process of its own, which ends with {@link #close}, or with this
 * JVM; so do processes that it has started.
 *
 * <p>Its output is a file. Used by one thread.
 */
public final class ApplicationProcess implements AutoCloseable {
  private static final Duration START = Duration.ofMinutes(2);
  private static final Duration STOP = Duration.ofMinutes(1);
  private static final long LOOK_MS = 50;

  private final Process process;
  private final Path output;
  private final Thread end;

  private ApplicationProcess(Process process, Path output) {
    this.process = process;
    this.output = output;
    this.end = new Thread(this::kill, "end-of-application");
    Runtime.getRuntime().addShutdownHook(end);
  }

  /**
   * Starts it and returns when it says that it serves.
   *
   * @param output where what it prints goes; an older file is lost
   * @param started what it prints when it serves, in any order
   * @throws IllegalStateException if it ends, or does not say all that within two minutes; shows
   *     its output
   */
  public static ApplicationProcess start(
      ProcessBuilder command, Path output, List<String> started) {
    try {
      Files.createDirectories(output.toAbsolutePath().getParent());
      ApplicationProcess application =
          new ApplicationProcess(
              command.redirectErrorStream(true).redirectOutput(output.toFile()).start(), output);
      application.awaitStart(started);
      return application;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot start " + command.command(), e);
    }
  }

  /** A port of the loopback address that nobody uses at the moment. */
  public static int freePort() {
    return Ports.free();
  }

  /** What it has printed so far. */
  public String output() {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void awaitStart(List<String> started) {
    long deadline = System.nanoTime() + START.toNanos();
    try {
      while (!started.stream().allMatch(output()::contains)) {
        if (process.waitFor(LOOK_MS, TimeUnit.MILLISECONDS) || System.nanoTime() > deadline) {
          close();
          throw new IllegalStateException("The application has not started:\n" + output());
        }
      }
    } catch (InterruptedException e) {
      close();
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while the application was starting", e);
    }
  }

  /** Ends it as an operator would, so that it can deliver what it has; after a minute, at once. */
  @Override
  public void close() {
    List<ProcessHandle> children = process.descendants().toList();
    children.forEach(ProcessHandle::destroy);
    process.destroy();
    try {
      process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      children.forEach(ProcessHandle::destroyForcibly);
      kill();
      Runtime.getRuntime().removeShutdownHook(end);
    }
  }

  private void kill() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
