package io.weir.kafka.testcluster.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.kafka.testcluster.Batches;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskStorageTest {

  private static final LogName NAME = new LogName(2, "orders", new UUID(1, 2), 5);
  private static final String LOG_FOLDER = "broker-2/orders-5/00000000-0000-0001-0000-000000000002";
  private static final int BATCH_BYTES = Batches.of(1000, "a").readableBytes();

  @TempDir Path folder;

  @Test
  void segments_have_kafkas_names() throws IOException {
    try (DiskStorage storage = storage()) {
      fill(storage, 5);
    }

    try (Stream<Path> files = Files.list(folder.resolve(LOG_FOLDER))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "00000000000000000000.log",
              "00000000000000000002.log",
              "00000000000000000004.log",
              "checkpoint");
    }
  }

  @Test
  void a_log_is_there_again_when_opened_again() {
    try (DiskStorage storage = storage()) {
      fill(storage, 5);
    }

    try (DiskStorage storage = storage()) {
      PartitionLog log = storage.open(NAME);
      assertThat(log.endOffset()).isEqualTo(5);
      assertThat(log.bytes()).isEqualTo(5L * BATCH_BYTES);
      assertThat(log.segmentCount()).isEqualTo(3);
      log.append(Batches.stored(5, 1000, "next"), 0);
      assertThat(log.read(5, 6, ReadBound.atLeastOneBatch(0)).isReadable()).isTrue();
    }
  }

  @Test
  void a_torn_batch_at_the_end_is_dropped() throws IOException {
    try (DiskStorage storage = storage()) {
      fill(storage, 4);
    }
    Path last = folder.resolve(LOG_FOLDER + "/00000000000000000002.log");
    byte[] bytes = Files.readAllBytes(last);
    for (int kept = bytes.length - 1; kept >= BATCH_BYTES; kept--) {
      Files.write(last, Arrays.copyOf(bytes, kept));

      try (DiskStorage storage = storage()) {
        assertThat(storage.open(NAME).endOffset()).as("%d bytes left", kept).isEqualTo(3);
      }
      assertThat(Files.size(last)).isEqualTo(BATCH_BYTES);
    }
  }

  @Test
  void a_damaged_batch_at_the_end_is_dropped_unless_the_log_was_closed_cleanly()
      throws IOException {
    try (DiskStorage storage = storage()) {
      fill(storage, 4);
      storage.kill(2);
    }
    Path last = folder.resolve(LOG_FOLDER + "/00000000000000000002.log");
    byte[] bytes = Files.readAllBytes(last);
    bytes[bytes.length - 1] ^= 1;
    Files.write(last, bytes);

    try (DiskStorage storage = storage()) {
      assertThat(storage.open(NAME).endOffset()).isEqualTo(3);
    }
  }

  @Test
  void a_clean_shutdown_counts_for_the_next_run_only() throws IOException {
    try (DiskStorage storage = storage()) {
      fill(storage, 4);
    }
    // This run just ends, as it does when the JVM dies: nobody tells the storage.
    PartitionLog unused = storage().open(NAME);
    Path last = folder.resolve(LOG_FOLDER + "/00000000000000000002.log");
    byte[] bytes = Files.readAllBytes(last);
    bytes[bytes.length - 1] ^= 1;
    Files.write(last, bytes);

    try (DiskStorage storage = storage()) {
      assertThat(storage.open(NAME).endOffset()).isEqualTo(3);
    }
  }

  @Test
  void the_journal_is_there_again_without_a_torn_line() throws IOException {
    try (DiskStorage storage = storage()) {
      assertThat(storage.loadJournal()).isEmpty();
      storage.appendJournal("first");
      storage.appendJournal("second");
    }
    Files.writeString(folder.resolve("metadata.journal"), "thi", StandardOpenOption.APPEND);

    try (DiskStorage storage = storage()) {
      assertThat(storage.loadJournal()).isEqualTo(List.of("first", "second"));
      storage.appendJournal("fourth");
      assertThat(storage.loadJournal()).isEqualTo(List.of("first", "second", "fourth"));
    }
  }

  private DiskStorage storage() {
    return new DiskStorage(folder, LogSettings.DEFAULTS.withSegmentBytes(2 * BATCH_BYTES));
  }

  private static void fill(DiskStorage storage, int batches) {
    PartitionLog log = storage.open(NAME);
    for (int i = 0; i < batches; i++) {
      log.append(Batches.stored(i, 1000, "a"), 0);
    }
  }
}
