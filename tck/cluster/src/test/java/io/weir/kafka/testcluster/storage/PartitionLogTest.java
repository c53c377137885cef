package io.weir.kafka.testcluster.storage;

import static io.weir.kafka.testcluster.storage.LogContent.BATCH_BYTES;
import static io.weir.kafka.testcluster.storage.LogContent.baseOffsets;
import static io.weir.kafka.testcluster.storage.LogContent.fillTo;
import static io.weir.kafka.testcluster.storage.Place.NAME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.netty.buffer.ByteBuf;
import io.weir.kafka.testcluster.Batches;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds of a log wherever its segments lie. */
class PartitionLogTest {

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void an_empty_log_starts_and_ends_at_0(Place place) {
    try (Storage storage = storage(place, 1000)) {
      PartitionLog log = storage.open(NAME);

      assertThat(log.startOffset()).isZero();
      assertThat(log.endOffset()).isZero();
      assertThat(log.bytes()).isZero();
      assertThat(log.read(0, 0, ReadBound.atLeastOneBatch(100)).isReadable()).isFalse();
      assertThat(log.maxTimestamp()).isEqualTo(-1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_segment_rolls_when_the_next_batch_would_exceed_its_size(Place place) {
    try (Storage storage = storage(place, 2 * BATCH_BYTES + 1)) {
      PartitionLog log = filled(storage, 5);

      assertThat(log.segmentCount()).isEqualTo(3);
      assertThat(log.bytes()).isEqualTo(5L * BATCH_BYTES);
      assertThat(baseOffsets(log)).containsExactly(0L, 1L, 2L, 3L, 4L);
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_batch_larger_than_a_segment_gets_one_of_its_own(Place place) {
    try (Storage storage = storage(place, 10)) {
      PartitionLog log = filled(storage, 3);

      assertThat(log.segmentCount()).isEqualTo(3);
      assertThat(baseOffsets(log.read(1, 3, ReadBound.atLeastOneBatch(0)))).containsExactly(1L);
    }
  }

  @ParameterizedTest
  @EnumSource
  void every_offset_of_a_long_log_is_found(Place place) {
    try (Storage storage = storage(place, 20_000)) {
      PartitionLog log = filled(storage, 1000);

      for (long offset = 0; offset < 1000; offset++) {
        ByteBuf read = log.read(offset, 1000, ReadBound.atLeastOneBatch(0));
        assertThat(baseOffsets(read)).containsExactly(offset);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_read_stops_before_its_limits(Place place) {
    try (Storage storage = storage(place, 1_000_000)) {
      PartitionLog log = filled(storage, 500);

      assertThat(baseOffsets(log.read(100, 500, new ReadBound(3 * BATCH_BYTES + 5, false))))
          .containsExactly(100L, 101L, 102L);
      assertThat(baseOffsets(log.read(100, 102, new ReadBound(1_000_000, false))))
          .containsExactly(100L, 101L);
      assertThat(log.read(100, 500, new ReadBound(BATCH_BYTES - 1, false)).isReadable()).isFalse();
      assertThat(log.read(100, 100, ReadBound.atLeastOneBatch(1)).isReadable()).isFalse();
      assertThat(baseOffsets(log.read(0, 500, new ReadBound(Integer.MAX_VALUE, false))))
          .hasSize(500);
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_read_starts_at_the_batch_that_holds_the_offset(Place place) {
    try (Storage storage = storage(place, 1000)) {
      PartitionLog log = storage.open(NAME);
      log.append(Batches.stored(0, 1000, "a", "b", "c"), 0);
      log.append(Batches.stored(3, 1000, "d"), 0);

      assertThat(baseOffsets(log.read(2, 4, ReadBound.atLeastOneBatch(1000))))
          .containsExactly(0L, 3L);
    }
  }

  @ParameterizedTest
  @EnumSource
  void bytes_from_an_offset_count_all_segments(Place place) {
    try (Storage storage = storage(place, 2 * BATCH_BYTES)) {
      PartitionLog log = filled(storage, 5);

      assertThat(log.bytesFrom(0)).isEqualTo(5L * BATCH_BYTES);
      assertThat(log.bytesFrom(3)).isEqualTo(2L * BATCH_BYTES);
      assertThat(log.bytesFrom(5)).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource
  void the_first_batch_at_or_after_a_time_is_found(Place place) {
    try (Storage storage = storage(place, 10_000)) {
      PartitionLog log = storage.open(NAME);
      for (int i = 0; i < 500; i++) {
        log.append(Batches.stored(i, 10L * i, "a"), 0);
      }

      for (int i = 0; i < 500; i++) {
        assertThat(log.firstBatchAtOrAfter(10L * i - 9)).isEqualTo(i);
        assertThat(log.firstBatchAtOrAfter(10L * i)).isEqualTo(i);
      }
      assertThat(log.firstBatchAtOrAfter(4991)).isEqualTo(-1);
      assertThat(log.maxTimestamp()).isEqualTo(4990);
    }
  }

  @ParameterizedTest
  @EnumSource
  void offsets_never_go_back(Place place) {
    try (Storage storage = storage(place, 1000)) {
      PartitionLog log = filled(storage, 3);

      assertThatIllegalArgumentException()
          .isThrownBy(() -> log.append(Batches.stored(2, 1000, "a"), 0))
          .withMessageContaining("below the log's end 3");
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_slice_stays_as_it_is_while_the_log_grows(Place place) {
    try (Storage storage = storage(place, 1_000_000)) {
      PartitionLog log = filled(storage, 2);
      ByteBuf early = log.read(0, 2, ReadBound.atLeastOneBatch(1000));

      for (int i = 2; i < 1000; i++) {
        log.append(Batches.stored(i, 1000, "a"), 0);
      }

      assertThat(baseOffsets(early)).containsExactly(0L, 1L);
    }
  }

  private Storage storage(Place place, int segmentBytes) {
    return place.open(folder, LogSettings.DEFAULTS.withSegmentBytes(segmentBytes));
  }

  private static PartitionLog filled(Storage storage, int batches) {
    PartitionLog log = storage.open(NAME);
    fillTo(log, batches);
    return log;
  }
}
