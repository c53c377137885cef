package io.weir.kafka.config;

import java.util.List;

/**
 * A setting that is known and needs no action here: the framework reads it, or what it asks for
 * holds anyway. Setting it draws no warning.
 *
 * @param doc for the reference
 */
record Passive(String name, String doc) {

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
                  + " and the connector set nothing; read by the connector."));
}
