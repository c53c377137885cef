package io.weir.kafka.serialize;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.weir.kafka.api.ByteSink;
import io.weir.kafka.api.PayloadSerializer;
import io.weir.kafka.api.RecordHeaders;
import io.weir.kafka.api.RecordTooLargeException;
import io.weir.kafka.api.SerializationException;
import io.weir.kafka.config.BeanLookup;
import io.weir.kafka.config.ChannelSettings;
import io.weir.kafka.config.Problems;
import io.weir.kafka.config.SettingsSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecordEncoderTest {

  private static final String TOPIC = "orders";

  @Test
  void aBodyIsKeyValueAndHeadersWithTheirLengths() {
    RecordHeaders headers =
        RecordHeaders.empty()
            .with("h", new byte[] {1, 2})
            .with("", new byte[0])
            .with("ö", (byte @Nullable []) null);

    assertThat(hex(encode(encoder(Map.of()), "k", "val", headers)))
        .isEqualTo("02" + "6b" + "06" + "76616c" + "06" + "0268040102" + "0000" + "04c3b601");
  }

  @Test
  void nothingIsWrittenAsLengthMinusOne() {
    assertThat(hex(encode(encoder(Map.of()), null, null, RecordHeaders.empty())))
        .isEqualTo("01" + "01" + "00");
  }

  @Test
  void emptyIsNotNull() {
    assertThat(hex(encode(encoder(Map.of()), "", new byte[0], RecordHeaders.empty())))
        .isEqualTo("00" + "00" + "00");
  }

  @Test
  void eachWayToABufferWritesTheSame() {
    RecordEncoder encoder = encoder(Map.of());
    String longAscii = "0123456789abcdef".repeat(1000);
    for (Object value : List.of(longAscii, "ä" + longAscii, longAscii.getBytes(UTF_8), 42)) {
      encoder.encode(TOPIC, "key", value, RecordHeaders.empty());
      byte[] heap = written(encoder, Unpooled.buffer(encoder.sizeInBytes()));
      byte[] direct = written(encoder, Unpooled.directBuffer(encoder.sizeInBytes()));
      byte[] within = written(encoder, Unpooled.buffer(encoder.sizeInBytes() + 9).writeZero(9));

      assertThat(direct).isEqualTo(heap).hasSize(encoder.sizeInBytes());
      assertThat(Arrays.copyOfRange(within, 9, within.length)).isEqualTo(heap);
    }
  }

  @Test
  void theKeysBytesAreThereToBeHashed() {
    RecordEncoder encoder = encoder(Map.of());
    for (Object key : List.of("key", "schlüssel", "key".getBytes(UTF_8), 7L)) {
      byte[] expected = {0, 0, 0, 0, 0, 0, 0, 7};
      if (key instanceof String text) {
        expected = text.getBytes(UTF_8);
      } else if (key instanceof byte[] bytes) {
        expected = bytes;
      }
      // A value that makes the scratch grow after the key was written there.
      encoder.encode(TOPIC, key, "ä".repeat(5000), RecordHeaders.empty());

      int from = encoder.keyOffset();
      assertThat(encoder.hasKey()).isTrue();
      assertThat(Arrays.copyOfRange(encoder.keyArray(), from, from + encoder.keyLength()))
          .isEqualTo(expected);
    }
    encoder.encode(TOPIC, null, "v", RecordHeaders.empty());
    assertThat(encoder.hasKey()).isFalse();
    assertThat(encoder.keyLength()).isZero();
  }

  @Test
  void whatWasSerializedBeforeIsWrittenAsItWas() {
    RecordEncoder encoder = encoder(Map.of());
    RecordHeaders headers = RecordHeaders.empty().with("h", "1");
    for (Object payload : Arrays.asList("ascii", "ä", "bytes".getBytes(UTF_8), 7L, "", null)) {
      byte[] first = encode(encoder, payload, payload, headers);
      byte[] key = encoder.copyOfKey();
      byte[] value = encoder.copyOfValue();
      encoder.encode(TOPIC, "another", "record", RecordHeaders.empty());

      encoder.encodeSerialized(TOPIC, key, value, headers);

      assertThat(written(encoder, Unpooled.buffer())).isEqualTo(first);
    }
  }

  @Test
  void noSerializerSeesWhatWasSerializedBefore() {
    RecordEncoder encoder = encoder(Map.of("value.serializer", "integer"));

    encoder.encodeSerialized(TOPIC, null, new byte[] {1}, RecordHeaders.empty());

    assertThat(hex(written(encoder, Unpooled.buffer()))).isEqualTo("01" + "0201" + "00");
  }

  @Test
  void aRecordMayFillARequestAndNotExceedIt() {
    RecordEncoder encoder = encoder(Map.of("max.request.size", "1000"));
    int rest = 1000 - RecordEncoder.OVERHEAD_BYTES - (1 + 2 + 1);
    encoder.encode(TOPIC, null, new byte[rest], RecordHeaders.empty());

    assertThatThrownBy(() -> encoder.encode(TOPIC, null, new byte[rest + 1], RecordHeaders.empty()))
        .isInstanceOf(RecordTooLargeException.class)
        .hasMessageContaining("Channel 'out', topic 'orders'")
        .hasMessageContaining("max.request.size = 1000 bytes");
  }

  @Test
  void anEndlessPayloadIsStoppedWhileItIsWritten() {
    PayloadSerializer<Object> endless =
        (payload, context, sink) -> {
          while (true) {
            sink.writeLong(1);
          }
        };
    RecordEncoder encoder = encoder(Map.of("value.serializer", "mine"), endless);

    assertThatThrownBy(() -> encoder.encode(TOPIC, null, "x", RecordHeaders.empty()))
        .isInstanceOf(RecordTooLargeException.class);
  }

  @Test
  void aSerializerCannotHideThatItWroteTooMuch() {
    PayloadSerializer<Object> hiding =
        (payload, context, sink) -> {
          try {
            sink.write(new byte[2_000_000]);
          } catch (RecordTooLargeException swallowed) {
            sink.writeByte(1);
          }
        };
    RecordEncoder encoder = encoder(Map.of("value.serializer", "mine"), hiding);

    assertThatThrownBy(() -> encoder.encode(TOPIC, null, "x", RecordHeaders.empty()))
        .isInstanceOf(RecordTooLargeException.class);
    PayloadSerializer<Object> wrapping =
        (payload, context, sink) -> {
          try {
            sink.write(new byte[2_000_000]);
          } catch (RecordTooLargeException wrapped) {
            throw new IOException(wrapped);
          }
        };
    RecordEncoder second = encoder(Map.of("value.serializer", "mine"), wrapping);
    assertThatThrownBy(() -> second.encode(TOPIC, null, "x", RecordHeaders.empty()))
        .isInstanceOf(RecordTooLargeException.class);
  }

  @Test
  void whateverASerializerThrowsNamesPartSerializerTypeAndTopicButNoPayload() {
    for (Throwable thrown :
        List.of(new IOException("no"), new StackOverflowError(), new NoClassDefFoundError("X"))) {
      PayloadSerializer<Object> failing =
          (payload, context, sink) -> {
            if (thrown instanceof Error error) {
              throw error;
            }
            throw (Exception) thrown;
          };
      RecordEncoder encoder = encoder(Map.of("key.serializer", "mine"), failing);

      assertThatThrownBy(() -> encoder.encode(TOPIC, "secret", "v", RecordHeaders.empty()))
          .isInstanceOf(SerializationException.class)
          .hasMessage(
              "Channel 'out', topic 'orders': key.serializer = 'mine' cannot serialize the key of"
                  + " type java.lang.String")
          .hasCause(thrown);
    }
  }

  @Test
  void anInterruptionStaysVisible() {
    PayloadSerializer<Object> interrupted =
        (payload, context, sink) -> {
          throw new InterruptedException();
        };
    RecordEncoder encoder = encoder(Map.of("value.serializer", "mine"), interrupted);

    assertThatThrownBy(() -> encoder.encode(TOPIC, null, "v", RecordHeaders.empty()))
        .isInstanceOf(SerializationException.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void aPayloadOfTheWrongTypeSaysWhichSerializerFits() {
    RecordEncoder encoder = encoder(Map.of("value.serializer", "string"));

    assertThatThrownBy(() -> encoder.encode(TOPIC, null, 42, RecordHeaders.empty()))
        .isInstanceOf(SerializationException.class)
        .hasMessage(
            "Channel 'out', topic 'orders': value.serializer = 'string' cannot serialize the value"
                + " of type java.lang.Integer: it accepts java.lang.String; set value.serializer"
                + " to one that fits the payload");
  }

  @Test
  void theNextRecordIsNoneTheWorseForAFailure() {
    RecordEncoder encoder = encoder(Map.of("value.serializer", "integer"));
    assertThatThrownBy(() -> encoder.encode(TOPIC, "k", "no", RecordHeaders.empty()))
        .isInstanceOf(SerializationException.class);

    assertThat(hex(encode(encoder, null, 1, RecordHeaders.empty())))
        .isEqualTo("01" + "08" + "00000001" + "00");
  }

  @Test
  void aSinkIsValidDuringItsCallOnly() {
    List<ByteSink> kept = new ArrayList<>();
    PayloadSerializer<Object> keeping = (payload, context, sink) -> kept.add(sink);
    RecordEncoder encoder = encoder(Map.of("value.serializer", "mine"), keeping);
    encoder.encode(TOPIC, null, "v", RecordHeaders.empty());

    assertThatThrownBy(() -> kept.get(0).writeInt(1)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aSerializerThatSendsToItsOwnEncoderIsRefused() {
    List<RecordEncoder> self = new ArrayList<>();
    PayloadSerializer<Object> reentrant =
        (payload, context, sink) -> self.get(0).encode(TOPIC, null, "v", RecordHeaders.empty());
    RecordEncoder encoder = encoder(Map.of("value.serializer", "mine"), reentrant);
    self.add(encoder);

    assertThatThrownBy(() -> encoder.encode(TOPIC, null, "v", RecordHeaders.empty()))
        .isInstanceOf(SerializationException.class)
        .hasRootCauseMessage("A serializer must not send to its own channel");
  }

  @Test
  void aSerializerSeesTopicPartAndHeaders() {
    List<String> seen = new ArrayList<>();
    PayloadSerializer<Object> looking =
        (payload, context, sink) ->
            seen.add(context.topic() + " " + context.part() + " " + context.headers());
    RecordEncoder encoder =
        encoder(Map.of("value.serializer", "mine", "key.serializer", "mine"), looking);
    encoder.encode(TOPIC, "k", "v", RecordHeaders.empty().with("trace", "1"));

    assertThat(seen).containsExactly("orders KEY [trace]", "orders VALUE [trace]");
  }

  private static byte[] encode(
      RecordEncoder encoder, @Nullable Object key, @Nullable Object value, RecordHeaders headers) {
    encoder.encode(TOPIC, key, value, headers);
    byte[] bytes = written(encoder, Unpooled.buffer(encoder.sizeInBytes()));
    assertThat(bytes).hasSize(encoder.sizeInBytes());
    return bytes;
  }

  /** Consumes the buffer. */
  private static byte[] written(RecordEncoder encoder, ByteBuf target) {
    try {
      encoder.writeTo(target);
      byte[] bytes = new byte[target.readableBytes()];
      target.readBytes(bytes);
      return bytes;
    } finally {
      target.release();
    }
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static RecordEncoder encoder(Map<String, String> settings) {
    return encoder(settings, Collections.emptyMap());
  }

  private static RecordEncoder encoder(Map<String, String> settings, PayloadSerializer<?> mine) {
    return encoder(settings, Map.of("mine", mine));
  }

  private static RecordEncoder encoder(Map<String, String> values, Map<String, Object> named) {
    BeanLookup beans = name -> Optional.ofNullable(named.get(name));
    Problems problems = new Problems("out");
    ChannelSettings settings = ChannelSettings.read(SettingsSource.of(values), problems);
    RecordSerializers serializers = RecordSerializers.resolve(settings, beans, problems);
    problems.throwIfAny();
    return serializers.newEncoder();
  }
}
