package io.weir.kafka.benchmarks;

import io.weir.kafka.referee.KafkaVersion;
import io.weir.kafka.referee.RealKafka;
import io.weir.kafka.referee.TopicReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the subjects in turn, several rounds, against one real Kafka, and writes a report. */
@Command(
    name = "compare",
    description = "Sends the same workload through each subject in turn, and compares.",
    mixinStandardHelpOptions = true)
final class CompareCommand implements Callable<Integer> {
  /** Keeps the disk small over many runs; nobody reads the records. */
  private static final Map<String, String> TOPIC_SETTINGS =
      Map.of("retention.bytes", "67108864", "segment.bytes", "33554432");

  private static final KafkaVersion KAFKA = KafkaVersion.V4_3_1;

  @Mixin Workload workload = new Workload();

  @Option(
      names = "--subjects",
      split = ",",
      defaultValue = "WEIR,SMALLRYE,PRODUCER",
      description =
          "any of ${COMPLETION-CANDIDATES}, in the order of a round (default: ${DEFAULT-VALUE})")
  List<Subject> subjects = List.of();

  @Option(
      names = "--rounds",
      defaultValue = "5",
      description = "runs of each subject (default: ${DEFAULT-VALUE})")
  int rounds;

  @Option(
      names = "--heap",
      defaultValue = "512m",
      description = "heap of each subject (default: ${DEFAULT-VALUE})")
  String heap = "512m";

  @Option(
      names = "--java-option",
      description = "a further option of each subject's JVM, such as -XX:+UseParallelGC")
  List<String> javaOptions = List.of();

  @Option(
      names = "--output",
      defaultValue = "benchmarks/target",
      description = "folder of comparison.md and comparison.csv (default: ${DEFAULT-VALUE})")
  Path output = Path.of("");

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException, InterruptedException {
    print("Kafka " + KAFKA + ", " + workload);
    Comparison comparison = new Comparison(subjects);
    try (RealKafka kafka =
        RealKafka.builder(KAFKA)
            .heap("1g")
            .property("log.retention.check.interval.ms", "5000")
            .start()) {
      for (int round = 1; round <= rounds; round++) {
        playRound(round, kafka, comparison);
      }
    }
    Report report = new Report(comparison, workload);
    Files.createDirectories(output);
    Files.writeString(output.resolve("comparison.md"), report.markdown());
    Files.writeString(output.resolve("comparison.csv"), report.csv());
    print("\n" + report.markdown());
    return 0;
  }

  private void playRound(int round, RealKafka kafka, Comparison comparison)
      throws IOException, InterruptedException {
    for (Subject subject : subjects) {
      Figures figures = run(subject, kafka, "round-" + round + "-" + subject.title());
      comparison.add(subject, figures);
      print("round " + round + " of " + rounds + ": " + subject.title() + " " + figures.summary());
    }
  }

  private Figures run(Subject subject, RealKafka kafka, String topic)
      throws IOException, InterruptedException {
    kafka.createTopic(topic, workload.partitions, TOPIC_SETTINGS);
    Figures figures =
        new SubjectProcess(subject, workload, javaOptions()).run(kafka.bootstrapServers(), topic);
    long written = TopicReader.of(kafka.bootstrapServers()).endOffsetsOf(topic);
    if (written < workload.allMessages()) {
      throw new IllegalStateException(
          subject.title() + " wrote " + written + " of " + workload.allMessages() + " messages");
    }
    return figures;
  }

  private List<String> javaOptions() {
    List<String> options = new ArrayList<>(List.of("-Xms" + heap, "-Xmx" + heap));
    options.addAll(javaOptions);
    return options;
  }

  private void print(String line) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(line);
    out.flush();
  }
}
