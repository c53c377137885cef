package io.weir.kafka.config;

import java.util.List;

/**
 * A setting that is known and needs no action here: the framework reads it, or what it asks for
 * holds anyway. Setting it draws no warning.
 *
 * @param doc for the reference
 */
record Passive(String name, String doc) {

  /** All names behind it are smallrye-kafka's. */
  private static final String REPLY = "reply.";

  private static final String FRAMEWORK = "Read by the messaging framework.";

  static final List<Passive> ALL =
      List.of(
          new Passive("connector", FRAMEWORK),
          new Passive("type", FRAMEWORK),
          new Passive("channel-name", FRAMEWORK),
          new Passive("enabled", FRAMEWORK),
          new Passive("merge", FRAMEWORK),
          new Passive("broadcast", FRAMEWORK),
          new Passive("concurrency", FRAMEWORK),
          new Passive(
              "kafka-configuration",
              "The @Identifier of a Map<String, Object> bean, whose entries count where the channel"
                  + " and the connector set nothing; read by the connector."),
          new Passive(
              REPLY + "*", "Read by smallrye-kafka's KafkaRequestReply, if the channel has one."));

  /** Whether the name is one of many that somebody else reads. */
  static boolean isOfOthers(String name) {
    return name.replace("\"", "").startsWith(REPLY);
  }
}
