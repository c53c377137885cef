package io.weir.kafka.connector;

import io.weir.kafka.config.SettingsSource;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.Config;

/** The layers of a channel's settings, for the tests of other packages. */
public final class LayersView {

  private LayersView() {}

  /**
   * As the connector stacks them.
   *
   * @param channel what the framework hands over
   * @param maps the map beans of the channel, the more important first
   */
  public static SettingsSource of(Config channel, Config application, List<Map<?, ?>> maps) {
    return ConfigLayers.of(channel, application, maps);
  }
}
