package io.weir.kafka.serialize;

import io.weir.kafka.api.ByteSink;
import io.weir.kafka.api.PayloadSerializer;
import io.weir.kafka.api.RecordContext;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
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

  /** One bit pattern for all NaNs, as Kafka has it; of a float each keeps its own. */
  static final PayloadSerializer<Double> DOUBLE =
      (number, context, sink) -> sink.writeLong(Double.doubleToLongBits(number));

  static final PayloadSerializer<Boolean> BOOLEAN =
      (flag, context, sink) -> sink.writeByte(flag ? 1 : 0);
  static final PayloadSerializer<UUID> UUID_TEXT = (uuid, context, sink) -> writeUuid(uuid, sink);

  private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private BuiltIns() {}

  static PayloadSerializer<String> string(Charset encoding) {
    return (text, context, sink) -> sink.write(text.getBytes(encoding));
  }

  private static void writeShort(Short number, RecordContext context, ByteSink sink) {
    sink.writeByte(number >> 8);
    sink.writeByte(number);
  }

  /** The 36 characters of {@link UUID#toString}, without the string. */
  private static void writeUuid(UUID uuid, ByteSink sink) {
    long high = uuid.getMostSignificantBits();
    long low = uuid.getLeastSignificantBits();
    writeHex(high >>> 32, 8, sink);
    sink.writeByte('-');
    writeHex(high >>> 16, 4, sink);
    sink.writeByte('-');
    writeHex(high, 4, sink);
    sink.writeByte('-');
    writeHex(low >>> 48, 4, sink);
    sink.writeByte('-');
    writeHex(low, 12, sink);
  }

  /** The lowest digits of the number. */
  private static void writeHex(long bits, int digits, ByteSink sink) {
    for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) {
      sink.writeByte(DIGITS[(int) (bits >>> shift) & 0xf]);
    }
  }
}
