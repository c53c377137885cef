package io.weir.kafka.benchmarks;

import java.util.List;
import picocli.CommandLine.Option;

/** Where a subject sends to. Filled from the command line, then constant. */
final class Target {
  @Option(names = "--bootstrap-servers", required = true)
  String bootstrapServers = "";

  @Option(names = "--topic", required = true)
  String topic = "";

  /** The command line from which another process reads the same target. */
  static List<String> arguments(String bootstrapServers, String topic) {
    return List.of("--bootstrap-servers=" + bootstrapServers, "--topic=" + topic);
  }
}
