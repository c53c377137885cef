package io.weir.kafka.api;

import java.util.List;

/**
 * One or more settings have values that cannot work: thrown at start-up, before any socket opens.
 */
public final class ConfigurationException extends RuntimeException {

  private final List<String> problems;

  /**
   * @param channel the channel that is configured
   * @param problems at least one; each names the setting, its value and the remedy
   */
  public ConfigurationException(String channel, List<String> problems) {
    super(
        "Channel '%s' is misconfigured:%n  - %s"
            .formatted(channel, String.join(System.lineSeparator() + "  - ", problems)));
    this.problems = List.copyOf(problems);
  }

  /** All problems of the channel, in the order of the settings catalogue. */
  public List<String> problems() {
    return problems;
  }
}
