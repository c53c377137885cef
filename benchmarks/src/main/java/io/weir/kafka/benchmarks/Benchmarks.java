package io.weir.kafka.benchmarks;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command of this module; its sub-commands do the work. */
@Command(
    name = "weir-kafka-benchmarks",
    description = "What Weir costs, and what its peers cost.",
    mixinStandardHelpOptions = true,
    subcommands = {
      CompareCommand.class,
      ClusterCommand.class,
      FootprintCommand.class,
      SubjectCommand.class
    })
final class Benchmarks {
  private Benchmarks() {}

  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Benchmarks());
  }
}
