package io.weir.kafka.benchmarks;

import java.io.IOException;

/** Which cluster is measured. */
enum ClusterSubject {
  EMBEDDED("embedded, memory") {
    @Override
    MeasuredKafka start() throws IOException {
      return EmbeddedKafka.start(EmbeddedKafka.Storage.MEMORY);
    }
  },
  ACK_ONLY("embedded, ack only") {
    @Override
    MeasuredKafka start() throws IOException {
      return EmbeddedKafka.start(EmbeddedKafka.Storage.ACK_ONLY);
    }
  },
  DISK("embedded, disk") {
    @Override
    MeasuredKafka start() throws IOException {
      return EmbeddedKafka.start(EmbeddedKafka.Storage.DISK);
    }
  },
  KAFKA("Kafka 4.3.1, one JVM") {
    @Override
    MeasuredKafka start() {
      return RealPeer.start();
    }
  };

  private final String title;

  ClusterSubject(String title) {
    this.title = title;
  }

  /** The name in tables. */
  String title() {
    return title;
  }

  /** Starts three brokers in a new JVM, and returns when they serve. */
  abstract MeasuredKafka start() throws IOException;
}
