package io.weir.kafka.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.weir.kafka.wire.MessageCodec;
import io.weir.kafka.wire.MessageShape;
import io.weir.kafka.wire.RandomContent;
import io.weir.kafka.wire.WireException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever the bytes, a decoder returns a message or throws a {@link WireException}: soon, and
 * without allocating much more than it was given.
 *
 * <p>The seeds are fixed. The time limit is no measurement, only the end of an endless loop.
 */
@Timeout(60)
class DecoderFuzzTest {

  private static final int MESSAGES = 8;
  private static final int LONGEST_MESSAGE = 1_500;
  private static final int MUTATIONS = 300;

  /** A record, its lists and strings for each few bytes: 64 times their number is generous. */
  private static final long ALLOCATED_PER_BYTE = 64;

  /** The exception, with its text and stack trace. */
  private static final long ALLOCATED_ANYWAY = 64 * 1024;

  private static final ByteBufAllocator ALLOCATOR = new UnpooledByteBufAllocator(false, true);
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** All messages in all versions that Weir knows. */
  static Stream<MessageCase<?>> cases() {
    return MessageCase.shapes().stream().flatMap(DecoderFuzzTest::versionsOf);
  }

  private static Stream<MessageCase<?>> versionsOf(MessageShape<?> shape) {
    return IntStream.rangeClosed(shape.versions().lowest(), shape.versions().highest())
        .mapToObj(version -> new MessageCase<>(shape, version));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aMessageCutOffAnywhereIsRefused(MessageCase<?> message) {
    Random random = new Random(message.toString().hashCode());

    for (int i = 0; i < MESSAGES; i++) {
      byte[] bytes = randomMessage(message, random);
      for (int length = 0; length < bytes.length; length++) {
        byte[] cut = Arrays.copyOf(bytes, length);
        assertThatThrownBy(() -> decode(message, cut)).isInstanceOf(WireException.class);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void flippedBitsDoNoHarm(MessageCase<?> message) {
    Random random = new Random(message.toString().hashCode());

    for (int i = 0; i < MESSAGES; i++) {
      byte[] bytes = randomMessage(message, random);
      for (int mutation = 0; mutation < MUTATIONS && bytes.length > 0; mutation++) {
        byte[] flipped = bytes.clone();
        for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
          flipped[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
        assertHarmless(message, flipped);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void randomBytesDoNoHarm(MessageCase<?> message) {
    Random random = new Random(message.toString().hashCode());

    for (int i = 0; i < MUTATIONS; i++) {
      byte[] bytes = new byte[random.nextInt(400)];
      random.nextBytes(bytes);
      assertHarmless(message, bytes);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void hugeLengthsAnywhereAllocateNothing(MessageCase<?> message) {
    byte[][] lengths = {
      {0x7f, -1, -1, -1}, {0x3f, -1, -1, -1}, {-1, -1, -1, -1, 7}, {-1, -1, -1, 0x7f}, {0x7f, -1}
    };
    Random random = new Random(message.toString().hashCode());

    byte[] bytes = randomMessage(message, random);
    for (byte[] length : lengths) {
      for (int at = 0; at + length.length <= bytes.length; at++) {
        byte[] inflated = bytes.clone();
        System.arraycopy(length, 0, inflated, at, length.length);
        assertHarmless(message, inflated);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void manySmallElementsStayInProportion(MessageCase<?> message) {
    byte[] zeros = new byte[60_000];
    for (int count = 0; count < 40; count++) {
      byte[] bytes = zeros.clone();
      bytes[count] = 0x40;
      bytes[count + 1] = 0x40;
      assertHarmless(message, bytes);
    }
  }

  private static void assertHarmless(MessageCase<?> message, byte[] bytes) {
    ByteBuf in = Unpooled.wrappedBuffer(bytes);
    RuntimeException failure = failureOf(message, in);
    if (failure != null) {
      assertThat(failure).isInstanceOf(WireException.class);
    }
    assertThat(in.refCnt()).isEqualTo(1);
    long allocated = allocatedBySecondRead(message, bytes);
    if (allocated > ALLOCATED_ANYWAY + ALLOCATED_PER_BYTE * bytes.length) {
      throw new AssertionError(
          message + " allocated " + allocated + " for " + ByteBufUtil.hexDump(bytes));
    }
  }

  /** The second, as the first may load and link classes. */
  private static long allocatedBySecondRead(MessageCase<?> message, byte[] bytes) {
    ByteBuf in = Unpooled.wrappedBuffer(bytes);
    long before = THREADS.getCurrentThreadAllocatedBytes();
    failureOf(message, in);
    return THREADS.getCurrentThreadAllocatedBytes() - before;
  }

  private static @Nullable RuntimeException failureOf(MessageCase<?> message, ByteBuf in) {
    try {
      MessageCodec.read(message.shape(), in, message.version());
      return null;
    } catch (RuntimeException e) {
      return e;
    }
  }

  private static void decode(MessageCase<?> message, byte[] bytes) {
    MessageCodec.read(message.shape(), Unpooled.wrappedBuffer(bytes), message.version());
  }

  private static <T extends Record> byte[] randomMessage(MessageCase<T> message, Random random) {
    while (true) {
      T content = RandomContent.of(message.shape(), message.version(), random);
      ByteBuf out = MessageCodec.write(message.shape(), content, message.version(), ALLOCATOR);
      byte[] bytes = ByteBufUtil.getBytes(out);
      out.release();
      if (bytes.length <= LONGEST_MESSAGE) {
        return bytes;
      }
    }
  }
}
