package io.weir.kafka.config;

import io.weir.kafka.config.CloudEventSettings.Mode;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** The settings of CloudEvents; names as smallrye-kafka has them. */
final class CloudEventKeys {

  private static final String OF_MESSAGES = " of CloudEvents whose metadata says none";

  static final Setting<Boolean> ENABLED =
      Setting.of(
              "cloud-events",
              ValueType.bool(),
              "Whether a message with SmallRye's OutgoingCloudEventMetadata, or any message where"
                  + " cloud-events-source and cloud-events-type are set, is written as a CloudEvent"
                  + " (version 1.0).")
          .or("true");

  static final Setting<Mode> MODE =
      Setting.of(
              "cloud-events-mode",
              ValueType.oneOf(
                  "string", Map.of("binary", Mode.BINARY, "structured", Mode.STRUCTURED)),
              "How CloudEvents are written. binary: attributes as headers ce_NAME, the value as"
                  + " without. structured: attributes and value as one JSON object; value.serializer"
                  + " is then string or not set.")
          .or("binary");

  static final Setting<String> SOURCE = text("source");
  static final Setting<String> TYPE = text("type");
  static final Setting<String> SUBJECT = text("subject");
  static final Setting<String> DATA_CONTENT_TYPE = text("data-content-type", "datacontenttype");

  static final Setting<URI> DATA_SCHEMA =
      Setting.of(
              "cloud-events-data-schema",
              new ValueType<>("uri", "", "a URI", URI::create),
              "The dataschema" + OF_MESSAGES + ".")
          .alias("cloud-events-default-data-schema");

  static final Setting<Boolean> INSERT_TIMESTAMP =
      Setting.of(
              "cloud-events-insert-timestamp",
              ValueType.bool(),
              "Whether a CloudEvent has the time of sending if neither its metadata nor the record"
                  + " says a time.")
          .alias("cloud-events-default-timestamp")
          .or("true");

  static final List<Setting<?>> ALL =
      List.of(
          ENABLED, MODE, SOURCE, TYPE, SUBJECT, DATA_CONTENT_TYPE, DATA_SCHEMA, INSERT_TIMESTAMP);

  private CloudEventKeys() {}

  private static Setting<String> text(String name) {
    return text(name, name);
  }

  private static Setting<String> text(String name, String attribute) {
    return Setting.of(
            "cloud-events-" + name, ValueType.text(), "The " + attribute + OF_MESSAGES + ".")
        .alias("cloud-events-default-" + name);
  }
}
