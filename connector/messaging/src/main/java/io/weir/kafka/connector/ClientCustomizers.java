package io.weir.kafka.connector;

import io.smallrye.reactive.messaging.ClientCustomizer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.Config;

/**
 * Asks the application's {@link ClientCustomizer} beans, in the order of their priority, as
 * smallrye-kafka does. No bean where a runtime lacks that type ({@code beans.xml} excludes it):
 * then nobody is asked.
 */
@ApplicationScoped
class ClientCustomizers implements SettingsCustomizer {

  @Inject @Any Instance<ClientCustomizer<Map<String, Object>>> customizers;

  /** One that returns null leaves the settings as they are. */
  @Override
  public Map<String, Object> customize(
      String channel, Config config, Map<String, Object> settings) {
    Map<String, Object> current = settings;
    for (ClientCustomizer<Map<String, Object>> customizer : byPriority()) {
      Map<String, Object> changed = customizer.customize(channel, config, current);
      current = changed != null ? changed : current;
    }
    return current;
  }

  private List<ClientCustomizer<Map<String, Object>>> byPriority() {
    return customizers.stream()
        .sorted(Comparator.comparingInt(ClientCustomizer::getPriority))
        .toList();
  }
}
