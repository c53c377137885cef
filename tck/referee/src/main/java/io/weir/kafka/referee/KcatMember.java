package io.weir.kafka.referee;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * A running {@code kcat -G}: a member of a consumer group built on librdkafka, which prints each
 * record and says on its standard error what it was assigned.
 *
 * <p>Used by one thread. {@link #close} ends it in order, so that it commits and leaves; {@link
 * #kill} as if its machine had stopped.
 */
public final class KcatMember implements AutoCloseable {

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);
  private static final Duration TO_END = Duration.ofSeconds(30);

  private final Path folder;
  private final Path out;
  private final Path err;
  private final Process process;

  private KcatMember(Path folder, List<String> command) throws IOException {
    this.folder = folder;
    this.out = folder.resolve("out");
    this.err = folder.resolve("err");
    this.process =
        new ProcessBuilder(command)
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
  }

  static KcatMember start(List<String> command) {
    Path folder = Folders.createTemporary(Folders.TEMPORARY, "weir-kcat-");
    try {
      return new KcatMember(folder, command);
    } catch (IOException e) {
      Folders.delete(folder);
      throw new IllegalStateException("Cannot run " + String.join(" ", command), e);
    }
  }

  /** What it has printed until now, in whole lines: one record each. */
  public List<String> lines() {
    String text = read(out);
    return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
  }

  /** The partitions that it was assigned last, as {@code topic [index]}; empty before. */
  public List<String> assigned() {
    List<String> assigned = List.of();
    for (String line : read(err).lines().toList()) {
      int at = line.indexOf("assigned: ");
      if (at >= 0) {
        assigned = List.of(line.substring(at + "assigned: ".length()).trim().split(", ", -1));
      } else if (line.contains("revoked: ")) {
        assigned = new ArrayList<>();
      }
    }
    return assigned;
  }

  /**
   * Waits until the condition holds.
   *
   * @throws IllegalStateException if that takes too long, or kcat ends
   */
  public void await(Duration deadline, Predicate<KcatMember> condition) {
    long end = System.nanoTime() + deadline.toNanos();
    while (!condition.test(this)) {
      if (ends(BETWEEN_LOOKS) || System.nanoTime() > end) {
        throw new IllegalStateException(
            "kcat has not come so far within " + deadline + ", it said: " + read(err));
      }
    }
  }

  private boolean ends(Duration within) {
    try {
      return process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while kcat runs", e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }

  /** Ends it without a word to the group; what it has printed stays readable. */
  public void kill() {
    process.destroyForcibly();
    ends(TO_END);
  }

  /** Lets it commit and leave; what it has printed stays readable. */
  public void stop() {
    process.destroy();
    if (!ends(TO_END)) {
      kill();
    }
  }

  /** Ends it, if it runs, and deletes what it has printed. */
  @Override
  public void close() {
    try {
      stop();
    } finally {
      process.destroyForcibly();
      Folders.delete(folder);
    }
  }
}
