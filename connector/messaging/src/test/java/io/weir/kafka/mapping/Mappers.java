package io.weir.kafka.mapping;

import io.weir.kafka.config.BeanLookup;
import io.weir.kafka.config.ChannelSettings;
import io.weir.kafka.config.Problems;
import io.weir.kafka.config.SettingsSource;
import io.weir.kafka.mapping.CloudEvents.Sources;
import io.weir.kafka.serialize.JsonText;
import io.weir.kafka.spi.Bridges;
import java.util.LinkedHashMap;
import java.util.Map;

/** Mappers for tests, from a channel's settings. */
public final class Mappers {

  /** The time that events are told. */
  static final long NOW_MS = 1_700_000_000_000L;

  private static final int MAX_BYTES = 1000;

  private Mappers() {}

  /** Sends to this topic what names none. */
  public static MessageMapper plain(String topic) {
    return with("topic", topic);
  }

  /** With pairs of names and values; ids are id-1, id-2 and so on. */
  static MessageMapper with(String... pairs) {
    Map<String, String> values = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      values.put(pairs[i], pairs[i + 1]);
    }
    Problems problems = new Problems("orders");
    ChannelSettings settings = ChannelSettings.read(SettingsSource.of(values), problems);
    problems.throwIfAny();
    int[] ids = {0};
    return new MessageMapper(
        settings.attributes().mapping(),
        new Sources(new JsonText(BeanLookup.NONE, MAX_BYTES), () -> "id-" + ++ids[0], () -> NOW_MS),
        Bridges.NONE);
  }
}
