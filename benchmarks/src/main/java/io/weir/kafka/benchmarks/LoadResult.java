package io.weir.kafka.benchmarks;

import io.weir.kafka.benchmarks.MeasuredKafka.Cpu;
import java.io.IOException;

/** What it took a cluster to take so many records. */
record LoadResult(long records, long wallNanos, Cpu cpu) {
  private static final double NANOS = 1e9;
  private static final double MICRO = 1e3;

  /** Warms up, then measures, over one connection. */
  static LoadResult measure(Load load, MeasuredKafka kafka, LoadOptions options)
      throws IOException {
    load.send(options.warmUp);
    Cpu before = kafka.cpu();
    long start = System.nanoTime();
    long records = load.send(options.records);
    long end = System.nanoTime();
    return new LoadResult(records, end - start, kafka.cpu().since(before));
  }

  double recordsPerSecond() {
    return records * NANOS / wallNanos;
  }

  double recordsPerBrokerSecond() {
    return records * NANOS / cpu.brokerNanos();
  }

  double processMicros() {
    return cpu.processNanos() / MICRO / records;
  }
}
