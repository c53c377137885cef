package io.weir.kafka.serialize;

import io.weir.kafka.api.ByteSink;
import io.weir.kafka.api.PayloadSerializer;
import io.weir.kafka.api.RecordContext;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.util.UUID;

/** The serializers of plain types; each writes what Kafka's own of that type writes. */
final class BuiltIns {

  static final PayloadSerializer<String> STRING = (text, context, sink) -> sink.writeUtf8(text);
  static final PayloadSerializer<byte[]> BYTES = (bytes, context, sink) -> sink.write(bytes);

  /** The remaining bytes; the buffer stays as it is. */
  static final PayloadSerializer<ByteBuffer> BYTE_BUFFER =
      (buffer, context, sink) -> sink.write(buffer);

  static final PayloadSerializer<Short> SHORT = BuiltIns::writeShort;
  static final PayloadSerializer<Integer> INTEGER =
      (number, context, sink) -> sink.writeInt(number);
  static final PayloadSerializer<Long> LONG = (number, context, sink) -> sink.writeLong(number);
  static final PayloadSerializer<Float> FLOAT =
      (number, context, sink) -> sink.writeInt(Float.floatToRawIntBits(number));
  static final PayloadSerializer<Double> DOUBLE =
      (number, context, sink) -> sink.writeLong(Double.doubleToRawLongBits(number));
  static final PayloadSerializer<Boolean> BOOLEAN =
      (flag, context, sink) -> sink.writeByte(flag ? 1 : 0);
  static final PayloadSerializer<UUID> UUID_TEXT =
      (uuid, context, sink) -> sink.writeUtf8(uuid.toString());

  private BuiltIns() {}

  static PayloadSerializer<String> string(Charset encoding) {
    return (text, context, sink) -> sink.write(text.getBytes(encoding));
  }

  private static void writeShort(Short number, RecordContext context, ByteSink sink) {
    sink.writeByte(number >> 8);
    sink.writeByte(number);
  }
}
