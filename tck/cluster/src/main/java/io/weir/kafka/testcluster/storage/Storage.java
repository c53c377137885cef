package io.weir.kafka.testcluster.storage;

import java.util.List;

/**
 * Where a cluster keeps its logs and its metadata: the one thing that the core reads and writes
 * beside its events.
 *
 * <p>Owned by the thread that steps the core. I/O errors surface as {@link
 * java.io.UncheckedIOException}.
 */
public interface Storage extends AutoCloseable {

  /**
   * Opens the log, recovering what an earlier run left behind; the same name gives the same log
   * until {@link #close}.
   */
  PartitionLog open(LogName name);

  /** The lines of {@link #appendJournal} in order, of this and earlier runs. */
  List<String> loadJournal();

  /**
   * Adds one line to the journal of the cluster's metadata; it is there as a whole or not at all.
   *
   * @param line without a line break
   */
  void appendJournal(String line);

  /** Flushes and closes all logs. */
  @Override
  void close();
}
