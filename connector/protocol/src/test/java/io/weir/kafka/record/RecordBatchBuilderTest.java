package io.weir.kafka.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RecordBatchBuilderTest {

  private static final int BATCH_BYTES = 16_384;

  @RegisterExtension final Memory memory = new Memory();

  @Test
  void recordBytesAreExactlyWhatAppendAdds() {
    RecordBatchBuilder builder = builder(Compression.NONE);
    for (Sample sample : Sample.randoms(new Random(3), 1_000, 3_000)) {
      int announced = builder.recordBytes(sample.timestampMs(), sample);
      int before = builder.sizeInBytes();
      builder.append(sample.timestampMs(), sample);
      assertThat(builder.sizeInBytes() - before).isEqualTo(announced);
    }
    builder.discard();
  }

  @Test
  void chunkBytesAreExactlyWhatAppendAllocates() {
    RecordBatchBuilder builder = builder(Compression.NONE);
    for (Sample sample : Sample.randoms(new Random(4), 300, 40_000)) {
      int announced = builder.chunkBytesFor(builder.recordBytes(sample.timestampMs(), sample));
      int before = builder.memoryBytes();
      builder.append(sample.timestampMs(), sample);
      assertThat(builder.memoryBytes() - before).isEqualTo(announced);
    }
    assertThat(memory.usedBytes()).isEqualTo(builder.memoryBytes());
    builder.discard();
  }

  @Test
  void nothingIsAllocatedBeforeTheFirstRecordAndOneSmallChunkForIt() {
    RecordBatchBuilder builder = builder(Compression.NONE);
    assertThat(builder.memoryBytes()).isZero();
    assertThat(memory.usedBytes()).isZero();
    assertThat(builder.sizeInBytes()).isEqualTo(61);
    builder.append(0, Sample.of(0, "key", "value"));
    assertThat(builder.memoryBytes()).isEqualTo(2_048);
    assertThat(memory.usedBytes()).isEqualTo(2_048);
    builder.discard();
  }

  @Test
  void chunksDoubleAndTheLastOneTakesOnlyTheRest() {
    RecordBatchBuilder builder = builder(Compression.NONE);
    Sample sample = Sample.of(0, null, "x".repeat(100));
    while (builder.sizeInBytes() + builder.recordBytes(0, sample) <= BATCH_BYTES) {
      builder.append(0, sample);
    }
    assertThat(builder.memoryBytes()).isEqualTo(2_048 + 4_096 + 8_192 + 2_560);
    builder.discard();
  }

  @Test
  void chunksOfALargeBatchStayAtSixteenKibibytes() {
    RecordBatchBuilder builder =
        new RecordBatchBuilder(memory.allocator(), Compression.NONE, 1 << 20);
    Sample sample = Sample.of(0, null, "x".repeat(1_000));
    int largest = 0;
    while (builder.sizeInBytes() < 1 << 20) {
      int bytes = builder.recordBytes(0, sample);
      largest = Math.max(largest, builder.chunkBytesFor(bytes));
      builder.append(0, sample);
    }
    assertThat(largest).isEqualTo(16_384);
    builder.discard();
  }

  @Test
  void aRecordLargerThanAChunkGetsOneOfItsOwnSize() {
    RecordBatchBuilder builder = builder(Compression.NONE);
    Sample large = Sample.of(0, null, "x".repeat(100_000));
    builder.append(0, large);
    assertThat(builder.memoryBytes()).isEqualTo(builder.sizeInBytes());
    int bytes = builder.recordBytes(0, large);
    assertThat(builder.chunkBytesFor(bytes)).isEqualTo(bytes);
    builder.discard();
  }

  @ParameterizedTest
  @EnumSource(Codec.class)
  void aBatchSizeOfNothingStillTakesRecords(Codec codec) {
    RecordBatchBuilder builder =
        new RecordBatchBuilder(memory.allocator(), Compression.of(codec), 0);
    builder.append(0, Sample.of(0, "k", "v"));
    assertThat(builder.memoryBytes()).isEqualTo(512);
    EncodedBatch batch = builder.seal();
    assertThat(batch.recordCount()).isOne();
    batch.release();
  }

  @ParameterizedTest
  @EnumSource(Codec.class)
  void recordsThatCannotBeCompressedCostLittleMoreThanTheyAre(Codec codec) {
    RecordBatchBuilder builder = builder(Compression.of(codec));
    Random random = new Random(5);
    byte[] noise = new byte[1_500];
    for (int i = 0; i < 10; i++) {
      random.nextBytes(noise);
      builder.append(0, new Sample(0, null, ByteBuffer.wrap(noise.clone()), List.of()));
    }
    EncodedBatch batch = builder.seal();
    assertThat(batch.sizeInBytes()).isLessThan(batch.uncompressedBytes() + 150);
    assertThat(batch.memoryBytes()).isLessThan(batch.sizeInBytes() + 4_096);
    batch.release();
  }

  @Test
  void timestampsMayComeInAnyOrder() {
    RecordBatchBuilder builder = builder(Compression.NONE);
    assertThat(builder.maxTimestampMs()).isEqualTo(-1);
    for (long timestampMs : new long[] {5_000, 1, 9_000, -1, 7_000}) {
      builder.append(timestampMs, Sample.of(timestampMs, null, null));
    }
    assertThat(builder.maxTimestampMs()).isEqualTo(9_000);
    EncodedBatch batch = builder.seal();
    RecordBatchView view = RecordBatchView.at(batch.content(), 0);
    assertThat(view.baseTimestampMs()).isEqualTo(5_000);
    assertThat(view.maxTimestampMs()).isEqualTo(9_000);
    assertThat(view.records(memory.allocator(), 0))
        .extracting(DecodedRecord::timestampMs)
        .containsExactly(5_000L, 1L, 9_000L, -1L, 7_000L);
    batch.release();
  }

  @Test
  void aBodyThatFailsLeavesTheBatchAsItWas() {
    RecordBatchBuilder builder = builder(Compression.NONE);
    assertThatThrownBy(() -> builder.append(0, body(4, 0))).hasMessage("body failed");
    builder.append(1, Sample.of(1, "a", "b"));
    int size = builder.sizeInBytes();
    assertThatThrownBy(() -> builder.append(9, body(4, 0))).hasMessage("body failed");
    assertThatThrownBy(() -> builder.append(9, body(4, 3)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("A record body announced 4 bytes and wrote 3");
    assertThatThrownBy(() -> builder.append(9, body(4, 5)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("A record body announced 4 bytes and wrote 5");
    assertThat(builder.sizeInBytes()).isEqualTo(size);
    assertThat(builder.maxTimestampMs()).isEqualTo(1);
    EncodedBatch batch = builder.seal();
    batch.stamp(-1, (short) -1, -1, false);
    assertThat(ByteBufUtil.getBytes(batch.content()))
        .isEqualTo(
            Reference.encode(
                Compression.NONE, List.of(Sample.of(1, "a", "b")), Reference.Producer.NONE));
    batch.release();
  }

  @Test
  void recordsBeyondTwoGibibytesAreRefused() {
    RecordBatchBuilder builder = builder(Compression.NONE);
    assertThatThrownBy(() -> builder.recordBytes(0, body(Integer.MAX_VALUE, 0)))
        .isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> builder.append(0, body(Integer.MAX_VALUE - 50, 0)))
        .isInstanceOf(ArithmeticException.class);
    builder.discard();
  }

  @Test
  void aBatchWithoutRecordsCannotBeSealed() {
    RecordBatchBuilder builder = builder(Compression.NONE);
    assertThatThrownBy(builder::seal).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aSpentBuilderTakesNoMoreRecords() {
    RecordBatchBuilder sealed = builder(Compression.NONE);
    sealed.append(0, Sample.of(0, null, null));
    EncodedBatch batch = sealed.seal();
    assertRefused(sealed);
    sealed.discard();
    assertThat(batch.content().refCnt()).isOne();
    batch.release();

    RecordBatchBuilder discarded = builder(Compression.NONE);
    discarded.append(0, Sample.of(0, null, null));
    discarded.discard();
    discarded.discard();
    assertRefused(discarded);
  }

  private static void assertRefused(RecordBatchBuilder builder) {
    assertThatThrownBy(() -> builder.append(0, Sample.of(0, null, null)))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(builder::seal).isInstanceOf(IllegalStateException.class);
  }

  private RecordBatchBuilder builder(Compression compression) {
    return new RecordBatchBuilder(memory.allocator(), compression, BATCH_BYTES);
  }

  /** Announces some bytes and writes others; none at all means an exception. */
  private static RecordBody body(int announcedBytes, int writtenBytes) {
    return new RecordBody() {
      @Override
      public int sizeInBytes() {
        return announcedBytes;
      }

      @Override
      public void writeTo(ByteBuf target) {
        if (writtenBytes == 0) {
          target.writeByte(1);
          throw new IllegalArgumentException("body failed");
        }
        target.writeZero(writtenBytes);
      }
    };
  }
}
