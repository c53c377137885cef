package io.weir.kafka.testcluster.launch;

import picocli.CommandLine;

/** The entry of {@code weir-kafka-cluster-<version>-broker.jar}. */
public final class Launcher {

  private Launcher() {}

  /**
   * Runs a cluster until a signal comes; ends the process with 0, 1 after an error, 2 for bad
   * options.
   */
  public static void main(String[] args) {
    System.exit(new CommandLine(new BrokerCommand()).execute(args));
  }
}
