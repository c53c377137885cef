package io.weir.kafka.wire;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a reader says to bytes that the protocol does not allow. */
class MalformedInputTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0003 61, 'text: needs 3 bytes, but 1 remain'",
    "0, fffe, 'text: length -2'",
    "0, ffff, 'text: null is not allowed'",
    "0, 00, 'text: needs 2 bytes, but 1 remain'",
    "1, '', 'text: needs 1 bytes, but 0 remain'",
    "1, 00, 'text: null is not allowed'",
    "1, ffffffff07, 'text: needs 2147483646 bytes, but 0 remain'",
    "1, ffffffff08, 'text: varint above 2^31-1'",
    "1, ffffffffff01, 'text: varint above 2^31-1'",
  })
  void stringsAreChecked(int version, String bytes, String complaint) {
    assertRefused(Text.SHAPE, version, bytes, "Text v" + version + ", field " + complaint);
  }

  @Test
  void aStringIsAtMost32767BytesLong() {
    assertRefused(
        Text.SHAPE,
        1,
        "818002" + "61".repeat(32768),
        "Text v1, field text: string of 32768 bytes, at most 32767");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 7fffffff, 'leaves: needs 2147483647 bytes, but 0 remain'",
    "0, 00000003 0000, 'leaves: needs 3 bytes, but 2 remain'",
    "0, ffffffff, 'leaves: null is not allowed'",
    "0, 80000000, 'leaves: length -2147483648'",
    "1, ffffffff07, 'leaves: needs 2147483646 bytes, but 0 remain'",
  })
  void countsAreChecked(int version, String bytes, String complaint) {
    assertRefused(Tree.SHAPE, version, bytes, "Tree v" + version + ", field " + complaint);
  }

  @Test
  void countsOfNumbersAreCheckedByTheirSize() {
    assertRefused(
        Numbers.SHAPE,
        0,
        "40000000" + "00".repeat(8),
        "Numbers v0, field numbers: needs 1073741824 bytes, but 8 remain");
    assertRefused(
        Numbers.SHAPE,
        0,
        "00000003" + "00".repeat(8),
        "Numbers v0, field numbers: needs 12 bytes, but 8 remain");
  }

  @ParameterizedTest
  @CsvSource({
    "02 0100 0100, 'tagged fields: tag 1 does not ascend after tag 1'",
    "02 0100 0000, 'tagged fields: tag 0 does not ascend after tag 1'",
    "01 0102 00, 'tagged fields: needs 2 bytes, but 1 remain'",
    "ffffffff07, 'note: needs 1 bytes, but 0 remain'",
    "01 0002 0100, 'tagged fields: tagged field 0 has 1 bytes too many'",
    "01 0001 02, 'note: needs 1 bytes, but 0 remain'",
  })
  void taggedSectionsAreChecked(String bytes, String complaint) {
    assertRefused(Noted.SHAPE, 0, bytes, "Noted v0, field " + complaint);
  }

  @Test
  void nestingIsBounded() {
    String chain = "00000001".repeat(40) + "00000000";

    assertRefused(Tree.SHAPE, 0, chain, "Tree v0, field leaves: nested deeper than 16");
  }

  @Test
  void recordsCannotBeTagged() {
    TaggedRecords message = new TaggedRecords(Unpooled.wrappedBuffer(new byte[1]));

    assertThatThrownBy(
            () ->
                MessageCodec.write(TaggedRecords.SHAPE, message, 0, PooledByteBufAllocator.DEFAULT))
        .isInstanceOf(WireException.class)
        .hasMessage("TaggedRecords v0, field records: records cannot be tagged");
  }

  private static <T extends Record> void assertRefused(
      MessageShape<T> shape, int version, String bytes, String complaint) {
    ByteBuf in = Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump(bytes.replace(" ", "")));
    assertThatThrownBy(() -> MessageCodec.read(shape, in, version))
        .isInstanceOf(WireException.class)
        .hasMessage(complaint);
  }

  private record Text(String text) {

    static final MessageShape<Text> SHAPE =
        MessageShape.of(Versions.between(0, 1).flexibleFrom(1), new Text(""), Text::pass);

    private Text pass(Wire wire) {
      return wire.end(new Text(wire.string("text", text)));
    }
  }

  private record Numbers(List<Integer> numbers) {

    static final MessageShape<Numbers> SHAPE =
        MessageShape.of(Versions.between(0, 0), new Numbers(List.of()), Numbers::pass);

    private Numbers pass(Wire wire) {
      return wire.end(new Numbers(wire.int32List("numbers", numbers)));
    }
  }

  /** Nests without end, as none of Kafka's messages does. */
  private record Tree(List<Tree> leaves) {

    static final MessageShape<Tree> SHAPE =
        MessageShape.of(Versions.between(0, 1).flexibleFrom(1), new Tree(List.of()), Tree::pass);

    private Tree pass(Wire wire) {
      return wire.end(new Tree(wire.list("leaves", SHAPE, leaves)));
    }
  }

  private record Noted(String note) {

    static final MessageShape<Noted> SHAPE =
        MessageShape.of(Versions.between(0, 0).flexibleFrom(0), new Noted(""), Noted::pass);

    private Noted pass(Wire wire) {
      return wire.end(new Noted(wire.tag(0).string("note", note)));
    }
  }

  private record TaggedRecords(ByteBuf records) {

    static final MessageShape<TaggedRecords> SHAPE =
        MessageShape.of(
            Versions.between(0, 0).flexibleFrom(0),
            new TaggedRecords(Unpooled.EMPTY_BUFFER),
            TaggedRecords::pass);

    private TaggedRecords pass(Wire wire) {
      wire.tag(0).records("records", records);
      return wire.end(this);
    }
  }
}
