package io.weir.kafka.testcluster.storage;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * Keeps everything in heap arrays; what it holds is gone with it, but outlives a broker: a log that
 * is opened again holds what was appended, or what was flushed if the power failed.
 */
public final class MemoryStorage implements Storage {

  private final LogSettings defaults;
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
    this.defaults = defaults;
  }

  @Override
  public PartitionLog open(LogName name) {
    return open.open(name, n -> LogRecovery.open(n, folder(n), defaults));
  }

  private MemoryFolder folder(LogName name) {
    return folders.computeIfAbsent(name, n -> new MemoryFolder());
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

  /** The segments of one log, which stay when it is closed. */
  private static final class MemoryFolder implements SegmentFolder {

    /** Both: owned by the core's thread. */
    private final TreeMap<Long, MemoryBytes> segments = new TreeMap<>();

    private LogCheckpoint checkpoint = LogCheckpoint.NONE;

    @Override
    public List<Long> baseOffsets() {
      return List.copyOf(segments.keySet());
    }

    @Override
    public SegmentBytes open(long baseOffset) {
      return segments.computeIfAbsent(baseOffset, base -> new MemoryBytes());
    }

    @Override
    public void delete(long baseOffset) {
      segments.remove(baseOffset);
    }

    @Override
    public LogCheckpoint loadCheckpoint() {
      return checkpoint;
    }

    @Override
    public void saveCheckpoint(LogCheckpoint newCheckpoint) {
      checkpoint = newCheckpoint;
    }
  }
}
