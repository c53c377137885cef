package io.weir.kafka.config;

import io.weir.kafka.api.ConfigurationException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Gathers what is wrong with a channel's settings, so that all of it is reported at once.
 *
 * <p>Used by one thread, at start-up. Whoever turns settings into objects adds to it and goes on
 * with a default; at the end {@link #throwIfAny} decides. What is noted twice counts once.
 */
public final class Problems {

  private final String channel;
  // Confined to the thread that starts the channel.
  private final Set<String> errors = new LinkedHashSet<>();
  private final Set<String> warnings = new LinkedHashSet<>();

  public Problems(String channel) {
    this.channel = channel;
  }

  public String channel() {
    return channel;
  }

  /** A value that cannot work; the remedy is a sentence that says what to write instead. */
  public void badValue(String setting, String value, String remedy) {
    errors.add("%s = '%s': %s".formatted(setting, value, remedy));
  }

  /** Something else that cannot work; the text names setting, value and remedy itself. */
  public void error(String text) {
    errors.add(text);
  }

  /** Something that works otherwise than the user may think. */
  public void warning(String text) {
    warnings.add("Channel '%s': %s".formatted(channel, text));
  }

  /** Each names the channel; in the order in which they were found. */
  public List<String> warnings() {
    return List.copyOf(warnings);
  }

  /** In the order in which they were found. */
  public List<String> errors() {
    return List.copyOf(errors);
  }

  /**
   * Reports all errors at once; does nothing where there is none.
   *
   * @throws ConfigurationException naming the channel and each error
   */
  public void throwIfAny() {
    if (!errors.isEmpty()) {
      throw new ConfigurationException(channel, errors());
    }
  }
}
