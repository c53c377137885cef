package io.weir.kafka.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExcerptTest {

  private static final int MOST_BYTES = 1 << 24;

  @RegisterExtension final Memory memory = new Memory();

  private EncodedBatch batch(List<Sample> samples, Codec codec) {
    RecordBatchBuilder builder =
        new RecordBatchBuilder(memory.allocator(), Compression.of(codec), 16_384);
    samples.forEach(each -> builder.append(each.timestampMs(), each));
    return builder.seal();
  }

  private EncodedBatch excerpt(EncodedBatch source, Codec codec, IntPredicate kept) {
    return source.excerpt(memory.allocator(), Compression.of(codec), kept);
  }

  private List<DecodedRecord> records(EncodedBatch batch) {
    batch.stamp(-1, (short) -1, -1, false);
    RecordBatchView view = RecordBatchView.at(batch.content(), batch.content().readerIndex());
    assertThat(view.crcIsValid()).isTrue();
    assertThat(view.baseOffset()).isZero();
    return view.records(memory.allocator(), MOST_BYTES);
  }

  /** All but the offset, which counts from the start of its batch. */
  private static List<List<?>> contents(List<DecodedRecord> records) {
    return records.stream()
        .<List<?>>map(
            each -> Arrays.asList(each.timestampMs(), each.key(), each.value(), each.headers()))
        .toList();
  }

  @ParameterizedTest
  @EnumSource
  void halvesHoldAllRecordsInOrderAsTheyWere(Codec codec) {
    EncodedBatch whole = batch(Sample.randoms(new Random(7), 301, 400), codec);
    List<DecodedRecord> before = records(whole);

    EncodedBatch first = excerpt(whole, codec, i -> i < 150);
    EncodedBatch second = excerpt(whole, codec, i -> i >= 150);

    assertThat(first.recordCount()).isEqualTo(150);
    assertThat(contents(records(first))).isEqualTo(contents(before.subList(0, 150)));
    assertThat(contents(records(second))).isEqualTo(contents(before.subList(150, 301)));
    assertThat(contents(records(whole))).as("the source stays").isEqualTo(contents(before));
    List.of(whole, first, second).forEach(EncodedBatch::release);
  }

  @ParameterizedTest
  @EnumSource
  void singleRecordsCanBeLeftOut(Codec codec) {
    EncodedBatch whole = batch(Sample.randoms(new Random(8), 40, 100), codec);
    List<DecodedRecord> before = records(whole);

    EncodedBatch rest = excerpt(whole, codec, i -> i % 3 != 0);

    List<DecodedRecord> expected =
        IntStream.range(0, 40).filter(i -> i % 3 != 0).mapToObj(before::get).toList();
    assertThat(contents(records(rest))).isEqualTo(contents(expected));
    whole.release();
    rest.release();
  }

  @Test
  void anExcerptOfNothingFailsAndLeavesNoMemory() {
    EncodedBatch whole = batch(List.of(Sample.of(0, "k", "v")), Codec.GZIP);

    assertThatThrownBy(() -> excerpt(whole, Codec.GZIP, i -> false))
        .isInstanceOf(IllegalStateException.class);

    whole.release();
    assertThat(memory.usedBytes()).isZero();
  }
}
