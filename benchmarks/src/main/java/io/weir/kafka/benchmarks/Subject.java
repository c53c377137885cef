package io.weir.kafka.benchmarks;

/** Who is measured. */
enum Subject {
  /** A channel of Weir's connector. */
  WEIR("weir-kafka"),
  /** The same channel of the connector that users have today. */
  SMALLRYE("smallrye-kafka"),
  /** Kafka's own producer, without any framework. */
  PRODUCER("KafkaProducer");

  private final String title;

  Subject(String title) {
    this.title = title;
  }

  /** The name in tables; of a channel it is also the name of its connector. */
  String title() {
    return title;
  }

  /** Sends the whole workload and returns what its measured part cost. */
  Usage send(Workload workload, Target target, Meter meter) throws InterruptedException {
    return switch (this) {
      case WEIR, SMALLRYE -> new ChannelSubject(title, workload, target).send(meter);
      case PRODUCER -> new ProducerSubject(workload, target).send(meter);
    };
  }
}
