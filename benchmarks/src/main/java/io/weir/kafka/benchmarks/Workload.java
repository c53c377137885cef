package io.weir.kafka.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** What each subject has to do, in the same way. Filled from the command line, then constant. */
final class Workload {
  /** How messages enter a channel. */
  enum Entry {
    /** An injected {@code Emitter}. */
    EMITTER,
    /** An {@code @Outgoing} method that returns a stream. */
    STREAM
  }

  private static final String DEFAULT = " (default: ${DEFAULT-VALUE})";

  @Option(
      names = "--messages",
      defaultValue = "2000000",
      description = "messages of one run that are measured" + DEFAULT)
  int messages;

  @Option(
      names = "--warm-up",
      defaultValue = "6000000",
      description = "messages of one run before those" + DEFAULT)
  int warmUp;

  @Option(names = "--value-bytes", defaultValue = "100", description = "size of a value" + DEFAULT)
  int valueBytes;

  @Option(
      names = "--in-flight",
      defaultValue = "1024",
      description = "messages sent and not yet acknowledged, at most" + DEFAULT)
  int inFlight;

  @Option(
      names = "--entry",
      defaultValue = "EMITTER",
      description = "way into a channel: ${COMPLETION-CANDIDATES}" + DEFAULT)
  Entry entry = Entry.EMITTER;

  @Option(names = "--acks", defaultValue = "all", description = "acks" + DEFAULT)
  String acks = "all";

  @Option(names = "--linger-ms", defaultValue = "5", description = "linger.ms" + DEFAULT)
  int lingerMs;

  @Option(names = "--batch-bytes", defaultValue = "16384", description = "batch.size" + DEFAULT)
  int batchBytes;

  @Option(names = "--codec", defaultValue = "none", description = "compression.type" + DEFAULT)
  String codec = "none";

  @Option(
      names = "--requests",
      defaultValue = "5",
      description = "max.in.flight.requests.per.connection" + DEFAULT)
  int requests;

  @Option(names = "--idempotence", description = "enable.idempotence; off if not given")
  boolean idempotence;

  @Option(
      names = "--partitions",
      defaultValue = "4",
      description = "partitions of the topic" + DEFAULT)
  int partitions;

  @Option(
      names = "--attribute",
      description = "a further attribute of both channels, such as tracing-enabled=true")
  Map<String, String> attributes = Map.of();

  int allMessages() {
    return warmUp + messages;
  }

  /** The Kafka settings that are the same for each subject. */
  Map<String, String> kafkaSettings(String bootstrapServers) {
    return Map.of(
        "bootstrap.servers",
        bootstrapServers,
        "value.serializer",
        "org.apache.kafka.common.serialization.ByteArraySerializer",
        "acks",
        acks,
        "linger.ms",
        String.valueOf(lingerMs),
        "batch.size",
        String.valueOf(batchBytes),
        "compression.type",
        codec,
        "max.in.flight.requests.per.connection",
        String.valueOf(requests),
        "enable.idempotence",
        String.valueOf(idempotence));
  }

  /** The command line from which another process reads the same workload. */
  List<String> arguments() {
    List<String> arguments = new ArrayList<>();
    arguments.add("--messages=" + messages);
    arguments.add("--warm-up=" + warmUp);
    arguments.add("--value-bytes=" + valueBytes);
    arguments.add("--in-flight=" + inFlight);
    arguments.add("--entry=" + entry);
    arguments.add("--acks=" + acks);
    arguments.add("--linger-ms=" + lingerMs);
    arguments.add("--batch-bytes=" + batchBytes);
    arguments.add("--codec=" + codec);
    arguments.add("--requests=" + requests);
    arguments.add("--partitions=" + partitions);
    if (idempotence) {
      arguments.add("--idempotence");
    }
    attributes.forEach((name, value) -> arguments.add("--attribute=" + name + "=" + value));
    return arguments;
  }

  @Override
  public String toString() {
    return String.join(" ", arguments());
  }
}
