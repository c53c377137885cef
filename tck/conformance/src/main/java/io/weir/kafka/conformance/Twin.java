package io.weir.kafka.conformance;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One of the two clusters that must look alike: starts with its first scenario. Single thread. */
final class Twin implements AutoCloseable {
  private final Function<Map<String, String>, KafkaUnderTest> start;
  private final Map<String, String> settings;
  // The thread of the tests.
  private @Nullable KafkaUnderTest kafka;

  private Twin(Function<Map<String, String>, KafkaUnderTest> start, Map<String, String> settings) {
    this.start = start;
    this.settings = settings;
  }

  static Twin real(Map<String, String> settings) {
    return new Twin(RealKafkaUnderTest::start, settings);
  }

  /** What the scenario notes here; the cluster is healthy and empty afterwards. */
  List<String> observe(Scenario scenario) throws Exception {
    if (kafka == null) {
      kafka = start.apply(settings);
    }
    try (Lab lab = new Lab(kafka)) {
      try {
        scenario.run(lab);
      } finally {
        lab.tidy();
      }
      return lab.observation().facts();
    }
  }

  @Override
  public void close() {
    if (kafka != null) {
      kafka.close();
    }
  }
}
