package io.weir.kafka.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The serializers that need no class of the user's, under all names that they go by. */
public enum BuiltInSerializer {
  STRING("string", kafka("String")),
  BYTES("bytes", kafka("ByteArray")),
  BYTE_BUFFER("bytebuffer", kafka("ByteBuffer")),
  SHORT("short", kafka("Short")),
  INTEGER("integer", kafka("Integer")),
  LONG("long", kafka("Long")),
  FLOAT("float", kafka("Float")),
  DOUBLE("double", kafka("Double")),
  BOOLEAN("boolean", kafka("Boolean")),
  UUID("uuid", kafka("UUID")),
  VOID("void", kafka("Void")),
  /** Jackson, else JSON-B. */
  JSON("json"),
  JACKSON("jackson", "io.quarkus.kafka.client.serialization.ObjectMapperSerializer"),
  JSONB("jsonb", "io.quarkus.kafka.client.serialization.JsonbSerializer");

  private static final Map<String, BuiltInSerializer> BY_NAME = byName();

  private final List<String> names;

  BuiltInSerializer(String... names) {
    this.names = List.of(names);
  }

  /** The name that Weir's reference uses. */
  public String shortName() {
    return names.get(0);
  }

  /** The one of this short or class name; letters count as written. */
  public static Optional<BuiltInSerializer> named(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }

  private static String kafka(String type) {
    return "org.apache.kafka.common.serialization." + type + "Serializer";
  }

  private static Map<String, BuiltInSerializer> byName() {
    Map<String, BuiltInSerializer> all = new HashMap<>();
    for (BuiltInSerializer one : values()) {
      one.names.forEach(name -> all.put(name, one));
    }
    return Map.copyOf(all);
  }
}
