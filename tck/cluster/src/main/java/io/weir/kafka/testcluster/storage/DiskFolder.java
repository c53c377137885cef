package io.weir.kafka.testcluster.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The segments of one log as files, named as Kafka names them: twenty digits and {@code .log}. */
final class DiskFolder implements SegmentFolder {

  private static final String SUFFIX = ".log";

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

  private Path fileOf(long baseOffset) {
    String digits = Long.toString(baseOffset);
    return folder.resolve("0".repeat(20 - digits.length()) + digits + SUFFIX);
  }
}
