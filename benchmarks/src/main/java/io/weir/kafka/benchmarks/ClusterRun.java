package io.weir.kafka.benchmarks;

import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;

/** One cluster, from the start of its process to its end. Used once, by one thread. */
final class ClusterRun {
  /** What is done with the cluster once it has started. */
  enum Part {
    START,
    LOAD
  }

  private static final double NANOS = 1e9;
  private static final double MEGABYTE = 1e6;

  /** Keeps heap and disk bounded; nobody reads the records. */
  private static final Map<String, String> BOUNDED =
      Map.of("retention.bytes", "67108864", "segment.bytes", "16777216");

  private final ClusterSubject subject;
  private final LoadOptions options;
  private final Map<ClusterFigure, Double> figures = new EnumMap<>(ClusterFigure.class);

  ClusterRun(ClusterSubject subject, LoadOptions options) {
    this.subject = subject;
    this.options = options;
  }

  Map<ClusterFigure, Double> measure(Part part) throws IOException {
    long start = System.nanoTime();
    try (MeasuredKafka kafka = subject.start()) {
      if (part == Part.START) {
        measureStart(kafka, start);
      } else {
        loadRaw(kafka);
        loadWithProducer(kafka);
      }
    }
    return figures;
  }

  private void measureStart(MeasuredKafka kafka, long start) throws IOException {
    double afterCall = secondsToFirstRecord(kafka);
    figures.put(ClusterFigure.PROCESS_TO_ACK, (System.nanoTime() - start) / NANOS);
    figures.put(ClusterFigure.HEAP, kafka.liveHeapBytes() / MEGABYTE);
    if (kafka.callSeconds() > 0) {
      figures.put(ClusterFigure.CALL_TO_ACK, kafka.callSeconds() + afterCall);
    }
    if (kafka.startAgain()) {
      double afterNextCall = secondsToFirstRecord(kafka);
      figures.put(ClusterFigure.AGAIN_TO_ACK, kafka.callSeconds() + afterNextCall);
    }
  }

  /** Creates a topic on all brokers, and returns when its first record is acknowledged. */
  private static double secondsToFirstRecord(MeasuredKafka kafka) throws IOException {
    long ready = System.nanoTime();
    String leader =
        new WireTopic("first", EmbeddedMain.BROKERS, Map.of()).create(kafka.bootstrapServers());
    try (WireLoad load = new WireLoad(leader, "first", LoadOptions.ofOneRecord())) {
      load.send(1);
    }
    return (System.nanoTime() - ready) / NANOS;
  }

  private void loadRaw(MeasuredKafka kafka) throws IOException {
    String leader = new WireTopic("raw", 1, BOUNDED).create(kafka.bootstrapServers());
    try (Load load = new WireLoad(leader, "raw", options)) {
      LoadResult result = LoadResult.measure(load, kafka, options);
      figures.put(ClusterFigure.WIRE_RATE, result.recordsPerSecond());
      figures.put(ClusterFigure.WIRE_PER_CORE, result.recordsPerBrokerSecond());
      figures.put(ClusterFigure.WIRE_PROCESS, result.processMicros());
    }
  }

  private void loadWithProducer(MeasuredKafka kafka) throws IOException {
    String unused = new WireTopic("producer", 1, BOUNDED).create(kafka.bootstrapServers());
    try (Load load = new ProducerLoad(kafka.bootstrapServers(), "producer", options)) {
      LoadResult result = LoadResult.measure(load, kafka, options);
      figures.put(ClusterFigure.PRODUCER_RATE, result.recordsPerSecond());
      figures.put(ClusterFigure.PRODUCER_PER_CORE, result.recordsPerBrokerSecond());
      figures.put(ClusterFigure.PRODUCER_PROCESS, result.processMicros());
    }
  }
}
