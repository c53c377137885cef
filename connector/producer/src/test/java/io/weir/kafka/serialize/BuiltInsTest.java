package io.weir.kafka.serialize;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.kafka.api.PayloadSerializer;
import io.weir.kafka.api.RecordContext;
import io.weir.kafka.api.RecordHeaders;
import io.weir.kafka.api.RecordPart;
import io.weir.kafka.api.RecordTooLargeException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.kafka.common.serialization.BooleanSerializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.ByteBufferSerializer;
import org.apache.kafka.common.serialization.DoubleSerializer;
import org.apache.kafka.common.serialization.FloatSerializer;
import org.apache.kafka.common.serialization.IntegerSerializer;
import org.apache.kafka.common.serialization.LongSerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.ShortSerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.serialization.UUIDSerializer;
import org.junit.jupiter.api.Test;

/** Each writes, byte for byte, what Kafka's serializer of that type writes. */
class BuiltInsTest {

  private static final RecordContext CONTEXT =
      new RecordContext() {
        @Override
        public String topic() {
          return "t";
        }

        @Override
        public RecordPart part() {
          return RecordPart.VALUE;
        }

        @Override
        public RecordHeaders headers() {
          return RecordHeaders.empty();
        }

        @Override
        public void replaceHeaders(RecordHeaders headers) {
          throw new AssertionError("no built-in serializer writes headers");
        }
      };

  @Property
  void strings(@ForAll String text) throws Exception {
    assertSame(BuiltIns.STRING, new StringSerializer(), text);
  }

  @Test
  void stringsOfOtherEncodings() throws Exception {
    for (var encoding : List.of(ISO_8859_1, UTF_16)) {
      StringSerializer kafkas = new StringSerializer();
      kafkas.configure(Map.of("serializer.encoding", encoding.name()), false);
      assertSame(BuiltIns.string(encoding), kafkas, "Grüße, 漢字");
    }
  }

  @Property
  void bytes(@ForAll byte[] bytes) throws Exception {
    assertSame(BuiltIns.BYTES, new ByteArraySerializer(), bytes);
  }

  @Property
  void shorts(@ForAll short number) throws Exception {
    assertSame(BuiltIns.SHORT, new ShortSerializer(), number);
  }

  @Property
  void integers(@ForAll int number) throws Exception {
    assertSame(BuiltIns.INTEGER, new IntegerSerializer(), number);
  }

  @Property
  void longs(@ForAll long number) throws Exception {
    assertSame(BuiltIns.LONG, new LongSerializer(), number);
  }

  @Property
  void floats(@ForAll int bits) throws Exception {
    assertSame(BuiltIns.FLOAT, new FloatSerializer(), Float.intBitsToFloat(bits));
  }

  @Property
  void doubles(@ForAll long bits) throws Exception {
    assertSame(BuiltIns.DOUBLE, new DoubleSerializer(), Double.longBitsToDouble(bits));
  }

  @Property
  void booleans(@ForAll boolean flag) throws Exception {
    assertSame(BuiltIns.BOOLEAN, new BooleanSerializer(), flag);
  }

  @Property
  void uuids(@ForAll long high, @ForAll long low) throws Exception {
    assertSame(BuiltIns.UUID_TEXT, new UUIDSerializer(), new UUID(high, low));
  }

  @Test
  void wholeBuffers() throws Exception {
    assertSame(
        BuiltIns.BYTE_BUFFER, new ByteBufferSerializer(), ByteBuffer.wrap(new byte[] {1, 2, 3}));
  }

  @Test
  void buffersThatWereWrittenAndNotFlippedWriteWhatRemains() throws Exception {
    ByteBuffer partly = ByteBuffer.allocate(5).put((byte) 1).put((byte) 2);

    assertThat(written(BuiltIns.BYTE_BUFFER, partly)).containsExactly(0, 0, 0);
    assertThat(partly.position()).isEqualTo(2);
  }

  private static <T> void assertSame(PayloadSerializer<T> ours, Serializer<T> kafkas, T payload)
      throws Exception {
    byte[] bytes = written(ours, payload);
    assertThat(bytes).isEqualTo(kafkas.serialize("t", payload));
  }

  private static <T> byte[] written(PayloadSerializer<T> serializer, T payload) throws Exception {
    Scratch scratch = new Scratch(1_000_000, () -> new RecordTooLargeException("too large"));
    scratch.open();
    serializer.serialize(payload, CONTEXT, scratch);
    return Arrays.copyOf(scratch.array(), scratch.count());
  }
}
