package io.weir.kafka.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Batches of this package and of kafka-clients must read alike, in both directions. */
class KafkaClientsTest {

  private static final ByteBufAllocator POOL = PooledByteBufAllocator.DEFAULT;
  private static final int LIMIT_BYTES = 64 << 20;

  static Stream<Compression> everyCodecAndLevelEdge() {
    return Stream.of(
            Stream.of(Codec.values()).map(Compression::of),
            IntStream.of(1, 9).mapToObj(level -> new Compression(Codec.GZIP, level)),
            IntStream.of(1, 8, 10, 17).mapToObj(level -> new Compression(Codec.LZ4, level)),
            IntStream.of(-131_072, -1, 0, 1, 22)
                .mapToObj(level -> new Compression(Codec.ZSTD, level)))
        .flatMap(stream -> stream);
  }

  static Stream<Codec> everyCodec() {
    return Stream.of(Codec.values());
  }

  @ParameterizedTest
  @MethodSource("everyCodecAndLevelEdge")
  void kafkaReadsEveryBatchThatIsWrittenHere(Compression compression) {
    Random random = new Random(compression.hashCode());
    for (List<Sample> samples : batches(random)) {
      EncodedBatch batch = encode(compression, samples);
      RecordBatch read = Reference.batch(batch.content());
      assertThat(read.sizeInBytes()).isEqualTo(batch.sizeInBytes());
      assertThat(read.compressionType().id).isEqualTo((byte) compression.codec().id());
      assertThat(read.maxTimestamp()).isEqualTo(batch.maxTimestampMs());
      assertThat(Reference.decode(read)).isEqualTo(Sample.decoded(samples, 0));
      batch.release();
      assertThat(batch.content().refCnt()).isZero();
    }
  }

  @ParameterizedTest
  @MethodSource("everyCodecAndLevelEdge")
  void everyBatchOfKafkaIsReadHere(Compression compression) {
    // At its highest level Kafka's zstd takes a second for each batch: some must do.
    int some = compression.equals(new Compression(Codec.ZSTD, 22)) ? 2 : Integer.MAX_VALUE;
    List<List<Sample>> batches = batches(new Random(compression.hashCode() + 1));
    for (List<Sample> samples : batches.subList(0, Math.min(some, batches.size()))) {
      byte[] bytes = Reference.encode(compression, samples, Reference.Producer.NONE);
      RecordBatchView view = RecordBatchView.at(Unpooled.wrappedBuffer(bytes), 0);
      assertThat(view.crcIsValid()).isTrue();
      assertThat(view.codec()).isEqualTo(compression.codec());
      assertThat(view.records(POOL, LIMIT_BYTES)).isEqualTo(Sample.decoded(samples, 0));
    }
  }

  @ParameterizedTest
  @MethodSource("everyCodec")
  void whatIsWrittenHereIsReadHere(Codec codec) {
    Random random = new Random(codec.id());
    for (List<Sample> samples : batches(random)) {
      EncodedBatch batch = encode(Compression.of(codec), samples);
      RecordBatchView view = RecordBatchView.at(batch.content(), 0);
      assertThat(view.crcIsValid()).isTrue();
      assertThat(view.records(POOL, LIMIT_BYTES)).isEqualTo(Sample.decoded(samples, 0));
      batch.release();
    }
  }

  @Test
  void uncompressedBatchesEqualThoseOfKafkaByteForByte() {
    Random random = new Random(7);
    Reference.Producer producer = new Reference.Producer(4711, (short) 3, 99, true);
    for (List<Sample> samples : batches(random)) {
      RecordBatchBuilder builder = builder(Compression.NONE, samples);
      EncodedBatch batch = builder.seal();
      batch.stamp(producer.id(), producer.epoch(), producer.sequence(), producer.transactional());
      assertThat(ByteBufUtil.getBytes(batch.content()))
          .isEqualTo(Reference.encode(Compression.NONE, samples, producer));
      batch.release();
    }
  }

  @Test
  void aBatchStampedAgainCarriesTheNewProducerAndAValidChecksum() {
    EncodedBatch batch =
        encode(Compression.of(Codec.GZIP), Sample.randoms(new Random(1), 500, 100));
    batch.stamp(815, (short) 32_767, Integer.MAX_VALUE, false);
    RecordBatch read = Reference.batch(batch.content());
    assertThat(read.producerId()).isEqualTo(815);
    assertThat(read.producerEpoch()).isEqualTo((short) 32_767);
    assertThat(read.baseSequence()).isEqualTo(Integer.MAX_VALUE);
    assertThat(read.isTransactional()).isFalse();
    assertThat(RecordBatchView.at(batch.content(), 0).lastSequence())
        .isEqualTo(read.lastSequence())
        .isEqualTo(498);
    batch.release();
  }

  /** Batches of many shapes: one byte, one record of a megabyte, hundreds of records. */
  private static List<List<Sample>> batches(Random random) {
    List<List<Sample>> batches = new ArrayList<>();
    batches.add(Sample.randoms(random, 300, 50));
    batches.add(List.of(Sample.of(0, null, null)));
    batches.add(List.of(Sample.of(-1, "", "")));
    batches.add(List.of(Sample.of(1, "k", "v").with("h", null).with("", "").with("h", "ü")));
    for (int maxValueBytes : new int[] {1, 10, 100, 1_000, 10_000, 20_000}) {
      batches.add(Sample.randoms(random, 1 + random.nextInt(40), maxValueBytes));
    }
    batches.add(Sample.randoms(random, 1, 1 << 20));
    batches.add(Sample.randoms(random, 5, 300_000));
    return batches;
  }

  private static RecordBatchBuilder builder(Compression compression, List<Sample> samples) {
    RecordBatchBuilder builder = new RecordBatchBuilder(POOL, compression, 16_384);
    samples.forEach(sample -> builder.append(sample.timestampMs(), sample));
    return builder;
  }

  private static EncodedBatch encode(Compression compression, List<Sample> samples) {
    EncodedBatch batch = builder(compression, samples).seal();
    batch.stamp(-1, (short) -1, -1, false);
    ByteBuf content = batch.content();
    assertThat(content.readableBytes()).isEqualTo(batch.sizeInBytes());
    return batch;
  }
}
