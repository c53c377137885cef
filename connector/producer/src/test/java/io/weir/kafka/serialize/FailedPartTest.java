package io.weir.kafka.serialize;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.weir.kafka.api.ConfigurationException;
import io.weir.kafka.api.PayloadSerializer;
import io.weir.kafka.api.RecordHeaders;
import io.weir.kafka.api.RecordPart;
import io.weir.kafka.api.RecordTooLargeException;
import io.weir.kafka.api.SerializationException;
import io.weir.kafka.api.SerializationFailureHandler;
import io.weir.kafka.config.BeanLookup;
import io.weir.kafka.config.ChannelSettings;
import io.weir.kafka.config.Problems;
import io.weir.kafka.config.SettingsSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What happens in place of a key or a value that cannot be serialized. */
class FailedPartTest {

  private static final PayloadSerializer<String> REFUSING =
      (payload, context, sink) -> {
        sink.writeUtf8("half of it");
        throw new IOException("I do not like it");
      };

  @Test
  void whatTheHandlerReturnsIsSentInItsPlace() {
    RecordEncoder encoder = encoder(REFUSING, (payload, failure) -> "other".getBytes(UTF_8));

    assertThat(encoded(encoder)).isEqualTo("06" + "6b6579" + "0a" + "6f74686572" + "00");
  }

  @Test
  void nullFromTheHandlerIsATombstone() {
    RecordEncoder encoder = encoder(REFUSING, (payload, failure) -> null);

    assertThat(encoded(encoder)).isEqualTo("06" + "6b6579" + "01" + "00");
  }

  @Test
  void aHandledKeyIsThereToBeHashed() {
    RecordEncoder encoder =
        encoder(
            Map.of("key.serializer", "mine", "key-serialization-failure-handler", "handler"),
            REFUSING,
            (payload, failure) -> {
              assertThat(failure.context().part()).isEqualTo(RecordPart.KEY);
              return "key".getBytes(UTF_8);
            });

    encoder.encode("orders", "bad", "v", RecordHeaders.empty());

    assertThat(encoder.keyLength()).isEqualTo(3);
    assertThat(encoder.copyOfKey()).isEqualTo("key".getBytes(UTF_8));
  }

  @Test
  void theHandlerIsToldWhatFailedWhereAndWhy() {
    List<Object> told = new ArrayList<>();
    RecordEncoder encoder =
        encoder(
            REFUSING,
            (payload, failure) -> {
              told.add(payload);
              told.add(failure.context().topic());
              told.add(failure.context().part());
              told.add(failure.context().headers().size());
              told.add(failure.serializer());
              told.add(String.valueOf(failure.exception().getCause()));
              return null;
            });

    encoded(encoder);

    assertThat(told)
        .containsExactly(
            "bad",
            "orders",
            RecordPart.VALUE,
            0,
            "value.serializer = 'mine'",
            "java.io.IOException: I do not like it");
  }

  @Test
  void aHandlerMayTryAgain() {
    AtomicInteger attempts = new AtomicInteger();
    PayloadSerializer<String> moody =
        (payload, context, sink) -> {
          sink.writeUtf8("attempt");
          if (attempts.incrementAndGet() < 3) {
            throw new IOException("not yet");
          }
        };
    RecordEncoder encoder =
        encoder(
            moody,
            (payload, failure) -> {
              assertThatThrownBy(failure::retry).isInstanceOf(SerializationException.class);
              return failure.retry();
            });

    assertThat(encoded(encoder)).isEqualTo("06" + "6b6579" + "0e" + "617474656d7074" + "00");
    assertThat(attempts).hasValue(3);
  }

  @Test
  void aHandlerThatFailsTooFailsTheRecordWithBothCauses() {
    IllegalStateException second = new IllegalStateException("neither do I");
    RecordEncoder encoder =
        encoder(
            REFUSING,
            (payload, failure) -> {
              throw second;
            });

    SerializationException both =
        catchThrowableOfType(SerializationException.class, () -> encoded(encoder));

    assertThat(both).hasMessageContainingAll("Channel 'out', topic 'orders'", "neither do I");
    assertThat(both).hasRootCauseMessage("I do not like it").hasSuppressedException(second);
  }

  @Test
  void aHandlerMayLetTheRecordFailWithItsOwnReason() {
    RecordEncoder encoder =
        encoder(
            REFUSING,
            (payload, failure) -> {
              throw failure.exception();
            });

    assertThatThrownBy(() -> encoded(encoder))
        .isInstanceOf(SerializationException.class)
        .hasNoSuppressedExceptions();
  }

  @Test
  void aPayloadThatIsTooLargeIsNoMatterForTheHandler() {
    PayloadSerializer<String> endless =
        (payload, context, sink) -> {
          while (true) {
            sink.writeLong(1);
          }
        };
    RecordEncoder encoder = encoder(endless, (payload, failure) -> null);

    assertThatThrownBy(() -> encoded(encoder)).isInstanceOf(RecordTooLargeException.class);
  }

  @Test
  void theHandlerIsNotAskedWhileAllGoesWell() {
    RecordEncoder encoder =
        encoder(
            (PayloadSerializer<String>) (payload, context, sink) -> sink.writeUtf8(payload),
            (payload, failure) -> {
              throw new AssertionError("asked");
            });

    assertThat(encoded(encoder)).isEqualTo("06" + "6b6579" + "06" + "626164" + "00");
  }

  @Test
  void aHandlerThatCannotBeFoundFailsTheStart() {
    assertThatThrownBy(
            () ->
                encoder(
                    Map.of("value-serialization-failure-handler", "nobody"),
                    REFUSING,
                    (payload, failure) -> null))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("value-serialization-failure-handler = 'nobody'");
  }

  private static String encoded(RecordEncoder encoder) {
    encoder.encode("orders", "key", "bad", RecordHeaders.empty());
    ByteBuf target = Unpooled.buffer();
    try {
      encoder.writeTo(target);
      byte[] bytes = new byte[target.readableBytes()];
      target.readBytes(bytes);
      return HexFormat.of().formatHex(bytes);
    } finally {
      target.release();
    }
  }

  private static RecordEncoder encoder(
      PayloadSerializer<String> mine, SerializationFailureHandler<String> handler) {
    return encoder(
        Map.of("value.serializer", "mine", "value-serialization-failure-handler", "handler"),
        mine,
        handler);
  }

  private static RecordEncoder encoder(
      Map<String, String> values,
      PayloadSerializer<String> mine,
      SerializationFailureHandler<String> handler) {
    Map<String, Object> named = Map.of("mine", mine, "handler", handler);
    BeanLookup beans = name -> Optional.ofNullable(named.get(name));
    Problems problems = new Problems("out");
    ChannelSettings settings = ChannelSettings.read(SettingsSource.of(values), problems);
    RecordSerializers serializers = RecordSerializers.resolve(settings, beans, problems);
    problems.throwIfAny();
    return serializers.newEncoder();
  }
}
