package io.weir.kafka.serialize;

import io.weir.kafka.api.ByteSink;
import io.weir.kafka.api.PayloadSerializer;
import io.weir.kafka.api.RecordContext;
import java.nio.ByteBuffer;
import java.util.UUID;

/** Chooses for each payload by its type: a built-in one, else JSON. */
final class ByPayloadType implements PayloadSerializer<Object> {

  private final LazyJson json;

  ByPayloadType(LazyJson json) {
    this.json = json;
  }

  @Override
  public void serialize(Object payload, RecordContext context, ByteSink sink) throws Exception {
    if (payload instanceof String text) {
      BuiltIns.STRING.serialize(text, context, sink);
    } else if (payload instanceof byte[] bytes) {
      BuiltIns.BYTES.serialize(bytes, context, sink);
    } else if (payload instanceof Number number) {
      serializeNumber(number, context, sink);
    } else if (payload instanceof UUID uuid) {
      BuiltIns.UUID_TEXT.serialize(uuid, context, sink);
    } else if (payload instanceof ByteBuffer buffer) {
      BuiltIns.BYTE_BUFFER.serialize(buffer, context, sink);
    } else {
      json.serialize(payload, context, sink);
    }
  }

  private void serializeNumber(Number payload, RecordContext context, ByteSink sink)
      throws Exception {
    if (payload instanceof Integer number) {
      BuiltIns.INTEGER.serialize(number, context, sink);
    } else if (payload instanceof Long number) {
      BuiltIns.LONG.serialize(number, context, sink);
    } else if (payload instanceof Double number) {
      BuiltIns.DOUBLE.serialize(number, context, sink);
    } else if (payload instanceof Float number) {
      BuiltIns.FLOAT.serialize(number, context, sink);
    } else if (payload instanceof Short number) {
      BuiltIns.SHORT.serialize(number, context, sink);
    } else {
      json.serialize(payload, context, sink);
    }
  }

  @Override
  public void close() {
    json.close();
  }
}
