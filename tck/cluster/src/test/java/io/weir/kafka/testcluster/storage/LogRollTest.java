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
import io.netty.buffer.Unpooled;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** When a log begins a new segment, and which go by its retention. */
class LogRollTest {

  private static final LogSettings ONE_BATCH = LogSettings.DEFAULTS.withSegmentBytes(BATCH_BYTES);
  private static final Retention ONE_SECOND = new Retention(1000, -1);

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void a_run_of_batches_rolls_between_its_batches(Place place) {
    try (Storage storage =
        place.open(folder, LogSettings.DEFAULTS.withSegmentBytes(2 * BATCH_BYTES))) {
      PartitionLog log = storage.open(NAME);

      log.append(run(0, 5), 0);

      assertThat(baseOffsets(log)).containsExactly(0L, 1L, 2L, 3L, 4L);
      assertThat(log.segmentCount()).isEqualTo(3);
      assertThat(log.flushedOffset()).isEqualTo(4);
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_run_stops_at_a_batch_that_is_not_whole(Place place) {
    try (Storage storage = place.open(folder)) {
      PartitionLog log = storage.open(NAME);
      ByteBuf run = run(0, 3);

      assertThatIllegalArgumentException()
          .isThrownBy(() -> log.append(run.slice(0, 3 * BATCH_BYTES - 1), 0))
          .withMessageContaining("offset 2");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> log.append(run.slice(2 * BATCH_BYTES, 60), 0))
          .withMessageContaining("60 bytes");

      assertThat(baseOffsets(log)).containsExactly(0L, 1L);
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_segment_rolls_when_a_batch_is_segment_ms_later_than_its_first(Place place) {
    try (Storage storage = place.open(folder, LogSettings.DEFAULTS.withSegmentMs(100))) {
      PartitionLog log = storage.open(NAME);

      log.append(batch(0, 0, 5000, 1), 1_000_000);
      log.append(batch(1, 0, 5100, 1), 2_000_000);
      assertThat(log.segmentCount()).isEqualTo(1);
      log.append(batch(2, 0, 5101, 1), 2_000_000);

      assertThat(log.segmentCount()).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @EnumSource
  void the_age_of_a_segment_without_timestamps_is_that_of_its_first_append(Place place) {
    try (Storage storage = place.open(folder, LogSettings.DEFAULTS.withSegmentMs(100))) {
      PartitionLog log = storage.open(NAME);

      log.append(batch(0, 0, -1, 1), 1000);
      log.append(batch(1, 0, -1, 1), 1100);
      assertThat(log.segmentCount()).isEqualTo(1);
      log.append(batch(2, 0, -1, 1), 1101);

      assertThat(log.segmentCount()).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @EnumSource
  void settings_take_effect_while_the_log_is_open(Place place) {
    try (Storage storage = place.open(folder)) {
      PartitionLog log = storage.open(NAME);
      fillTo(log, 3);

      log.configure(ONE_BATCH);
      fillTo(log, 5);

      assertThat(log.segmentCount()).isEqualTo(3);
      assertThat(log.settings()).isEqualTo(ONE_BATCH);
    }
  }

  @ParameterizedTest
  @EnumSource
  void segments_go_whose_latest_record_is_older_than_the_retention(Place place) {
    try (Storage storage = place.open(folder, ONE_BATCH)) {
      PartitionLog log = storage.open(NAME);
      log.append(batch(0, 0, 5000, 1), 0);
      log.append(batch(1, 0, 5100, 1), 0);
      log.append(batch(2, 0, 4000, 1), 0);

      assertThat(log.startAfterRetention(ONE_SECOND, 6000, 3)).isZero();
      assertThat(log.startAfterRetention(ONE_SECOND, 6001, 3)).isEqualTo(1);
      assertThat(log.startAfterRetention(ONE_SECOND, 6101, 3)).isEqualTo(3);
      assertThat(log.startAfterRetention(Retention.FOREVER, 1L << 50, 3)).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource
  void no_segment_goes_that_reaches_beyond_the_limit(Place place) {
    try (Storage storage = place.open(folder, ONE_BATCH)) {
      PartitionLog log = storage.open(NAME);
      fillTo(log, 5);

      assertThat(log.startAfterRetention(ONE_SECOND, 1_000_000, 3)).isEqualTo(3);
    }
  }

  @ParameterizedTest
  @EnumSource
  void segments_go_while_the_log_keeps_its_size(Place place) {
    try (Storage storage = place.open(folder, ONE_BATCH)) {
      PartitionLog log = storage.open(NAME);
      fillTo(log, 5);

      assertThat(log.startAfterRetention(new Retention(-1, 2L * BATCH_BYTES), 0, 5)).isEqualTo(3);
      assertThat(log.startAfterRetention(new Retention(-1, 2L * BATCH_BYTES + 1), 0, 5))
          .isEqualTo(2);
      assertThat(log.startAfterRetention(new Retention(-1, 0), 0, 5)).isEqualTo(5);
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_segment_without_timestamps_is_as_old_as_its_last_append(Place place) {
    try (Storage storage = place.open(folder)) {
      PartitionLog log = storage.open(NAME);
      log.append(batch(0, 0, -1, 1), 5000);

      assertThat(log.startAfterRetention(ONE_SECOND, 6000, 1)).isZero();
      assertThat(log.startAfterRetention(ONE_SECOND, 6001, 1)).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void an_empty_log_has_nothing_to_lose(Place place) {
    try (Storage storage = place.open(folder)) {
      PartitionLog log = storage.open(NAME);
      fillTo(log, 2);
      append(log, 0, 1);
      log.advanceStartOffset(3);

      assertThat(log.startAfterRetention(new Retention(0, 0), 1_000_000, 3)).isEqualTo(3);
    }
  }

  private static ByteBuf run(long baseOffset, int batches) {
    ByteBuf[] all = new ByteBuf[batches];
    for (int i = 0; i < batches; i++) {
      all[i] = batch(baseOffset + i, 0, 1000, 1);
    }
    return Unpooled.copiedBuffer(all);
  }
}
