package io.weir.kafka.testcluster.storage;

import static io.weir.kafka.testcluster.storage.LogContent.BATCH_BYTES;
import static io.weir.kafka.testcluster.storage.LogContent.append;
import static io.weir.kafka.testcluster.storage.LogContent.baseOffsets;
import static io.weir.kafka.testcluster.storage.LogContent.fillTo;
import static io.weir.kafka.testcluster.storage.Place.BROKER;
import static io.weir.kafka.testcluster.storage.Place.NAME;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What of a log survives a shutdown, the death of the process and a power failure. */
class LogSurvivalTest {

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void all_that_was_appended_survives_the_death_of_the_process(Place place) {
    try (Storage storage = place.open(folder)) {
      fillTo(storage.open(NAME), 5);

      storage.kill(BROKER);

      PartitionLog log = storage.open(NAME);
      assertThat(baseOffsets(log)).containsExactly(0L, 1L, 2L, 3L, 4L);
      assertThat(log.flushedOffset()).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource
  void only_what_was_flushed_survives_a_power_failure(Place place) {
    try (Storage storage = place.open(folder)) {
      for (int seed = 0; seed < 50; seed++) {
        PartitionLog log = storage.open(NAME);
        log.truncateFullyAndStartAt(0);
        fillTo(log, 3);
        log.flush(1000);
        fillTo(log, 5);

        storage.powerOff(BROKER, new SplittableRandom(seed));

        assertThat(baseOffsets(storage.open(NAME))).as("seed %d", seed).containsExactly(0L, 1L, 2L);
        fillTo(storage.open(NAME), 4);
        assertThat(storage.open(NAME).endOffset()).isEqualTo(4);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void what_was_flushed_before_the_process_died_survives_a_later_power_failure(Place place) {
    try (Storage storage = place.open(folder)) {
      PartitionLog log = storage.open(NAME);
      fillTo(log, 3);
      log.flush(1000);
      fillTo(log, 5);
      storage.kill(BROKER);
      fillTo(storage.open(NAME), 6);

      storage.powerOff(BROKER, new SplittableRandom(1));

      assertThat(storage.open(NAME).endOffset()).isEqualTo(3);
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_shutdown_flushes_everything(Place place) {
    try (Storage storage = place.open(folder)) {
      fillTo(storage.open(NAME), 5);

      storage.shutDown(BROKER);

      assertThat(storage.open(NAME).flushedOffset()).isEqualTo(5);
      storage.powerOff(BROKER, new SplittableRandom(1));
      assertThat(storage.open(NAME).endOffset()).isEqualTo(5);
    }
  }

  @ParameterizedTest
  @EnumSource
  void other_brokers_keep_running(Place place) {
    try (Storage storage = place.open(folder)) {
      LogName other = new LogName(2, NAME.topic(), NAME.topicId(), 0);
      PartitionLog running = storage.open(other);
      fillTo(running, 2);

      storage.powerOff(BROKER, new SplittableRandom(1));
      storage.kill(BROKER);
      storage.shutDown(BROKER);

      assertThat(storage.open(other)).isSameAs(running);
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_rolled_segment_is_flushed(Place place) {
    try (Storage storage = place.open(folder, oneBatch())) {
      PartitionLog log = storage.open(NAME);
      fillTo(log, 3);

      assertThat(log.flushedOffset()).isEqualTo(2);
      assertThat(log.unflushedRecords()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void an_append_flushes_when_so_many_records_are_unflushed(Place place) {
    try (Storage storage = place.open(folder, LogSettings.DEFAULTS.withFlushMessages(3))) {
      PartitionLog log = storage.open(NAME);
      append(log, 0, 2);
      assertThat(log.flushedOffset()).isZero();
      append(log, 0, 2);

      assertThat(log.flushedOffset()).isEqualTo(4);
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_flush_is_due_when_the_last_one_is_old_enough(Place place) {
    try (Storage storage = place.open(folder, LogSettings.DEFAULTS.withFlushMs(500))) {
      PartitionLog log = storage.open(NAME);
      log.append(LogContent.batch(0, 0, 1000, 1), 7000);

      log.flushIfDue(7499);
      assertThat(log.flushedOffset()).isZero();
      log.flushIfDue(7500);
      assertThat(log.flushedOffset()).isEqualTo(1);
      assertThat(log.lastFlushMs()).isEqualTo(7500);
      log.flushIfDue(9999);
      assertThat(log.lastFlushMs()).isEqualTo(7500);
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_truncation_takes_the_flushed_offset_along(Place place) {
    try (Storage storage = place.open(folder)) {
      PartitionLog log = storage.open(NAME);
      fillTo(log, 5);
      log.flush(0);

      log.truncateTo(2);
      fillTo(log, 4);

      assertThat(log.flushedOffset()).isEqualTo(2);
      storage.powerOff(BROKER, new SplittableRandom(1));
      assertThat(storage.open(NAME).endOffset()).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @EnumSource
  void the_high_watermark_falls_back_to_its_last_checkpoint(Place place) {
    try (Storage storage = place.open(folder)) {
      PartitionLog log = storage.open(NAME);
      assertThat(log.checkpointedHighWatermark()).isZero();
      fillTo(log, 5);
      log.checkpoint(4);

      storage.kill(BROKER);

      assertThat(storage.open(NAME).checkpointedHighWatermark()).isEqualTo(4);
      storage.shutDown(BROKER);
      assertThat(storage.open(NAME).checkpointedHighWatermark()).isEqualTo(4);
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_checkpointed_high_watermark_stays_within_what_the_device_kept(Place place) {
    try (Storage storage = place.open(folder)) {
      PartitionLog log = storage.open(NAME);
      fillTo(log, 3);
      log.flush(0);
      fillTo(log, 5);
      log.checkpoint(5);

      storage.powerOff(BROKER, new SplittableRandom(1));

      assertThat(storage.open(NAME).checkpointedHighWatermark()).isEqualTo(3);
    }
  }

  @ParameterizedTest
  @EnumSource
  void deleted_records_stay_deleted(Place place) {
    try (Storage storage = place.open(folder)) {
      PartitionLog log = storage.open(NAME);
      fillTo(log, 5);
      log.advanceStartOffset(3);

      storage.kill(BROKER);

      assertThat(storage.open(NAME).startOffset()).isEqualTo(3);
      assertThat(baseOffsets(storage.open(NAME))).containsExactly(3L, 4L);
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_log_never_ends_below_its_deleted_records(Place place) {
    try (Storage storage = place.open(folder)) {
      PartitionLog log = storage.open(NAME);
      append(log, 0, 2);
      append(log, 0, 3);
      log.advanceStartOffset(4);

      storage.powerOff(BROKER, new SplittableRandom(1));

      assertThat(storage.open(NAME).startOffset()).isEqualTo(4);
      assertThat(storage.open(NAME).endOffset()).isEqualTo(4);
    }
  }

  @ParameterizedTest
  @EnumSource
  void an_emptied_log_goes_on_where_it_was(Place place) {
    try (Storage storage = place.open(folder)) {
      PartitionLog log = storage.open(NAME);
      fillTo(log, 5);
      log.advanceStartOffset(5);

      storage.kill(BROKER);

      assertThat(storage.open(NAME).startOffset()).isEqualTo(5);
      assertThat(storage.open(NAME).endOffset()).isEqualTo(5);
    }
  }

  @ParameterizedTest
  @EnumSource
  void the_epochs_are_found_again_but_for_one_without_records(Place place) {
    try (Storage storage = place.open(folder, oneBatch())) {
      PartitionLog log = storage.open(NAME);
      append(log, 1, 1);
      append(log, 1, 1);
      append(log, 4, 1);
      log.beginEpoch(6);
      assertThat(log.latestEpoch()).isEqualTo(6);
      log.advanceStartOffset(1);

      storage.kill(BROKER);

      assertThat(storage.open(NAME).epochs())
          .containsExactly(new EpochStart(1, 1), new EpochStart(4, 2));
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_topic_of_the_same_name_starts_empty(Place place) {
    try (Storage storage = place.open(folder)) {
      fillTo(storage.open(NAME), 5);
      LogName again = new LogName(BROKER, NAME.topic(), new UUID(3, 4), 0);

      assertThat(storage.open(again).endOffset()).isZero();
      assertThat(storage.logs(BROKER)).containsExactlyInAnyOrder(NAME, again);
      assertThat(storage.logs(9)).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_deleted_log_starts_empty_whether_it_was_open_or_not(Place place) {
    try (Storage storage = place.open(folder)) {
      fillTo(storage.open(NAME), 5);
      storage.deleteLog(NAME);
      assertThat(storage.logs(BROKER)).isEmpty();

      fillTo(storage.open(NAME), 2);
      storage.kill(BROKER);
      storage.deleteLog(NAME);
      storage.deleteLog(NAME);

      assertThat(storage.open(NAME).endOffset()).isZero();
    }
  }

  private static LogSettings oneBatch() {
    return LogSettings.DEFAULTS.withSegmentBytes(BATCH_BYTES);
  }
}
