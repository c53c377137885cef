package io.weir.kafka.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.weir.kafka.wire.Sample.Point;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class MessageCodecTest {

  private static final Sample FULL =
      new Sample(
          true,
          (byte) -2,
          new UUID(0x0102030405060708L, 0x090a0b0c0d0e0f10L),
          "é",
          Point.at(1, 0),
          List.of(Point.at(2, 0), Point.at(3, 0)),
          Unpooled.wrappedBuffer(new byte[] {9, 8}),
          List.of(7),
          "",
          Point.SHAPE.empty());

  private static final String FULL_V0 =
      "01"
          + "fe"
          + "0102030405060708090a0b0c0d0e0f10"
          + ("0002" + "c3a9")
          + ("01" + "0001")
          + ("00000002" + "0002" + "0003")
          + ("00000002" + "0908")
          + ("00000001" + "00000007");

  private static final String FULL_V1 =
      "01"
          + "fe"
          + "0102030405060708090a0b0c0d0e0f10"
          + ("03" + "c3a9")
          + ("01" + "0001" + "00")
          + ("03" + "0002" + "00" + "0003" + "00")
          + ("03" + "0908")
          + ("02" + "00000007")
          + "00";

  /** An empty sample of version 1, up to its tagged section. */
  private static final String EMPTY_V1 = "0000" + "00".repeat(16) + "00ff00" + "00" + "01";

  @Test
  void theOldEncodingHasFixedLengths() {
    assertThat(hex(FULL, 0)).isEqualTo(FULL_V0);
  }

  @Test
  void theFlexibleEncodingHasCompactLengthsAndTagSections() {
    assertThat(hex(FULL, 1)).isEqualTo(FULL_V1);
  }

  @Test
  void whatIsWrittenIsReadBack() {
    assertThat(read(FULL_V0, 0)).isEqualTo(FULL);
    assertThat(read(FULL_V1, 1)).isEqualTo(FULL);
  }

  @Test
  void nullsAreNegativeOrZeroLengths() {
    String nulls = "0000" + "00".repeat(16) + "ffffff" + "ffffffff".repeat(2);

    assertThat(hex(Sample.empty(), 0)).isEqualTo(nulls + "00000000");
    assertThat(read(nulls + "00000000", 0)).isEqualTo(Sample.empty());
    assertThat(hex(Sample.empty(), 1)).isEqualTo(EMPTY_V1 + "00");
  }

  @Test
  void onlyTaggedFieldsWithAnotherValueThanTheDefaultAreWritten() {
    assertThat(hex(Sample.tagged("ab", Point.SHAPE.empty()), 1))
        .isEqualTo(EMPTY_V1 + "01" + ("02" + "03" + "036162"));
    assertThat(hex(Sample.tagged("ab", Point.at(0, 4)), 1))
        .isEqualTo(
            EMPTY_V1 + "02" + ("02" + "03" + "036162") + ("05" + "07" + "0000" + "0100020004"));
  }

  @Test
  void aLongTaggedFieldGetsALongSize() {
    Sample sample = Sample.tagged("a".repeat(300), Point.at(1, 0));

    assertThat(hex(sample, 1))
        .isEqualTo(
            EMPTY_V1
                + "02"
                + ("02" + "ae02" + "ad02" + "61".repeat(300))
                + ("05" + "03" + "0001" + "00"));
    assertThat(read(hex(sample, 1), 1)).isEqualTo(sample);
  }

  @Test
  void unknownTagsAreSkippedWhereverTheyAre() {
    String known = ("02" + "03" + "036162") + ("05" + "07" + "0000" + "0100020004");
    String before = "00" + "01" + "ff";
    String between = "04" + "00";
    String after = "80" + "01" + "02" + "ffff";

    Sample read =
        read(
            EMPTY_V1
                + "05"
                + before
                + known.substring(0, 10)
                + between
                + known.substring(10)
                + after,
            1);

    assertThat(read).isEqualTo(Sample.tagged("ab", Point.at(0, 4)));
  }

  @Test
  void unknownTagsAloneLeaveTheDefaults() {
    Sample read = read(EMPTY_V1 + "02" + ("03" + "01" + "ff") + ("06" + "00"), 1);

    assertThat(read).isEqualTo(Sample.empty());
  }

  @Test
  void loneSurrogatesBecomeQuestionMarks() {
    String broken = "a\ud800b";

    assertThat(hex(Sample.tagged(broken, Point.SHAPE.empty()), 1))
        .isEqualTo(EMPTY_V1 + "01" + ("02" + "04" + "04613f62"));
  }

  @Test
  void aValueThatTheVersionCannotCarryIsRefused() {
    assertThatThrownBy(() -> hex(Sample.tagged("ab", Point.SHAPE.empty()), 0))
        .isInstanceOf(WireException.class)
        .hasMessage("Sample v0, field tagged: this version cannot carry the value that is set");
  }

  @Test
  void aVersionThatDoesNotExistIsRefused() {
    assertThatThrownBy(() -> hex(Sample.empty(), 2))
        .isInstanceOf(WireException.class)
        .hasMessage("Sample exists in versions 0 to 1, not in 2");
    assertThatThrownBy(() -> read("", -1)).isInstanceOf(WireException.class);
  }

  @Test
  void bytesThatAreLeftOverAreRefused() {
    assertThatThrownBy(() -> read(FULL_V1 + "0000", 1))
        .isInstanceOf(WireException.class)
        .hasMessage("Sample v1 ends 2 bytes too early");
  }

  @Test
  void aFrameThatFailsLeavesNothingBehind() {
    ByteBuf records = PooledByteBufAllocator.DEFAULT.buffer().writeByte(1);
    Sample sample =
        new Sample(
            false,
            (byte) 0,
            Wire.ZERO_UUID,
            null,
            null,
            null,
            records,
            List.of(),
            "too long".repeat(5_000),
            Point.SHAPE.empty());

    assertThatThrownBy(() -> hex(sample, 1))
        .isInstanceOf(WireException.class)
        .hasMessage("Sample v1, field tagged: string of 40000 bytes, at most 32767");
    assertThat(records.refCnt()).isEqualTo(1);
    records.release();
  }

  static String hex(Sample sample, int version) {
    ByteBuf out = MessageCodec.write(Sample.SHAPE, sample, version, PooledByteBufAllocator.DEFAULT);
    String hex = ByteBufUtil.hexDump(out);
    out.release();
    return hex;
  }

  static Sample read(String hex, int version) {
    ByteBuf in = Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump(hex));
    return MessageCodec.read(Sample.SHAPE, in, version);
  }
}
