package io.weir.kafka.testcluster.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * The segments of one log as files, named as Kafka names them: twenty digits and {@code .log}; and
 * beside them a small file, {@code checkpoint}, which is replaced as a whole.
 */
final class DiskFolder implements SegmentFolder {

  private static final String SUFFIX = ".log";
  private static final String CHECKPOINT = "checkpoint";
  private static final String NEXT_CHECKPOINT = "checkpoint.tmp";

  private final Path folder;

  DiskFolder(Path folder) {
    this.folder = folder;
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot create the log folder " + folder, e);
    }
  }

  @Override
  public List<Long> baseOffsets() {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.matches("\\d{20}\\" + SUFFIX))
          .map(name -> Long.valueOf(name.substring(0, name.length() - SUFFIX.length())))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list the log folder " + folder, e);
    }
  }

  @Override
  public SegmentBytes open(long baseOffset) {
    return new FileBytes(fileOf(baseOffset));
  }

  @Override
  public void delete(long baseOffset) {
    Path file = fileOf(baseOffset);
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot delete the segment " + file, e);
    }
  }

  private Path fileOf(long baseOffset) {
    String digits = Long.toString(baseOffset);
    return folder.resolve("0".repeat(20 - digits.length()) + digits + SUFFIX);
  }

  @Override
  public LogCheckpoint loadCheckpoint() {
    Path file = folder.resolve(CHECKPOINT);
    try {
      return Files.exists(file) ? LogCheckpoint.parse(Files.readString(file)) : LogCheckpoint.NONE;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }

  @Override
  public void saveCheckpoint(LogCheckpoint checkpoint) {
    Path next = folder.resolve(NEXT_CHECKPOINT);
    try {
      Files.writeString(next, checkpoint.text());
      Files.move(next, folder.resolve(CHECKPOINT), StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + next, e);
    }
  }

  @Override
  public boolean keepsRecords() {
    return true;
  }

  /** Deletes the folder with all segments, which must be closed. */
  void deleteAll() {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
      Files.delete(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot delete the log folder " + folder, e);
    }
  }
}
