package io.weir.kafka.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.util.Arrays;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.kafka.common.utils.internals.ByteUtils;

class VarintsTest {

  @Property
  void anIntIsWrittenAsKafkaWritesItAndReadBack(@ForAll int value) {
    ByteBuf target = Unpooled.buffer();
    Varints.writeInt(target, value);
    ByteBuffer expected = ByteBuffer.allocate(5);
    ByteUtils.writeVarint(value, expected);
    assertThat(ByteBufUtil.getBytes(target)).isEqualTo(written(expected));
    assertThat(Varints.sizeOfInt(value)).isEqualTo(expected.position());
    assertThat(Varints.readInt(target)).isEqualTo(value);
  }

  @Property
  void aLongIsWrittenAsKafkaWritesItAndReadBack(@ForAll long value) {
    ByteBuf target = Unpooled.buffer();
    Varints.writeLong(target, value);
    ByteBuffer expected = ByteBuffer.allocate(10);
    ByteUtils.writeVarlong(value, expected);
    assertThat(ByteBufUtil.getBytes(target)).isEqualTo(written(expected));
    assertThat(Varints.sizeOfLong(value)).isEqualTo(expected.position());
    assertThat(Varints.readLong(target)).isEqualTo(value);
  }

  @Example
  void theSizeGrowsAtEverySevenBits() {
    for (int bits = 0; bits < 63; bits++) {
      long value = 1L << bits;
      for (long edge : new long[] {value, value - 1, -value, -value - 1}) {
        assertThat(Varints.sizeOfLong(edge)).isEqualTo(ByteUtils.sizeOfVarlong(edge));
        assertThat(Varints.sizeOfInt((int) edge)).isEqualTo(ByteUtils.sizeOfVarint((int) edge));
      }
    }
  }

  @Example
  void aVarintThatIsCutOffIsCorrupt() {
    assertCorrupt("cut off after 0 bytes");
    assertCorrupt("cut off after 2 bytes", 0x80, 0xff);
  }

  @Example
  void aVarintThatNeverEndsIsCorrupt() {
    assertCorrupt("longer than 5 bytes", 0x80, 0x80, 0x80, 0x80, 0x80, 0x00);
    ByteBuf endless = Unpooled.buffer().writeBytes(new byte[] {-1, -1, -1, -1, -1, -1});
    endless.writeBytes(new byte[] {-1, -1, -1, -1, -1, -1});
    assertThatThrownBy(() -> Varints.readLong(endless))
        .isInstanceOf(CorruptRecordException.class)
        .hasMessageContaining("longer than 10 bytes");
  }

  @Example
  void anIntOfMoreThan32BitsIsCorrupt() {
    assertCorrupt("exceeds 32 bits", 0xff, 0xff, 0xff, 0xff, 0x10);
  }

  private static void assertCorrupt(String message, int... bytes) {
    ByteBuf source = Unpooled.buffer();
    Arrays.stream(bytes).forEach(source::writeByte);
    assertThatThrownBy(() -> Varints.readInt(source))
        .isInstanceOf(CorruptRecordException.class)
        .hasMessageContaining(message);
  }

  private static byte[] written(ByteBuffer bytes) {
    byte[] copy = new byte[bytes.position()];
    bytes.get(0, copy);
    return copy;
  }
}
