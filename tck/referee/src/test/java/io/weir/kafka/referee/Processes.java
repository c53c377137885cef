package io.weir.kafka.referee;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** What tests look at to see that nothing is left behind. */
final class Processes {
  private Processes() {}

  /** A JVM with this JVM's class path; its servers' folders go into {@code temporary}. */
  static Process startJvm(Class<?> main, Path temporary) throws IOException {
    String java = ProcessHandle.current().info().command().orElseThrow();
    return new ProcessBuilder(
            java,
            "-Djava.io.tmpdir=" + temporary,
            "-cp",
            System.getProperty("java.class.path"),
            main.getName())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  static boolean endsWithin(ProcessHandle process, Duration deadline) {
    try {
      process.onExit().get(deadline.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException("Cannot wait for process " + process.pid(), e);
    }
  }

  static List<Path> serverFolders(Path temporary) throws IOException {
    try (Stream<Path> paths = Files.list(temporary)) {
      return paths.filter(path -> path.getFileName().toString().startsWith("weir-kafka-")).toList();
    }
  }
}
