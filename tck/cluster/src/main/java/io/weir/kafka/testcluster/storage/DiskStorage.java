package io.weir.kafka.testcluster.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Keeps logs and metadata in one folder: {@code metadata.journal}, and per replica {@code
 * broker-<id>/<topic>-<partition>/<topic id>/<base offset>.log} in Kafka's own format of batches.
 */
public final class DiskStorage implements Storage {

  private static final String JOURNAL_FILE = "metadata.journal";

  private final Path folder;
  private final LogSettings defaults;
  private final OpenLogs open = new OpenLogs();

  /**
   * @param folder created if it does not exist
   */
  public DiskStorage(Path folder) {
    this(folder, LogSettings.DEFAULTS);
  }

  /**
   * @param folder created if it does not exist
   * @param defaults of a log until it is configured
   */
  public DiskStorage(Path folder, LogSettings defaults) {
    this.folder = folder;
    this.defaults = defaults;
  }

  @Override
  public PartitionLog open(LogName name) {
    return open.open(name, n -> LogRecovery.open(n, new DiskFolder(folderOf(n)), defaults));
  }

  private Path folderOf(int broker) {
    return folder.resolve("broker-" + broker);
  }

  private Path folderOf(LogName name) {
    return folderOf(name.broker())
        .resolve(name.topic() + "-" + name.partition())
        .resolve(name.topicId().toString());
  }

  @Override
  public List<LogName> logs(int broker) {
    List<LogName> names = new ArrayList<>();
    for (Path partition : foldersIn(folderOf(broker))) {
      for (Path log : foldersIn(partition)) {
        names.add(name(broker, partition.getFileName().toString(), log.getFileName().toString()));
      }
    }
    return names;
  }

  private static LogName name(int broker, String partition, String topicId) {
    int dash = partition.lastIndexOf('-');
    return new LogName(
        broker,
        partition.substring(0, dash),
        UUID.fromString(topicId),
        Integer.parseInt(partition.substring(dash + 1)));
  }

  private static List<Path> foldersIn(Path parent) {
    if (!Files.isDirectory(parent)) {
      return List.of();
    }
    try (Stream<Path> children = Files.list(parent)) {
      return children.filter(Files::isDirectory).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list the folder " + parent, e);
    }
  }

  @Override
  public void deleteLog(LogName name) {
    open.end(name, PartitionLog::kill);
    Path log = folderOf(name);
    if (Files.isDirectory(log)) {
      new DiskFolder(log).deleteAll();
    }
  }

  @Override
  public void shutDown(int broker) {
    open.endAll(broker, PartitionLog::shutDown);
  }

  @Override
  public void kill(int broker) {
    open.endAll(broker, PartitionLog::kill);
  }

  @Override
  public void powerOff(int broker, RandomGenerator torn) {
    open.endAll(broker, log -> log.dropUnflushed(torn));
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
    open.endAll(PartitionLog::shutDown);
  }
}
