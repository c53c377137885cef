package io.weir.kafka.config;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How messages become records.
 *
 * @param target where messages go that do not say
 * @param propagation what a record takes over from the one that its message came from
 */
public record MappingSettings(
    Target target, Propagation propagation, CloudEventSettings cloudEvents) {

  /**
   * @param key null: no key
   * @param partition -1: the partitioner chooses
   */
  public record Target(String topic, @Nullable String key, int partition) {}

  /**
   * @param key whether the key is taken over
   * @param headers the names of those that are taken over; may be empty
   */
  public record Propagation(boolean key, Set<String> headers) {

    public Propagation {
      headers = Set.copyOf(headers);
    }
  }

  static MappingSettings read(SettingsReader reader) {
    Set<String> headers = reader.readOrNull(PropagationKeys.HEADERS);
    Propagation propagation =
        new Propagation(
            reader.read(PropagationKeys.RECORD_KEY), headers != null ? headers : Set.of());
    return new MappingSettings(target(reader), propagation, CloudEventSettings.read(reader));
  }

  private static Target target(SettingsReader reader) {
    String topic = reader.readOrNull(ChannelKeys.TOPIC);
    return new Target(
        topic != null ? topic : reader.problems().channel(),
        reader.readOrNull(ChannelKeys.KEY),
        reader.read(ChannelKeys.PARTITION));
  }
}
