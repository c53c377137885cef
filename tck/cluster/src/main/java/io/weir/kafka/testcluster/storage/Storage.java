package io.weir.kafka.testcluster.storage;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Where a cluster keeps its logs and its metadata: the one thing that the core reads and writes
 * beside its events.
 *
 * <p>Owned by the thread that steps the core. A log is used from {@link #open} until its broker
 * ends, one way or another, or it is deleted; then it is opened again. I/O errors surface as {@link
 * java.io.UncheckedIOException}.
 */
public interface Storage extends AutoCloseable {

  /**
   * Opens the log, recovering what an earlier run left behind; the same name gives the same log
   * until it ends.
   */
  PartitionLog open(LogName name);

  /** The logs that the broker has, open or not, in no particular order. */
  List<LogName> logs(int broker);

  /** Deletes the log with all that belongs to it; harmless if there is none. */
  void deleteLog(LogName name);

  /** The broker was shut down: its logs are flushed, checkpointed and marked as clean. */
  void shutDown(int broker);

  /** The broker's process has died: its logs keep all that was appended. */
  void kill(int broker);

  /**
   * The power of the broker's machine has failed: its logs lose what was not flushed.
   *
   * @param torn decides what is left of the batch that was being written
   */
  void powerOff(int broker, RandomGenerator torn);

  /** The lines of {@link #appendJournal} in order, of this and earlier runs. */
  List<String> loadJournal();

  /**
   * Adds one line to the journal of the cluster's metadata; it is there as a whole or not at all.
   *
   * @param line without a line break
   */
  void appendJournal(String line);

  /** Shuts all logs down. */
  @Override
  void close();
}
