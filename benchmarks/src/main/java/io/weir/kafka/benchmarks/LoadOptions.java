package io.weir.kafka.benchmarks;

import picocli.CommandLine.Option;

/** What a load sends to a cluster. Filled from the command line, then constant. */
final class LoadOptions {
  private static final String DEFAULT = " (default: ${DEFAULT-VALUE})";

  @Option(
      names = "--records",
      defaultValue = "5000000",
      description = "records of one run that are measured" + DEFAULT)
  long records;

  @Option(
      names = "--warm-up",
      defaultValue = "5000000",
      description = "records of one run before those" + DEFAULT)
  long warmUp;

  @Option(names = "--value-bytes", defaultValue = "100", description = "size of a value" + DEFAULT)
  int valueBytes;

  @Option(names = "--batch-bytes", defaultValue = "16384", description = "batch.size" + DEFAULT)
  int batchBytes;

  @Option(
      names = "--requests",
      defaultValue = "5",
      description = "max.in.flight.requests.per.connection" + DEFAULT)
  int requests;

  @Option(names = "--acks", defaultValue = "1", description = "acks, 1 or -1" + DEFAULT)
  int acks;

  /** One record that all replicas have to acknowledge. */
  static LoadOptions ofOneRecord() {
    LoadOptions options = new LoadOptions();
    options.records = 1;
    options.valueBytes = 100;
    options.batchBytes = 1;
    options.requests = 1;
    options.acks = -1;
    return options;
  }

  @Override
  public String toString() {
    return "--records=%d --warm-up=%d --value-bytes=%d --batch-bytes=%d --requests=%d --acks=%d"
        .formatted(records, warmUp, valueBytes, batchBytes, requests, acks);
  }
}
