package io.weir.kafka.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.kafka.protocol.MessageDefinition.FieldDefinition;
import io.weir.kafka.wire.RandomText;
import java.util.List;
import java.util.Random;
import org.apache.kafka.common.Uuid;

/**
 * Makes messages up from Kafka's definitions alone, in the JSON that Kafka's own converters read:
 * independent of Weir's shapes.
 */
record RandomJson(int version, Random random) {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  JsonNode struct(List<FieldDefinition> fields) {
    ObjectNode struct = NODES.objectNode();
    for (FieldDefinition field : fields) {
      boolean leftOut = field.tag() >= 0 && random.nextInt(3) == 0;
      if (field.existsIn(version) && !leftOut) {
        struct.set(field.name(), value(field));
      }
    }
    return struct;
  }

  private JsonNode value(FieldDefinition field) {
    if (field.nullableIn(version) && random.nextInt(4) == 0) {
      return NODES.nullNode();
    }
    return field.isList() ? list(field) : element(field);
  }

  private ArrayNode list(FieldDefinition field) {
    ArrayNode list = NODES.arrayNode();
    for (int left = random.nextInt(4); left > 0; left--) {
      list.add(element(field));
    }
    return list;
  }

  private JsonNode element(FieldDefinition field) {
    return switch (field.elementType()) {
      case "bool" -> NODES.booleanNode(random.nextBoolean());
      case "int8" -> NODES.numberNode((byte) random.nextInt());
      case "int16" -> NODES.numberNode((short) random.nextInt());
      case "int32" -> NODES.numberNode(random.nextInt());
      case "int64" -> NODES.numberNode(random.nextLong());
      case "uuid" -> NODES.textNode(new Uuid(random.nextLong(), random.nextLong()).toString());
      case "string" -> NODES.textNode(RandomText.next(random));
      case "bytes", "records" -> NODES.binaryNode(blob());
      default -> struct(field.fields());
    };
  }

  private byte[] blob() {
    byte[] blob = new byte[random.nextInt(300)];
    random.nextBytes(blob);
    return blob;
  }
}
