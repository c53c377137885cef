package io.weir.kafka.migration;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** A way to set an attribute that smallrye-kafka, or Quarkus for it, documents. */
enum Way {
  NOT_SET("not set") {
    @Override
    void set(Application application, String name, String value) {}
  },
  CHANNEL("mp.messaging.outgoing.CHANNEL.NAME") {
    @Override
    void set(Application application, String name, String value) {
      application.properties.put("mp.messaging.outgoing.orders." + name, value);
    }
  },
  CHANNEL_VARIABLE("MP_MESSAGING_OUTGOING_CHANNEL_NAME") {
    @Override
    void set(Application application, String name, String value) {
      application.environment.put("MP_MESSAGING_OUTGOING_ORDERS_" + variable(name), value);
    }
  },
  CONNECTOR("mp.messaging.connector.CONNECTOR.NAME") {
    @Override
    void set(Application application, String name, String value) {
      application.properties.put("mp.messaging.connector.smallrye-kafka." + name, value);
      application.properties.put("mp.messaging.connector.weir-kafka." + name, value);
    }
  },
  CONNECTOR_VARIABLE("MP_MESSAGING_CONNECTOR_CONNECTOR_NAME") {
    @Override
    void set(Application application, String name, String value) {
      application.environment.put("MP_MESSAGING_CONNECTOR_SMALLRYE_KAFKA_" + variable(name), value);
      application.environment.put("MP_MESSAGING_CONNECTOR_WEIR_KAFKA_" + variable(name), value);
    }
  },
  KAFKA("kafka.NAME") {
    @Override
    void set(Application application, String name, String value) {
      application.properties.put("kafka." + name, value);
    }
  },
  KAFKA_VARIABLE("KAFKA_NAME") {
    @Override
    void set(Application application, String name, String value) {
      application.environment.put("KAFKA_" + variable(name), value);
    }
  },
  CHANNEL_MAP("@Identifier(\"CHANNEL\") Map<String, Object>") {
    @Override
    void set(Application application, String name, String value) {
      application.ofChannel.put(name, value);
    }
  },
  DEFAULT_MAP("@Identifier(\"default-kafka-broker\") Map<String, Object>") {
    @Override
    void set(Application application, String name, String value) {
      application.ofAll.put(name, value);
    }
  },
  CHANNEL_BEFORE_CONNECTOR("on the channel and on the connector") {
    @Override
    void set(Application application, String name, String value) {
      CHANNEL.set(application, name, value);
      CONNECTOR.set(application, name, application.another);
    }
  },
  CONNECTOR_BEFORE_MAPS("on the connector and in the maps") {
    @Override
    void set(Application application, String name, String value) {
      CONNECTOR.set(application, name, value);
      CHANNEL_MAP.set(application, name, application.another);
      DEFAULT_MAP.set(application, name, application.another);
    }
  },
  CHANNEL_MAP_BEFORE_DEFAULT("in the channel's map and in the default one") {
    @Override
    void set(Application application, String name, String value) {
      CHANNEL_MAP.set(application, name, value);
      DEFAULT_MAP.set(application, name, application.another);
    }
  };

  private final String label;

  Way(String label) {
    this.label = label;
  }

  /** Sets the attribute in this way. */
  abstract void set(Application application, String name, String value);

  /** As the guide calls it. */
  String label() {
    return label;
  }

  private static String variable(String name) {
    return name.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
  }

  /** All places that settings may come from. */
  static final class Application {

    final Map<String, String> properties = new LinkedHashMap<>();
    final Map<String, String> environment = new LinkedHashMap<>();
    final Map<String, Object> ofChannel = new LinkedHashMap<>();
    final Map<String, Object> ofAll = new LinkedHashMap<>();

    /** A good value that is not the expected one. */
    final String another;

    Application(String another) {
      this.another = another;
    }
  }
}
