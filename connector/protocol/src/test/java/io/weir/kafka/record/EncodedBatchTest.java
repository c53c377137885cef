package io.weir.kafka.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.util.List;
import java.util.Random;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EncodedBatchTest {

  private static final List<Sample> SAMPLES = Sample.randoms(new Random(11), 200, 400);

  @RegisterExtension final Memory memory = new Memory();

  @ParameterizedTest
  @EnumSource(Codec.class)
  void aPendingWriteKeepsTheContentAlive(Codec codec) {
    EncodedBatch batch = seal(codec);
    batch.stamp(1, (short) 2, 3, false);
    ByteBuf pending = batch.content().retainedDuplicate();
    byte[] before = ByteBufUtil.getBytes(pending);
    batch.release();
    assertThat(ByteBufUtil.getBytes(pending)).isEqualTo(before);
    pending.release();
    assertThat(memory.usedBytes()).isZero();
  }

  @ParameterizedTest
  @EnumSource(Codec.class)
  void sealingFreesTheRawChunks(Codec codec) {
    EncodedBatch batch = seal(codec);
    assertThat(memory.usedBytes()).isEqualTo(batch.memoryBytes());
    assertThat(batch.memoryBytes()).isGreaterThanOrEqualTo(batch.sizeInBytes());
    batch.release();
  }

  @ParameterizedTest
  @EnumSource(Codec.class)
  void stampingAgainChangesOnlyTheProducersFieldsAndTheChecksum(Codec codec) {
    EncodedBatch batch = seal(codec);
    batch.stamp(-1, (short) -1, -1, false);
    byte[] first = ByteBufUtil.getBytes(batch.content());
    batch.stamp(77, (short) 5, 1_000, true);
    RecordBatch read = Reference.batch(batch.content());
    assertThat(read.producerId()).isEqualTo(77);
    assertThat(read.producerEpoch()).isEqualTo((short) 5);
    assertThat(read.baseSequence()).isEqualTo(1_000);
    assertThat(read.isTransactional()).isTrue();
    assertThat(Reference.decode(read)).isEqualTo(Sample.decoded(SAMPLES, 0));
    batch.stamp(-1, (short) -1, -1, false);
    assertThat(ByteBufUtil.getBytes(batch.content())).isEqualTo(first);
    batch.release();
  }

  @Test
  void itTellsWhatItHolds() {
    EncodedBatch batch = seal(Codec.ZSTD);
    assertThat(batch.recordCount()).isEqualTo(200);
    assertThat(batch.uncompressedBytes()).isGreaterThan(batch.sizeInBytes());
    assertThat(batch.sizeInBytes()).isEqualTo(batch.content().readableBytes());
    assertThat(batch.maxTimestampMs())
        .isEqualTo(SAMPLES.stream().mapToLong(Sample::timestampMs).max().orElseThrow());
    batch.release();
  }

  private EncodedBatch seal(Codec codec) {
    RecordBatchBuilder builder =
        new RecordBatchBuilder(memory.allocator(), Compression.of(codec), 65_536);
    SAMPLES.forEach(sample -> builder.append(sample.timestampMs(), sample));
    return builder.seal();
  }
}
