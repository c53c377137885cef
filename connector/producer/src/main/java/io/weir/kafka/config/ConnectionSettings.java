package io.weir.kafka.config;

import java.util.List;

/**
 * How the cluster is reached.
 *
 * @param bootstrapServers at least one
 * @param clientId as brokers see it, its prefix included
 */
public record ConnectionSettings(
    List<ServerAddress> bootstrapServers,
    String clientId,
    SocketSettings socket,
    MetadataSettings metadata) {

  static ConnectionSettings read(SettingsReader reader) {
    return new ConnectionSettings(
        reader.read(ConnectionKeys.BOOTSTRAP_SERVERS),
        clientId(reader),
        SocketSettings.read(reader),
        MetadataSettings.read(reader));
  }

  static String clientId(SettingsReader reader) {
    String prefix = reader.readOrNull(ConnectionKeys.CLIENT_ID_PREFIX);
    String id = reader.readOrNull(ConnectionKeys.CLIENT_ID);
    if (id != null) {
      return prefix != null ? prefix + id : id;
    }
    return (prefix != null ? prefix : "kafka-producer-") + reader.problems().channel();
  }
}
