package io.weir.kafka.benchmarks;

import io.weir.kafka.benchmarks.ClusterRun.Part;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the embedded cluster and a real one in turn, several rounds, and writes a report. */
@Command(
    name = "cluster",
    description =
        "What three brokers cost, embedded and real: time to the first record that all of them"
            + " have, heap then, and CPU per record under load.",
    mixinStandardHelpOptions = true)
final class ClusterCommand implements Callable<Integer> {
  @Mixin LoadOptions load = new LoadOptions();

  @Option(
      names = "--subjects",
      split = ",",
      defaultValue = "EMBEDDED,ACK_ONLY,KAFKA",
      description =
          "any of ${COMPLETION-CANDIDATES}, in the order of a round (default: ${DEFAULT-VALUE})")
  List<ClusterSubject> subjects = List.of();

  @Option(
      names = "--parts",
      split = ",",
      defaultValue = "START,LOAD",
      description = "any of ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
  List<Part> parts = List.of();

  @Option(
      names = "--rounds",
      defaultValue = "5",
      description = "runs of each subject and part (default: ${DEFAULT-VALUE})")
  int rounds;

  @Option(
      names = "--output",
      defaultValue = "benchmarks/target",
      description = "folder of cluster.md (default: ${DEFAULT-VALUE})")
  Path output = Path.of("");

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    print(load.toString());
    ClusterReport report = new ClusterReport();
    for (int round = 1; round <= rounds; round++) {
      for (Part part : parts) {
        play(round, part, report);
      }
    }
    Files.createDirectories(output);
    String text = "Load: `" + load + "`\n\n" + report.markdown();
    Files.writeString(output.resolve("cluster.md"), text);
    print("\n" + text);
    return 0;
  }

  private void play(int round, Part part, ClusterReport report) throws IOException {
    for (ClusterSubject subject : subjects) {
      Map<ClusterFigure, Double> figures = new ClusterRun(subject, load).measure(part);
      report.add(subject, figures);
      print("round %d of %d: %s: %s".formatted(round, rounds, subject.title(), text(figures)));
    }
  }

  private static String text(Map<ClusterFigure, Double> figures) {
    return figures.entrySet().stream()
        .map(
            each ->
                each.getKey().title()
                    + " "
                    + String.format(Locale.ROOT, each.getKey().format(), each.getValue()))
        .collect(Collectors.joining(", "));
  }

  private void print(String line) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(line);
    out.flush();
  }
}
