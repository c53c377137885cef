package io.weir.kafka.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Runs one subject in a JVM of its own, the same as this one: same Java and class path. The child
 * is gone when {@link #run} returns, whatever happened.
 */
final class SubjectProcess {
  private final Subject subject;
  private final Workload workload;
  private final List<String> javaOptions;

  SubjectProcess(Subject subject, Workload workload, List<String> javaOptions) {
    this.subject = subject;
    this.workload = workload;
    this.javaOptions = javaOptions;
  }

  /**
   * @throws IllegalStateException if the child fails; shows what it printed
   */
  Figures run(String bootstrapServers, String topic) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command(bootstrapServers, topic)).redirectErrorStream(true).start();
    try (BufferedReader output = process.inputReader()) {
      List<String> lines = output.lines().toList();
      int status = process.waitFor();
      Optional<Figures> figures =
          lines.stream().map(Figures::parse).flatMap(Optional::stream).findFirst();
      return figures
          .filter(present -> status == 0)
          .orElseThrow(() -> failure(status, String.join("\n", lines)));
    } finally {
      process.destroyForcibly();
    }
  }

  private IllegalStateException failure(int status, String output) {
    return new IllegalStateException(
        subject.title() + " ended with status " + status + " and printed:\n" + output);
  }

  private List<String> command(String bootstrapServers, String topic) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(javaOptions);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(Benchmarks.class.getName());
    command.add("subject");
    command.add(subject.name());
    command.addAll(Target.arguments(bootstrapServers, topic));
    command.addAll(workload.arguments());
    return command;
  }
}
