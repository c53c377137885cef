package io.weir.kafka.referee;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * A process that stands still: alive, its sockets open, doing nothing ({@code SIGSTOP}).
 *
 * <p>Owns a small shell that holds the process and lets it go ({@code SIGCONT}) when the shell's
 * standard input ends: at {@link #close}, and also when this JVM dies, so that no frozen process
 * outlives it. Used by one thread at a time.
 */
final class FrozenProcess implements AutoCloseable {
  private static final String SCRIPT =
      "kill -STOP \"$0\" && echo frozen; read -r end; kill -CONT \"$0\"";

  private final Process shell;

  private FrozenProcess(Process shell) {
    this.shell = shell;
  }

  /** Returns when the process has got the signal. */
  static FrozenProcess freeze(long pid) {
    try {
      Process shell =
          new ProcessBuilder("sh", "-c", SCRIPT, Long.toString(pid))
              .redirectErrorStream(true)
              .start();
      BufferedReader output =
          new BufferedReader(
              new InputStreamReader(shell.getInputStream(), StandardCharsets.US_ASCII));
      String answer = output.readLine();
      if (!"frozen".equals(answer)) {
        shell.destroyForcibly();
        throw new IllegalStateException("Cannot freeze process " + pid + ": " + answer);
      }
      return new FrozenProcess(shell);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot run a shell to freeze process " + pid, e);
    }
  }

  /** Lets the process go on; harmless if it was killed meanwhile. */
  @Override
  public void close() {
    try {
      shell.getOutputStream().close();
      shell.waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot end the shell that holds a process", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while a process was let go", e);
    }
  }
}
