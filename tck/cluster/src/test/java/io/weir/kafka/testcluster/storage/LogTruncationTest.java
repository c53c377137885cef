package io.weir.kafka.testcluster.storage;

import static io.weir.kafka.testcluster.storage.LogContent.BATCH_BYTES;
import static io.weir.kafka.testcluster.storage.LogContent.append;
import static io.weir.kafka.testcluster.storage.LogContent.baseOffsets;
import static io.weir.kafka.testcluster.storage.LogContent.batch;
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

/** How a log loses its end and its start. */
class LogTruncationTest {

  private static final LogSettings TWO_BATCHES =
      LogSettings.DEFAULTS.withSegmentBytes(2 * BATCH_BYTES);

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void batches_at_and_above_the_offset_go_over_segments(Place place) {
    try (Storage storage = place.open(folder, TWO_BATCHES)) {
      PartitionLog log = storage.open(NAME);
      fillTo(log, 7);

      log.truncateTo(3);

      assertThat(log.endOffset()).isEqualTo(3);
      assertThat(baseOffsets(log)).containsExactly(0L, 1L, 2L);
      assertThat(log.segmentCount()).isEqualTo(2);
      fillTo(log, 5);
      assertThat(baseOffsets(log)).containsExactly(0L, 1L, 2L, 3L, 4L);
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_batch_that_contains_the_offset_goes_as_a_whole(Place place) {
    try (Storage storage = place.open(folder)) {
      PartitionLog log = storage.open(NAME);
      append(log, 0, 3);
      append(log, 0, 3);

      log.truncateTo(4);

      assertThat(log.endOffset()).isEqualTo(3);
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_truncation_at_or_behind_the_end_changes_nothing(Place place) {
    try (Storage storage = place.open(folder)) {
      PartitionLog log = storage.open(NAME);
      fillTo(log, 3);

      log.truncateTo(3);
      log.truncateTo(9);

      assertThat(baseOffsets(log)).containsExactly(0L, 1L, 2L);
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_truncation_below_the_start_empties_the_log(Place place) {
    try (Storage storage = place.open(folder)) {
      PartitionLog log = storage.open(NAME);
      log.truncateFullyAndStartAt(10);
      fillTo(log, 12);

      log.truncateTo(4);

      assertThat(log.startOffset()).isEqualTo(4);
      assertThat(log.endOffset()).isEqualTo(4);
      assertThat(log.bytes()).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_restarted_log_takes_what_follows_its_new_start(Place place) {
    try (Storage storage = place.open(folder, TWO_BATCHES)) {
      PartitionLog log = storage.open(NAME);
      fillTo(log, 5);

      log.truncateFullyAndStartAt(100);

      assertThat(log.startOffset()).isEqualTo(100);
      assertThat(log.flushedOffset()).isEqualTo(100);
      assertThat(log.epochs()).isEmpty();
      append(log, 4, 2);
      assertThat(baseOffsets(log)).containsExactly(100L);
      assertThat(log.epochs()).containsExactly(new EpochStart(4, 100));
    }
  }

  @ParameterizedTest
  @EnumSource
  void truncated_epochs_and_times_are_forgotten(Place place) {
    try (Storage storage = place.open(folder)) {
      PartitionLog log = storage.open(NAME);
      log.append(batch(0, 1, 5000, 1), 0);
      log.append(batch(1, 2, 9000, 1), 0);
      log.append(batch(2, 2, 7000, 1), 0);

      log.truncateTo(1);

      assertThat(log.epochs()).containsExactly(new EpochStart(1, 0));
      assertThat(log.maxTimestamp()).isEqualTo(5000);
      assertThat(log.firstBatchAtOrAfter(6000)).isEqualTo(-1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_long_segment_is_found_by_offset_and_time_after_a_truncation(Place place) {
    try (Storage storage = place.open(folder)) {
      PartitionLog log = storage.open(NAME);
      for (int i = 0; i < 1000; i++) {
        log.append(batch(i, 0, 10L * i, 1), 0);
      }

      log.truncateTo(600);
      for (int i = 600; i < 900; i++) {
        log.append(batch(i, 1, 20L * i, 1), 0);
      }

      assertThat(log.maxTimestamp()).isEqualTo(20L * 899);
      for (int i = 0; i < 900; i++) {
        assertThat(baseOffsets(log.read(i, 900, ReadBound.atLeastOneBatch(0))))
            .containsExactly((long) i);
        assertThat(log.firstBatchAtOrAfter(i < 600 ? 10L * i : 20L * i)).isEqualTo(i);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_slice_shows_what_was_truncated(Place place) {
    try (Storage storage = place.open(folder)) {
      PartitionLog log = storage.open(NAME);
      fillTo(log, 2);
      ByteBuf before = log.read(0, 2, ReadBound.atLeastOneBatch(1000));

      log.truncateTo(1);
      log.append(Batches.stored(1, 1000, "another value"), 0);

      assertThat(before.readableBytes()).isEqualTo(2 * BATCH_BYTES);
      assertThat(baseOffsets(before)).containsExactly(0L, 1L);
    }
  }

  @ParameterizedTest
  @EnumSource
  void the_start_may_lie_inside_a_segment_and_whole_segments_below_go(Place place) {
    try (Storage storage = place.open(folder, TWO_BATCHES)) {
      PartitionLog log = storage.open(NAME);
      fillTo(log, 7);

      log.advanceStartOffset(3);

      assertThat(log.startOffset()).isEqualTo(3);
      assertThat(log.segmentCount()).isEqualTo(3);
      assertThat(baseOffsets(log)).containsExactly(3L, 4L, 5L, 6L);
      assertThat(log.firstBatchAtOrAfter(0)).isEqualTo(3);
    }
  }

  @ParameterizedTest
  @EnumSource
  void the_start_may_lie_inside_a_batch(Place place) {
    try (Storage storage = place.open(folder)) {
      PartitionLog log = storage.open(NAME);
      append(log, 0, 3);
      append(log, 0, 3);

      log.advanceStartOffset(4);

      assertThat(log.startOffset()).isEqualTo(4);
      assertThat(baseOffsets(log)).containsExactly(3L);
      log.truncateTo(5);
      assertThat(log.startOffset()).isEqualTo(4);
      assertThat(log.endOffset()).isEqualTo(4);
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_start_at_the_end_frees_everything(Place place) {
    try (Storage storage = place.open(folder, TWO_BATCHES)) {
      PartitionLog log = storage.open(NAME);
      fillTo(log, 5);

      log.advanceStartOffset(5);

      assertThat(log.bytes()).isZero();
      assertThat(log.segmentCount()).isEqualTo(1);
      assertThat(log.endOffset()).isEqualTo(5);
      fillTo(log, 6);
      assertThat(baseOffsets(log)).containsExactly(5L);
    }
  }

  @ParameterizedTest
  @EnumSource
  void the_start_never_goes_back_nor_behind_the_end(Place place) {
    try (Storage storage = place.open(folder)) {
      PartitionLog log = storage.open(NAME);
      fillTo(log, 5);
      log.advanceStartOffset(3);

      log.advanceStartOffset(1);

      assertThat(log.startOffset()).isEqualTo(3);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> log.advanceStartOffset(6))
          .withMessageContaining("above the log's end 5");
    }
  }

  @ParameterizedTest
  @EnumSource
  void the_epoch_of_the_new_start_begins_there(Place place) {
    try (Storage storage = place.open(folder)) {
      PartitionLog log = storage.open(NAME);
      append(log, 1, 2);
      append(log, 3, 4);

      log.advanceStartOffset(4);

      assertThat(log.epochs()).containsExactly(new EpochStart(3, 4));
      assertThat(log.endOffsetFor(1)).isEqualTo(new EpochEnd(1, 4));
    }
  }
}
