package io.weir.kafka.testcluster.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClusterSettingsTest {

  @Test
  void what_is_not_given_has_kafkas_default() {
    assertThat(ClusterSettings.DEFAULTS.sessionTimeoutMs()).isEqualTo(9000);
    assertThat(ClusterSettings.DEFAULTS.replicaLagTimeMaxMs()).isEqualTo(30_000);
    assertThat(ClusterSettings.DEFAULTS.offsetsRetentionMs()).isEqualTo(7 * 24 * 3_600_000L);
    assertThat(ClusterSettings.DEFAULTS.given()).isEmpty();
  }

  @Test
  void what_is_given_holds() {
    ClusterSettings settings =
        ClusterSettings.of(Map.of("replica.lag.time.max.ms", " 2000 ", "num.partitions", "3"));

    assertThat(settings.replicaLagTimeMaxMs()).isEqualTo(2000);
    assertThat(settings.with("num.partitions", "4").numPartitions()).isEqualTo(4);
    assertThat(settings.with("num.partitions", "4").replicaLagTimeMaxMs()).isEqualTo(2000);
  }

  @ParameterizedTest
  @CsvSource({
    "num.partitions, 0, at least 1",
    "num.partitions, three, a number of the type INT",
    "auto.create.topics.enable, yes, true or false",
    "log.cleanup.policy, 'delete,shrink', 'any of compact, delete'",
    "compression.type, brotli, 'one of uncompressed, zstd'"
  })
  void a_bad_value_is_refused_with_what_is_allowed(String name, String value, String allowed) {
    assertThatThrownBy(() -> ClusterSettings.of(Map.of(name, value)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(name, value, allowed);
  }

  @Test
  void an_unknown_name_is_refused_with_a_similar_one() {
    assertThatThrownBy(() -> ClusterSettings.of(Map.of("replica.lag.max.ms", "1")))
        .hasMessageContainingAll("replica.lag.max.ms", "did you mean replica.lag.time.max.ms?");
    assertThatThrownBy(() -> ClusterSettings.of(Map.of("colour", "blue")))
        .hasMessage("Unknown broker config name: colour");
  }

  @Test
  void all_mistakes_are_told_at_once() {
    assertThatThrownBy(() -> ClusterSettings.of(Map.of("num.partitions", "0", "colour", "blue")))
        .hasMessageContainingAll("num.partitions", "colour");
  }
}
