package io.weir.kafka.config;

import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The settings that choose serializers. */
final class SerializationKeys {

  private static final String CHOICES =
      " %s; Kafka's class names of these; a class or an @Identifier bean that implements"
              .formatted(shortNames())
          + " PayloadSerializer. Not set: by the type of each payload.";

  private static final ValueType<Charset> CHARSET =
      new ValueType<>(
          "charset", "", "a character set of this JVM, such as UTF-8", Charset::forName);

  static final Setting<String> KEY_SERIALIZER =
      Setting.of("key.serializer", ValueType.text(), "What writes keys:" + CHOICES);

  static final Setting<String> VALUE_SERIALIZER =
      Setting.of("value.serializer", ValueType.text(), "What writes values:" + CHOICES);

  static final Setting<Charset> ENCODING =
      Setting.of(
              "serializer.encoding",
              CHARSET,
              "The character set of the string serializer, if not UTF-8.")
          .or("UTF-8");

  static final Setting<Charset> KEY_ENCODING =
      Setting.of(
          "key.serializer.encoding",
          CHARSET,
          "The same for keys; goes before serializer.encoding.");

  static final Setting<Charset> VALUE_ENCODING =
      Setting.of(
          "value.serializer.encoding",
          CHARSET,
          "The same for values; goes before serializer.encoding.");

  static final Setting<String> KEY_FAILURE_HANDLER =
      Setting.of(
          "key-serialization-failure-handler",
          ValueType.text(),
          "The @Identifier of a bean that implements SerializationFailureHandler, or such a class:"
              + " what it returns is sent in place of a key that cannot be serialized. Not set: the"
              + " record fails.");

  static final Setting<String> VALUE_FAILURE_HANDLER =
      Setting.of("value-serialization-failure-handler", ValueType.text(), "The same for values.");

  static final List<Setting<?>> ALL =
      List.of(
          KEY_SERIALIZER,
          VALUE_SERIALIZER,
          ENCODING,
          KEY_ENCODING,
          VALUE_ENCODING,
          KEY_FAILURE_HANDLER,
          VALUE_FAILURE_HANDLER);

  private SerializationKeys() {}

  private static String shortNames() {
    return Arrays.stream(BuiltInSerializer.values())
        .map(BuiltInSerializer::shortName)
        .collect(Collectors.joining(", "));
  }
}
