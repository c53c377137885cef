package io.weir.kafka.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.record.internal.ControlRecordType;
import org.apache.kafka.common.record.internal.EndTransactionMarker;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class RecordBatchViewTest {

  private static final int LIMIT_BYTES = 1 << 20;
  private static final Reference.Producer PRODUCER =
      new Reference.Producer(4_711, (short) 9, 2_147_483_600, true);

  @RegisterExtension final Memory memory = new Memory();

  private final List<Sample> samples = Sample.randoms(new Random(21), 100, 200);

  @ParameterizedTest
  @EnumSource(Codec.class)
  void theHeaderReadsAsKafkaReadsIt(Codec codec) {
    ByteBuf bytes = encoded(codec);
    RecordBatchView view = RecordBatchView.at(bytes, 0);
    RecordBatch kafka = Reference.batch(bytes);
    assertThat(view.sizeInBytes()).isEqualTo(kafka.sizeInBytes());
    assertThat(view.baseOffset()).isEqualTo(kafka.baseOffset());
    assertThat(view.lastOffset()).isEqualTo(kafka.lastOffset());
    assertThat(view.nextOffset()).isEqualTo(kafka.nextOffset());
    assertThat(view.partitionLeaderEpoch()).isEqualTo(kafka.partitionLeaderEpoch());
    assertThat(view.recordCount()).isEqualTo(kafka.countOrNull());
    assertThat(view.codec()).isEqualTo(codec);
    assertThat(view.maxTimestampMs()).isEqualTo(kafka.maxTimestamp());
    assertThat(view.baseTimestampMs()).isEqualTo(samples.get(0).timestampMs());
    assertThat(view.producerId()).isEqualTo(PRODUCER.id());
    assertThat(view.producerEpoch()).isEqualTo(PRODUCER.epoch());
    assertThat(view.baseSequence()).isEqualTo(PRODUCER.sequence());
    assertThat(view.lastSequence()).isEqualTo(kafka.lastSequence());
    assertThat(view.isTransactional()).isTrue();
    assertThat(view.isControl()).isFalse();
    assertThat(view.isLogAppendTime()).isFalse();
    assertThat(view.crcIsValid()).isTrue();
  }

  @Test
  void aMarkerOfATransactionIsAControlBatch() {
    MemoryRecords marker =
        MemoryRecords.withEndTransactionMarker(
            7, (short) 1, new EndTransactionMarker(ControlRecordType.COMMIT, 3));
    RecordBatchView view = RecordBatchView.at(Unpooled.wrappedBuffer(marker.buffer()), 0);
    assertThat(view.isControl()).isTrue();
    assertThat(view.isTransactional()).isTrue();
    assertThat(view.lastSequence()).isEqualTo(-1);
    assertThat(view.records(memory.allocator(), LIMIT_BYTES)).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(Codec.class)
  void placingABatchKeepsItsChecksumValid(Codec codec) {
    ByteBuf bytes = encoded(codec);
    RecordBatchView view = RecordBatchView.at(bytes, 0);
    view.place(1L << 40, 12);
    RecordBatch kafka = Reference.batch(bytes);
    assertThat(kafka.baseOffset()).isEqualTo(1L << 40);
    assertThat(kafka.partitionLeaderEpoch()).isEqualTo(12);
    assertThat(view.records(memory.allocator(), LIMIT_BYTES))
        .isEqualTo(Sample.decoded(samples, 1L << 40));
  }

  @ParameterizedTest
  @EnumSource(Codec.class)
  void logAppendTimeReplacesEveryTimestamp(Codec codec) {
    ByteBuf bytes = encoded(codec);
    RecordBatchView view = RecordBatchView.at(bytes, 0);
    view.setLogAppendTime(123_456_789);
    assertThat(view.isLogAppendTime()).isTrue();
    assertThat(view.crcIsValid()).isTrue();
    RecordBatch kafka = Reference.batch(bytes);
    assertThat(kafka.timestampType()).isEqualTo(TimestampType.LOG_APPEND_TIME);
    assertThat(kafka.maxTimestamp()).isEqualTo(123_456_789);
    assertThat(view.records(memory.allocator(), LIMIT_BYTES))
        .isEqualTo(Reference.decode(kafka))
        .allMatch(record -> record.timestampMs() == 123_456_789);
  }

  @Test
  void severalBatchesInOneBufferAreFoundInOrder() {
    ByteBuf bytes = Unpooled.buffer().writeZero(3);
    bytes.skipBytes(3);
    for (Codec codec : Codec.values()) {
      bytes.writeBytes(encoded(codec));
    }
    assertThat(RecordBatchView.allIn(bytes))
        .isNotEmpty()
        .extracting(RecordBatchView::codec)
        .containsExactly(Codec.values());
    assertThat(RecordBatchView.completeIn(bytes)).hasSize(Codec.values().length);
    assertThat(bytes.readerIndex()).isEqualTo(3);
    assertThat(RecordBatchView.allIn(Unpooled.EMPTY_BUFFER)).isEmpty();
  }

  @Test
  void aLastBatchThatIsCutOffIsLeftOutOrAnError() {
    ByteBuf whole = encoded(Codec.NONE);
    for (int cut = 1; cut < whole.readableBytes(); cut++) {
      ByteBuf bytes = Unpooled.copiedBuffer(whole, whole);
      bytes.writerIndex(bytes.writerIndex() - cut);
      assertThat(RecordBatchView.completeIn(bytes)).hasSize(1);
      assertThatThrownBy(() -> RecordBatchView.allIn(bytes))
          .isInstanceOf(CorruptRecordException.class);
    }
  }

  @Test
  void anyFlippedBitBehindTheChecksumMakesItInvalid() {
    ByteBuf bytes = encoded(Codec.NONE);
    for (int i = BatchLayout.CRC; i < bytes.writerIndex(); i++) {
      if (i >= BatchLayout.LAST_OFFSET_DELTA && i < BatchLayout.BASE_TIMESTAMP) {
        continue; // A changed offset delta is refused before.
      }
      if (i >= BatchLayout.RECORD_COUNT && i < BatchLayout.HEADER_BYTES) {
        continue; // So is a record count.
      }
      bytes.setByte(i, bytes.getByte(i) ^ 0x10);
      assertThat(RecordBatchView.at(bytes, 0).crcIsValid()).as("byte %d", i).isFalse();
      bytes.setByte(i, bytes.getByte(i) ^ 0x10);
    }
    assertThat(RecordBatchView.at(bytes, 0).crcIsValid()).isTrue();
  }

  static Stream<Arguments> malformedHeaders() {
    return Stream.of(
        malformed("magic 0", "Magic is not 2 but 0", bytes -> bytes.setByte(16, 0)),
        malformed("magic 1", "Magic is not 2 but 1", bytes -> bytes.setByte(16, 1)),
        malformed("magic 3", "Magic is not 2 but 3", bytes -> bytes.setByte(16, 3)),
        malformed("length 0", "Batch length 0", bytes -> bytes.setInt(8, 0)),
        malformed("length 48", "Batch length 48", bytes -> bytes.setInt(8, 48)),
        malformed("negative length", "Batch length -1", bytes -> bytes.setInt(8, -1)),
        malformed(
            "huge length", "Batch length 2147483647", bytes -> bytes.setInt(8, Integer.MAX_VALUE)),
        malformed("long length", "is cut off after", bytes -> bytes.setInt(8, 1_000_000)),
        malformed("codec 5", "codec has the number 5", bytes -> bytes.setShort(21, 5)),
        malformed("codec 7", "codec has the number 7", bytes -> bytes.setShort(21, 7)),
        malformed("negative delta", "Last offset delta", bytes -> bytes.setInt(23, -1)),
        malformed("negative count", "Record count", bytes -> bytes.setInt(57, -1)),
        malformed("count beyond delta", "Record count", bytes -> bytes.setInt(57, 101)),
        malformed("negative offset", "Base offset", bytes -> bytes.setLong(0, -1)),
        malformed("last offset", "Base offset", bytes -> bytes.setLong(0, Long.MAX_VALUE)));
  }

  private static Arguments malformed(String name, String message, Consumer<ByteBuf> damage) {
    return Arguments.of(name, message, damage);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("malformedHeaders")
  void aHeaderThatCannotBeIsCorrupt(String name, String message, Consumer<ByteBuf> damage) {
    ByteBuf bytes = encoded(Codec.NONE);
    damage.accept(bytes);
    assertThatThrownBy(() -> RecordBatchView.at(bytes, 0))
        .isInstanceOf(CorruptRecordException.class)
        .hasMessageContaining(message);
  }

  @Test
  void fewerBytesThanAHeaderAreCorrupt() {
    assertThatThrownBy(() -> RecordBatchView.at(encoded(Codec.NONE).writerIndex(60), 0))
        .isInstanceOf(CorruptRecordException.class)
        .hasMessage("A batch header takes 61 bytes, there are 60");
  }

  @ParameterizedTest
  @EnumSource(Codec.class)
  void aRecordCountThatTheRecordsContradictIsCorrupt(Codec codec) {
    ByteBuf bytes = encoded(codec);
    bytes.setInt(BatchLayout.RECORD_COUNT, 99);
    assertCorruptRecords(bytes, "bytes follow the 99 records");
    bytes.setInt(BatchLayout.LAST_OFFSET_DELTA, 100);
    bytes.setInt(BatchLayout.RECORD_COUNT, 101);
    assertCorruptRecords(bytes, "cut off");
    bytes.setInt(BatchLayout.LAST_OFFSET_DELTA, Integer.MAX_VALUE - 1);
    bytes.setInt(BatchLayout.RECORD_COUNT, Integer.MAX_VALUE);
    assertCorruptRecords(bytes, "cannot hold");
  }

  @ParameterizedTest
  @EnumSource(value = Codec.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
  void recordsThatExpandBeyondTheLimitAreRefused(Codec codec) {
    RecordBatchBuilder builder =
        new RecordBatchBuilder(memory.allocator(), Compression.of(codec), 16_384);
    builder.append(0, Sample.of(0, null, "\0".repeat(8 << 20)));
    EncodedBatch batch = builder.seal();
    assertThat(batch.sizeInBytes()).isLessThan(600_000);
    RecordBatchView view = RecordBatchView.at(batch.content(), 0);
    int exact = batch.uncompressedBytes() - 61;
    assertThat(view.records(memory.allocator(), exact)).hasSize(1);
    assertThatThrownBy(() -> view.records(memory.allocator(), exact - 1))
        .isInstanceOf(CorruptRecordException.class)
        .hasMessage("The records decompress to more than the permitted " + (exact - 1) + " bytes");
    assertThatThrownBy(() -> view.records(memory.allocator(), 100_000))
        .isInstanceOf(CorruptRecordException.class)
        .hasMessageContaining("the permitted 100000 bytes");
    batch.release();
  }

  private void assertCorruptRecords(ByteBuf bytes, String message) {
    assertThatThrownBy(() -> RecordBatchView.at(bytes, 0).records(memory.allocator(), LIMIT_BYTES))
        .isInstanceOf(CorruptRecordException.class)
        .hasMessageContaining(message);
  }

  private ByteBuf encoded(Codec codec) {
    return Unpooled.wrappedBuffer(Reference.encode(Compression.of(codec), samples, PRODUCER));
  }
}
