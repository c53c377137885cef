package io.weir.kafka.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class CustomizedSettingsTest {

  private final Problems problems = new Problems("orders");

  @Test
  void theApplicationSeesKafkasSettingsUnderKafkasNames() {
    SettingsSource source =
        SettingsSource.of(
            Map.of(
                "linger-ms", "7",
                "kafka.bootstrap.servers", "a:1",
                "topic", "t",
                "cloud-events-source", "urn:s",
                "client-id-prefix", "eu-",
                "SCHEMA_REGISTRY_URL", "http://registry",
                "\"auto.register.schemas\"", "false"));

    assertThat(shown(source))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "linger.ms", "7",
                "bootstrap.servers", "a:1",
                "acks", "all",
                "client-id-prefix", "eu-",
                "client.id", "eu-orders",
                "schema.registry.url", "http://registry",
                "auto.register.schemas", "false"));
  }

  private Map<String, Object> shown(SettingsSource source) {
    Map<String, Object> shown = new HashMap<>();
    source.customized(
        problems,
        settings -> {
          shown.putAll(settings);
          return settings;
        });
    return shown;
  }

  @Test
  void whatItLeavesAloneIsReadAsBefore() {
    ChannelSettings settings =
        read(Map.of("linger-ms", "7", "client-id-prefix", "eu-"), unchanged -> unchanged);

    assertThat(settings.producer().batch().linger().time().toMillis()).isEqualTo(7);
    assertThat(settings.producer().connection().clientId()).isEqualTo("eu-orders");
    assertThat(settings.producer().delivery().acks()).isEqualTo(Acks.ALL);
  }

  @Test
  void whatItChangesCountsWhateverTheSpellingWas() {
    ChannelSettings settings =
        read(
            Map.of("linger-ms", "7", "client-id-prefix", "eu-"),
            change(
                "linger.ms", 8, "client.id", "mine", "bootstrap.servers", List.of("a:1", "b:2")));

    assertThat(settings.producer().batch().linger().time().toMillis()).isEqualTo(8);
    assertThat(settings.producer().connection().clientId()).isEqualTo("mine");
    assertThat(settings.producer().connection().bootstrapServers())
        .containsExactly(new ServerAddress("a", 1), new ServerAddress("b", 2));
  }

  @Test
  void whatItRemovesIsNotSet() {
    ChannelSettings settings =
        read(
            Map.of("linger-ms", "7", "own.setting", "x"),
            shown -> {
              shown.keySet().removeAll(List.of("linger.ms", "own.setting"));
              return shown;
            });

    assertThat(settings.producer().batch().linger().mode()).isEqualTo(Linger.Mode.ADAPTIVE);
    assertThat(settings.others()).isEmpty();
  }

  @Test
  void aBadValueOfItsOwnIsReportedLikeAnyOther() {
    read(Map.of(), change("linger.ms", "soon"));

    assertThat(problems.errors())
        .containsExactly("linger.ms = 'soon': expected a whole number of milliseconds at least 0");
  }

  private static UnaryOperator<Map<String, Object>> change(Object... pairs) {
    return shown -> {
      for (int i = 0; i < pairs.length; i += 2) {
        shown.put((String) pairs[i], pairs[i + 1]);
      }
      return shown;
    };
  }

  private ChannelSettings read(
      Map<String, String> values, UnaryOperator<Map<String, Object>> customizer) {
    ChannelSettings settings =
        ChannelSettings.read(SettingsSource.of(values).customized(problems, customizer), problems);
    assertThat(problems.warnings()).isEmpty();
    return settings;
  }
}
