package io.weir.kafka.protocol;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One of the message definitions inside the kafka-clients jar. */
record MessageDefinition(JsonNode json) {

  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(JsonReadFeature.ALLOW_JAVA_COMMENTS).build();

  static MessageDefinition of(String message) {
    String path = "/common/message/" + message + ".json";
    try (InputStream in = MessageDefinition.class.getResourceAsStream(path)) {
      return new MessageDefinition(MAPPER.readTree(Objects.requireNonNull(in, path)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String name() {
    return json.get("name").textValue();
  }

  Range validVersions() {
    return Range.parse(json.get("validVersions").textValue());
  }

  Range flexibleVersions() {
    return Range.parse(json.get("flexibleVersions").textValue());
  }

  boolean latestVersionUnstable() {
    return json.path("latestVersionUnstable").asBoolean();
  }

  /** In wire order: tagged fields last, by tag. */
  List<FieldDefinition> fields() {
    return fieldsOf(json);
  }

  private static List<FieldDefinition> fieldsOf(JsonNode struct) {
    List<FieldDefinition> fields = new ArrayList<>();
    struct.path("fields").forEach(field -> fields.add(new FieldDefinition(field)));
    fields.sort(Comparator.comparingInt(FieldDefinition::tag));
    return fields;
  }

  /** One field of a definition. */
  record FieldDefinition(JsonNode json) {

    /** In the lower camel case that Kafka's own classes use. */
    String name() {
      String name = json.get("name").textValue();
      return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
    }

    String type() {
      return json.get("type").textValue();
    }

    boolean isList() {
      return type().startsWith("[]");
    }

    String elementType() {
      return isList() ? type().substring(2) : type();
    }

    boolean isStruct() {
      return Character.isUpperCase(elementType().charAt(0));
    }

    boolean existsIn(int version) {
      return Range.parse(json.get("versions").textValue()).contains(version);
    }

    boolean nullableIn(int version) {
      return Range.parse(json.path("nullableVersions").asText("none")).contains(version);
    }

    boolean neverFlexible() {
      return json.path("flexibleVersions").asText().equals("none");
    }

    boolean ignorable() {
      return json.path("ignorable").asBoolean();
    }

    int tag() {
      return json.path("tag").asInt(-1);
    }

    @Nullable String explicitDefault() {
      return json.has("default") ? json.get("default").asText() : null;
    }

    List<FieldDefinition> fields() {
      return fieldsOf(json);
    }
  }

  /** Kafka's notation of versions: "3", "3-7", "3+", "none". */
  record Range(int first, int last) {

    static Range parse(String text) {
      if (text.equals("none")) {
        return new Range(Integer.MAX_VALUE, -1);
      }
      if (text.endsWith("+")) {
        return new Range(Integer.parseInt(text.substring(0, text.length() - 1)), Integer.MAX_VALUE);
      }
      int dash = text.indexOf('-');
      return dash < 0
          ? new Range(Integer.parseInt(text), Integer.parseInt(text))
          : new Range(
              Integer.parseInt(text.substring(0, dash)),
              Integer.parseInt(text.substring(dash + 1)));
    }

    boolean contains(int version) {
      return first <= version && version <= last;
    }
  }
}
