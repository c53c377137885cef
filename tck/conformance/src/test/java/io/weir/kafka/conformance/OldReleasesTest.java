package io.weir.kafka.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.kafka.protocol.ApiVersionsRequest;
import io.weir.kafka.protocol.ApiVersionsResponse.ApiVersion;
import io.weir.kafka.protocol.Apis;
import io.weir.kafka.referee.RealKafka;
import io.weir.kafka.testcluster.TestCluster;
import io.weir.kafka.testcluster.fault.KafkaVersion;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The caps that imitate an old release are what a real broker of that release lists. */
class OldReleasesTest {
  /** The one that brokers of all releases answer. */
  private static final int API_VERSIONS_VERSION = 0;

  @ParameterizedTest
  @CsvSource({"V2_1_1, V2_1", "V3_9_1, V3_9"})
  void a_capped_cluster_lists_what_a_broker_of_that_release_lists(
      io.weir.kafka.referee.KafkaVersion release, KafkaVersion cap) {
    try (TestCluster cluster = TestCluster.builder().start();
        RealKafka real = RealKafka.start(release)) {
      Map<Short, Short> expected = highestAt(real.bootstrapServers());
      expected.keySet().retainAll(highestAt(cluster.bootstrapServers()).keySet());

      cluster.maxVersions(cap);

      assertThat(highestAt(cluster.bootstrapServers())).isEqualTo(expected);
    }
  }

  /** The highest version by API key. */
  private static Map<Short, Short> highestAt(String address) {
    try (RawConnection connection = RawConnection.to(address)) {
      return connection
          .ask(Apis.API_VERSIONS, API_VERSIONS_VERSION, ApiVersionsRequest.from("conformance", "1"))
          .apiKeys()
          .stream()
          .collect(
              Collectors.toMap(
                  ApiVersion::apiKey, ApiVersion::maxVersion, (one, other) -> one, TreeMap::new));
    }
  }
}
