package io.weir.kafka.referee;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The command {@code kcat}: a Kafka client that shares no code with Java's, for it is built on
 * librdkafka.
 *
 * <p>Each call runs one command with its input and output in files of a temporary folder, and ends
 * when the command does. Immutable.
 */
public final class Kcat {
  private static final Duration DEADLINE = Duration.ofSeconds(120);

  private final String program;
  private final String bootstrapServers;
  private final Duration deadline;

  private Kcat(String program, String bootstrapServers, Duration deadline) {
    this.program = program;
    this.bootstrapServers = bootstrapServers;
    this.deadline = deadline;
  }

  /** kcat with a deadline of 120 s; {@code bootstrapServers} is {@code host:port,...}. */
  public static Kcat of(String bootstrapServers) {
    return new Kcat("kcat", bootstrapServers, DEADLINE);
  }

  /** The same with another deadline for each command. */
  public Kcat within(Duration deadline) {
    return new Kcat(program, bootstrapServers, deadline);
  }

  /** The same by another name, such as that of an older package. */
  Kcat named(String program) {
    return new Kcat(program, bootstrapServers, deadline);
  }

  /** Prints the cluster's metadata as {@code kcat -L} does; further options may follow. */
  public String list(String... options) {
    return run("", command("-L", options), Kcat::text);
  }

  /**
   * Sends one record per line of {@code input} ({@code kcat -P}).
   *
   * @param options such as {@code -K :} for keys, {@code -p 2}, {@code -z lz4}, {@code -H a=b}
   */
  public void produce(String topic, String input, String... options) {
    run(input, command("-P", options, "-t", topic), Kcat::text);
  }

  /**
   * Returns all records of a topic, from the first to the end at this moment ({@code kcat -C -e}).
   *
   * @param format what to print of each record, as for {@code -f}: {@code %k %s %o %p %T %h \n}
   */
  public String consume(String topic, String format, String... options) {
    return run("", consuming(topic, format, options), Kcat::text);
  }

  /** Hands each line that {@link #consume} would return to {@code line}, without keeping any. */
  public void consumeLines(String topic, String format, Consumer<String> line, String... options) {
    run(
        "",
        consuming(topic, format, options),
        output -> {
          try (Stream<String> lines = Files.lines(output)) {
            lines.forEach(line);
          }
          return topic;
        });
  }

  /**
   * Hands each record of a topic, from the first to the end at this moment, to {@code action}
   * without keeping any; byte for byte, which {@link #consume} cannot as it returns text.
   */
  public void forEach(String topic, Consumer<KcatRecord> action) {
    run(
        "",
        consuming(topic, KcatRecord.FORMAT, new String[0]),
        output -> {
          try (InputStream stream = new BufferedInputStream(Files.newInputStream(output))) {
            KcatRecord.readAll(stream, action);
          }
          return topic;
        });
  }

  /**
   * Joins a group that consumes a topic, from the beginning where nothing is committed ({@code kcat
   * -G}), and goes on until it is closed.
   *
   * @param format as for {@link #consume}
   */
  public KcatMember join(String group, String topic, String format, String... options) {
    List<String> command = new ArrayList<>(List.of(program, "-b", bootstrapServers));
    command.addAll(List.of("-X", "auto.offset.reset=earliest", "-u", "-f", format));
    command.addAll(List.of(options));
    command.addAll(List.of("-G", group, topic));
    return KcatMember.start(command);
  }

  private List<String> consuming(String topic, String format, String... options) {
    return command("-C", options, "-t", topic, "-o", "beginning", "-e", "-q", "-f", format);
  }

  private List<String> command(String mode, String[] options, String... more) {
    List<String> command = new ArrayList<>(List.of(program, mode, "-b", bootstrapServers));
    command.addAll(List.of(more));
    command.addAll(List.of(options));
    return command;
  }

  /** What is made of the file into which the command printed, before that file is deleted. */
  private interface Output<T> {
    T read(Path file) throws IOException;
  }

  private static String text(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.UTF_8);
  }

  private <T> T run(String input, List<String> command, Output<T> output) {
    Path folder = Folders.createTemporary(Folders.TEMPORARY, "weir-kcat-");
    try {
      Path in = Files.writeString(folder.resolve("in"), input);
      Path out = folder.resolve("out");
      Path err = folder.resolve("err");
      int status =
          await(
              command,
              start(
                  new ProcessBuilder(command)
                      .redirectInput(in.toFile())
                      .redirectOutput(out.toFile())
                      .redirectError(err.toFile())));
      if (status != 0) {
        throw new IllegalStateException(
            String.join(" ", command) + " ended with status " + status + ": " + text(err));
      }
      return output.read(out);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot use the files of kcat in " + folder, e);
    } finally {
      Folders.delete(folder);
    }
  }

  private static Process start(ProcessBuilder builder) {
    try {
      return builder.start();
    } catch (IOException e) {
      throw new IllegalStateException(
          "Cannot run "
              + builder.command().get(0)
              + ". Install it with: apt-get install kcat (or brew install kcat)",
          e);
    }
  }

  private int await(List<String> command, Process process) {
    try {
      if (!process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IllegalStateException(
            String.join(" ", command) + " did not end within " + deadline);
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted: " + String.join(" ", command), e);
    } finally {
      process.destroyForcibly();
    }
  }
}
