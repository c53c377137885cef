package io.weir.kafka.config;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A setting of Kafka's producer or of smallrye-kafka that Weir does not read (yet): setting it
 * draws one warning and changes nothing. Values are never printed: many of these are secret.
 *
 * @param name the canonical one
 * @param instead what holds for now, or what to use; a clause for the warning and the reference
 * @param harmless values, in lower case, that ask for what holds anyway: no warning
 */
record Unsupported(String name, String instead, Set<String> harmless) {

  private static final String UNIFORM = "the sticky choice is uniform";
  private static final String LATER = "not supported yet";
  private static final String PLAIN = "not supported yet: connections are PLAINTEXT";
  private static final String TRANSACTIONS = "not supported yet: there are no transactions";
  private static final String METRICS = "no metrics are collected this way";

  static final List<Unsupported> ALL =
      Stream.of(
              each(LATER, Set.of("use_all_dns_ips"), "client.dns.lookup"),
              each(LATER, Set.of("", "0"), "bootstrap.resolve.timeout.ms"),
              each(
                  "memory is allocated as it is needed",
                  Set.of(),
                  "buffer.memory.allocation.strategy"),
              each(UNIFORM, Set.of("false"), "partitioner.adaptive.partitioning.enable"),
              each(UNIFORM, Set.of("0"), "partitioner.availability.timeout.ms"),
              each(LATER, Set.of("false"), "partitioner.rack.aware"),
              each(LATER, Set.of(), "client.rack", "config.providers"),
              each(LATER, Set.of(), "metadata.cluster.check.enable"),
              each(METRICS, Set.of(), metrics()),
              each(METRICS, Set.of("false"), "enable.metrics.push"),
              each(TRANSACTIONS, Set.of("false"), "transaction.two.phase.commit.enable"),
              each(TRANSACTIONS, Set.of(), "transaction.timeout.ms"),
              each(PLAIN, Set.of(), SecurityNames.ALL),
              each(TRANSACTIONS, Set.of("false"), "pooled-producer"),
              each(
                  TRANSACTIONS,
                  Set.of(),
                  "pooled-producer.initial-pool-size",
                  "pooled-producer.max-pool-size"))
          .flatMap(List::stream)
          .toList();

  boolean isHarmless(String text) {
    return harmless.contains(text.toLowerCase(Locale.ROOT));
  }

  private static List<Unsupported> each(String instead, Set<String> harmless, String... names) {
    return Stream.of(names).map(name -> new Unsupported(name, instead, harmless)).toList();
  }

  private static String[] metrics() {
    return new String[] {
      "metric.reporters",
      "metrics.num.samples",
      "metrics.recording.level",
      "metrics.sample.window.ms"
    };
  }
}
