package io.weir.kafka.connector;

import java.util.Map;
import org.eclipse.microprofile.config.Config;

/** Changes Kafka's settings of a channel before they are read; at start-up. */
interface SettingsCustomizer {

  /**
   * What the settings are to be.
   *
   * @param channel its name
   * @param config the channel's configuration, as its runtime hands it over
   * @param settings under Kafka's names; may be changed
   */
  Map<String, Object> customize(String channel, Config config, Map<String, Object> settings);
}
