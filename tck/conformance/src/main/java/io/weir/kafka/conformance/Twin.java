package io.weir.kafka.conformance;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One of the two clusters that must look alike: starts with its first scenario. Single thread. */
final class Twin implements AutoCloseable {
  /** Nothing happens by itself, and groups need not wait for more members. */
  private static final Map<String, String> COMMON =
      Map.of(
          "auto.create.topics.enable", "false",
          "auto.leader.rebalance.enable", "false",
          "offsets.topic.num.partitions", "3",
          "group.initial.rebalance.delay.ms", "0");

  private final Function<Map<String, String>, KafkaUnderTest> start;
  private final Map<String, String> settings;
  // The thread of the tests.
  private @Nullable KafkaUnderTest kafka;

  private Twin(Function<Map<String, String>, KafkaUnderTest> start, Map<String, String> settings) {
    this.start = start;
    this.settings = new HashMap<>(COMMON);
    this.settings.putAll(settings);
  }

  static Twin real(Map<String, String> settings) {
    return new Twin(RealKafkaUnderTest::start, settings);
  }

  static Twin embedded(Map<String, String> settings) {
    return new Twin(EmbeddedKafka::start, settings);
  }

  /** What the scenario notes here; the cluster is healthy and empty afterwards. */
  List<String> observe(Scenario scenario) throws Exception {
    if (kafka == null) {
      kafka = start.apply(settings);
    }
    try (Lab lab = new Lab(kafka)) {
      run(scenario, lab);
      lab.tidy();
      return lab.observation().facts();
    }
  }

  private static void run(Scenario scenario, Lab lab) throws Exception {
    try {
      scenario.run(lab);
    } catch (Exception | AssertionError e) {
      tidyAfter(e, lab);
      throw e;
    }
  }

  private static void tidyAfter(Throwable failure, Lab lab) {
    try {
      lab.tidy();
    } catch (Exception e) {
      failure.addSuppressed(e);
    }
  }

  @Override
  public void close() {
    if (kafka != null) {
      kafka.close();
    }
  }
}
