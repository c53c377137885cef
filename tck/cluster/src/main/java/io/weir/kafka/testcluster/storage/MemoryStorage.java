package io.weir.kafka.testcluster.storage;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Keeps everything in heap arrays; what it holds is gone with it, but outlives a broker: a log that
 * is opened again holds what was appended, or what was flushed if the power failed.
 */
public final class MemoryStorage implements Storage {

  private static final String INTERNAL_TOPIC = "__";

  /** What becomes of a record once it has an offset. */
  private enum Records {
    KEPT,
    FORGOTTEN
  }

  private final LogSettings defaults;
  private final Records records;
  private final OpenLogs open = new OpenLogs();

  /** Owned by the core's thread. */
  private final Map<LogName, MemoryFolder> folders = new HashMap<>();

  /** Owned by the core's thread. */
  private final List<String> journal = new ArrayList<>();

  public MemoryStorage() {
    this(LogSettings.DEFAULTS);
  }

  /**
   * @param defaults of a log until it is configured
   */
  public MemoryStorage(LogSettings defaults) {
    this(defaults, Records.KEPT);
  }

  private MemoryStorage(LogSettings defaults, Records records) {
    this.defaults = defaults;
    this.records = records;
  }

  /**
   * For the benchmark of a client: gives each record its offset and forgets it, so that a log
   * starts where it ends and takes no memory. Only Kafka's internal topics, such as that of
   * committed offsets, are kept. Whoever reads a forgotten record, a follower too, is told that its
   * offset is out of range.
   */
  public static MemoryStorage ackOnly() {
    return new MemoryStorage(LogSettings.DEFAULTS, Records.FORGOTTEN);
  }

  @Override
  public PartitionLog open(LogName name) {
    return open.open(name, n -> LogRecovery.open(n, folder(n), defaults));
  }

  private MemoryFolder folder(LogName name) {
    boolean kept = records == Records.KEPT || name.topic().startsWith(INTERNAL_TOPIC);
    return folders.computeIfAbsent(
        name, n -> kept ? MemoryFolder.keeping() : MemoryFolder.forgetting());
  }

  @Override
  public List<LogName> logs(int broker) {
    return folders.keySet().stream().filter(name -> name.broker() == broker).toList();
  }

  @Override
  public void deleteLog(LogName name) {
    open.end(name, PartitionLog::kill);
    folders.remove(name);
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
    return List.copyOf(journal);
  }

  @Override
  public void appendJournal(String line) {
    journal.add(line);
  }

  @Override
  public void close() {
    open.endAll(PartitionLog::shutDown);
    folders.clear();
  }
}
