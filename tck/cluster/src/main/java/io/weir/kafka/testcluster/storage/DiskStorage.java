package io.weir.kafka.testcluster.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Keeps logs and metadata in one folder: {@code metadata.journal}, and per replica {@code
 * broker-<id>/<topic>-<partition>/<base offset>.log} in Kafka's own format of batches.
 */
public final class DiskStorage implements Storage {

  public static final int DEFAULT_SEGMENT_BYTES = 64 * 1024 * 1024;

  private static final String JOURNAL_FILE = "metadata.journal";

  private final Path folder;
  private final int segmentBytes;
  private final BatchCheck check;

  /** Owned by the core's thread. */
  private final Map<LogName, PartitionLog> logs = new HashMap<>();

  /**
   * @param folder created if it does not exist
   * @param segmentBytes when a segment rolls; a larger batch gets a segment of its own
   * @param check applied to the last segment of each log when it is opened
   */
  public DiskStorage(Path folder, int segmentBytes, BatchCheck check) {
    this.folder = folder;
    this.segmentBytes = segmentBytes;
    this.check = check;
  }

  @Override
  public PartitionLog open(LogName name) {
    return logs.computeIfAbsent(
        name, n -> PartitionLog.open(new DiskFolder(folderOf(n)), segmentBytes, check));
  }

  private Path folderOf(LogName name) {
    return folder.resolve("broker-" + name.broker()).resolve(name.topic() + "-" + name.partition());
  }

  @Override
  public List<String> loadJournal() {
    Path file = folder.resolve(JOURNAL_FILE);
    try {
      if (!Files.exists(file)) {
        return List.of();
      }
      String text = Files.readString(file);
      String whole = text.substring(0, text.lastIndexOf('\n') + 1);
      if (whole.length() < text.length()) {
        // The last line was being written when the process died; the next one must not join it.
        Files.writeString(file, whole);
      }
      return whole.lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }

  @Override
  public void appendJournal(String line) {
    Path file = folder.resolve(JOURNAL_FILE);
    try {
      Files.createDirectories(folder);
      Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + file, e);
    }
  }

  @Override
  public void close() {
    logs.values().forEach(PartitionLog::close);
    logs.clear();
  }
}
