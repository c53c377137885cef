package io.weir.kafka.serialize;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.weir.kafka.api.RecordTooLargeException;
import io.weir.kafka.record.Varints;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ScratchTest {

  private static final int LIMIT = 1_000_000;

  private final Scratch scratch =
      new Scratch(LIMIT, () -> new RecordTooLargeException("larger than the limit"));

  @Test
  void numbersAreBigEndian() {
    scratch.open();
    scratch.writeByte(0x1ff);
    scratch.writeInt(0x80010203);
    scratch.writeLong(0x8001020304050607L);

    ByteBuffer expected =
        ByteBuffer.allocate(13).put((byte) 0xff).putInt(0x80010203).putLong(0x8001020304050607L);
    assertThat(written()).isEqualTo(expected.array());
  }

  @Test
  void varintsAreThoseOfTheRecordFormat() {
    scratch.open();
    for (int value :
        new int[] {0, -1, 63, 64, -64, -65, 300, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
      scratch.reset();
      scratch.writeVarint(value);
      ByteBuf expected = Unpooled.buffer();
      Varints.writeInt(expected, value);
      assertThat(written())
          .as("%d", value)
          .isEqualTo(Arrays.copyOf(expected.array(), expected.readableBytes()));
      expected.release();
    }
  }

  @Test
  void aBufferIsReadWithoutMovingIt() {
    ByteBuffer direct = ByteBuffer.allocateDirect(5).put(new byte[] {1, 2, 3, 4, 5}).flip();
    direct.position(1).limit(4);
    scratch.open();
    scratch.write(direct);

    assertThat(written()).containsExactly(2, 3, 4);
    assertThat(direct.position()).isEqualTo(1);
    assertThat(direct.remaining()).isEqualTo(3);
  }

  @Test
  void aStreamAndAnyTextEndInTheSameBytes() throws IOException {
    scratch.open();
    try (OutputStream stream = scratch.asOutputStream()) {
      stream.write('a');
      stream.write("bcd".getBytes(UTF_8), 1, 2);
    }
    scratch.writeUtf8(new StringBuilder("é!"));
    scratch.writeUtf8("ASCII");

    assertThat(new String(written(), UTF_8)).isEqualTo("acdé!ASCII");
  }

  @Test
  void theLimitCanBeReachedAndNotPassed() {
    scratch.open();
    scratch.write(new byte[LIMIT]);
    assertThat(scratch.capacity()).isEqualTo(LIMIT);
    assertThatThrownBy(() -> scratch.writeByte(1))
        .isInstanceOf(RecordTooLargeException.class)
        .isSameAs(scratch.overflow());

    assertThat(scratch.count()).isEqualTo(LIMIT);
    scratch.reset();
    assertThat(scratch.overflow()).isNull();
  }

  @Test
  void aTextBeyondTheLimitIsRefusedBeforeAnythingIsAllocated() {
    scratch.open();
    assertThatThrownBy(() -> scratch.writeUtf8("é".repeat(LIMIT / 2 + 1)))
        .isInstanceOf(RecordTooLargeException.class);

    assertThat(scratch.capacity()).isLessThan(1000);
  }

  @Test
  void aLargeArrayIsGivenBackWhenAWholeWindowNeedsLittle() {
    scratch.open();
    scratch.write(new byte[500_000]);
    for (int i = 0; i < 2 * Scratch.WINDOW; i++) {
      scratch.reset();
      scratch.write(new byte[100]);
    }

    assertThat(scratch.capacity()).isLessThan(Scratch.KEEP_BYTES);
  }

  @Test
  void aLargeArrayThatIsStillNeededNowAndThenIsKept() {
    scratch.open();
    for (int i = 0; i < 3 * Scratch.WINDOW; i++) {
      scratch.reset();
      scratch.write(new byte[i % 100 == 0 ? 500_000 : 100]);
    }

    assertThat(scratch.capacity()).isGreaterThanOrEqualTo(500_000);
  }

  @Test
  void nothingIsTakenWhileItIsClosed() {
    scratch.open();
    scratch.close();

    assertThatThrownBy(() -> scratch.writeInt(1)).isInstanceOf(IllegalStateException.class);
    assertThat(scratch.count()).isZero();
  }

  private byte[] written() {
    return Arrays.copyOf(scratch.array(), scratch.count());
  }
}
