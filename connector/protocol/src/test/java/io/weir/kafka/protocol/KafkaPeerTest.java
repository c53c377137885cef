package io.weir.kafka.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.weir.kafka.wire.MessageCodec;
import io.weir.kafka.wire.RandomContent;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.kafka.common.message.ApiMessageType;
import org.apache.kafka.common.message.RequestHeaderData;
import org.apache.kafka.common.message.ResponseHeaderData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each message in each version, with random content, byte for byte against kafka-clients.
 *
 * <p>Weir reads and writes with the same shapes, so it would never notice a mistake that is the
 * same in both. Here Kafka's own classes are the other end, in both directions.
 */
class KafkaPeerTest {

  private static final int CONTENTS = 300;

  /** Without leak detection, which would take most of the time; leaks are looked for elsewhere. */
  private static final ByteBufAllocator ALLOCATOR = new UnpooledByteBufAllocator(false, true);

  static Stream<MessageCase<?>> cases() {
    return MessageCase.all();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void kafkaReadsAndWritesWhatWeirWrote(MessageCase<?> message) {
    KafkaPeer kafka = KafkaPeer.of(message.shape().name());
    Random random = new Random(message.toString().hashCode());

    for (int i = 0; i < CONTENTS; i++) {
      byte[] ours = writeRandom(message, random);
      byte[] theirs = KafkaPeer.write(kafka.read(ours, message.version()), message.version());
      assertThat(theirs).as("content %d", i).isEqualTo(ours);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void weirReadsAndWritesWhatKafkaWrote(MessageCase<?> message) {
    KafkaPeer kafka = KafkaPeer.of(message.shape().name());
    MessageDefinition definition = MessageDefinition.of(message.shape().name());
    RandomJson content =
        new RandomJson(message.version(), new Random(message.toString().hashCode()));

    for (int i = 0; i < CONTENTS; i++) {
      var made = kafka.fromJson(content.struct(definition.fields()), message.version());
      byte[] theirs = KafkaPeer.write(made, message.version());
      assertThat(readAndWrite(message, theirs)).as("content %d", i).isEqualTo(theirs);
    }
  }

  @Test
  void noVersionOfTheJarIsLeftOut() {
    int headers =
        RequestHeaderData.SCHEMAS.length
            - RequestHeaderData.LOWEST_SUPPORTED_VERSION
            + ResponseHeaderData.SCHEMAS.length;
    int messages =
        Apis.ALL.stream()
            .map(api -> ApiMessageType.fromApiKey((short) api.key()))
            .mapToInt(api -> Arrays.stream(versions(api)).sum())
            .sum();

    long cases = cases().count();

    System.out.printf(
        "%d message x version cases, %d contents compared with kafka-clients%n",
        cases, 2 * cases * CONTENTS);
    assertThat(cases).isEqualTo(messages + headers).isGreaterThan(100);
  }

  private static int[] versions(ApiMessageType api) {
    int lowest = api.lowestSupportedVersion();
    return new int[] {api.requestSchemas().length - lowest, api.responseSchemas().length - lowest};
  }

  private static <T extends Record> byte[] writeRandom(MessageCase<T> message, Random random) {
    T content = RandomContent.of(message.shape(), message.version(), random);
    return write(message, content);
  }

  private static <T extends Record> byte[] readAndWrite(MessageCase<T> message, byte[] bytes) {
    ByteBuf in = Unpooled.wrappedBuffer(bytes);
    return write(message, MessageCodec.read(message.shape(), in, message.version()));
  }

  private static <T extends Record> byte[] write(MessageCase<T> message, T content) {
    ByteBuf out = MessageCodec.write(message.shape(), content, message.version(), ALLOCATOR);
    byte[] bytes = ByteBufUtil.getBytes(out);
    out.release();
    return bytes;
  }
}
