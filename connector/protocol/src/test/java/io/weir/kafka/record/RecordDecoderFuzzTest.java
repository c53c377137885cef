package io.weir.kafka.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever the bytes, reading ends, with records or with the one exception for damaged bytes. */
@Timeout(value = 2, unit = TimeUnit.MINUTES) // An endless loop must not hang the build.
class RecordDecoderFuzzTest {

  private static final int ROUNDS = 3_000;
  private static final int LIMIT_BYTES = 256 * 1024;

  @RegisterExtension final Memory memory = new Memory();

  @ParameterizedTest
  @EnumSource(Codec.class)
  void damagedBatches(Codec codec) {
    Random random = new Random(31 + codec.id());
    byte[] valid = encoded(codec, random);
    int corrupt = 0;
    for (int round = 0; round < ROUNDS; round++) {
      ByteBuf bytes = Unpooled.copiedBuffer(valid);
      int from = round % 4 == 0 ? 0 : BatchLayout.HEADER_BYTES;
      for (int i = 1 + random.nextInt(3); i > 0; i--) {
        bytes.setByte(from + random.nextInt(valid.length - from), random.nextInt(256));
      }
      corrupt += read(bytes) ? 0 : 1;
    }
    assertThat(corrupt).isGreaterThan(ROUNDS / 20);
  }

  @ParameterizedTest
  @EnumSource(Codec.class)
  void batchesThatEndEarlyButSayTheyDoNot(Codec codec) {
    byte[] valid = encoded(codec, new Random(41));
    for (int size = BatchLayout.HEADER_BYTES; size < valid.length; size++) {
      ByteBuf bytes = Unpooled.copiedBuffer(valid, 0, size);
      bytes.setInt(BatchLayout.BATCH_LENGTH, size - BatchLayout.LOG_OVERHEAD_BYTES);
      // A frame's trailing checksum or end mark may be all that is missing: never all records.
      assertThat(read(bytes)).as("%d of %d bytes", size, valid.length).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource(Codec.class)
  void noise(Codec codec) {
    Random random = new Random(51 + codec.id());
    byte[] valid = encoded(codec, random);
    for (int round = 0; round < ROUNDS; round++) {
      byte[] noise = new byte[random.nextInt(300)];
      random.nextBytes(noise);
      int kept = BatchLayout.HEADER_BYTES + random.nextInt(20);
      ByteBuf bytes = Unpooled.wrappedBuffer(Arrays.copyOf(valid, kept), noise);
      bytes.setInt(
          BatchLayout.BATCH_LENGTH, bytes.readableBytes() - BatchLayout.LOG_OVERHEAD_BYTES);
      read(bytes);
    }
  }

  /** Whether the bytes were read; any other exception fails the test. */
  private boolean read(ByteBuf bytes) {
    try {
      List<RecordBatchView> batches = RecordBatchView.allIn(bytes);
      for (RecordBatchView batch : batches) {
        assertThat(batch.records(memory.allocator(), LIMIT_BYTES)).hasSize(batch.recordCount());
      }
      return true;
    } catch (CorruptRecordException e) {
      assertThat(e.getMessage()).isNotEmpty();
      return false;
    }
  }

  private static byte[] encoded(Codec codec, Random random) {
    List<Sample> samples = Sample.randoms(random, 20, 60);
    return Reference.encode(Compression.of(codec), samples, Reference.Producer.NONE);
  }
}
