package io.weir.kafka.testcluster.storage;

import io.weir.kafka.testcluster.storage.LogCheckpoint.Shutdown;
import java.util.List;

/**
 * Opens what an earlier run left of a log.
 *
 * <p>After a clean shutdown the batches' headers are believed. Otherwise the checksums are checked
 * in all segments that end behind the last known flush, and the log is cut at the first batch that
 * is not whole or not sound. Never gives up a batch before that one.
 */
final class LogRecovery {

  private static final System.Logger LOG = System.getLogger(LogRecovery.class.getName());

  private final LogName name;
  private final SegmentFolder folder;
  private final LogCheckpoint checkpoint;
  private final LeaderEpochs epochs = new LeaderEpochs();

  /** Owned by the core's thread. */
  private Dropped dropped = Dropped.NOTHING;

  private LogRecovery(LogName name, SegmentFolder folder) {
    this.name = name;
    this.folder = folder;
    this.checkpoint = folder.loadCheckpoint();
  }

  static PartitionLog open(LogName name, SegmentFolder folder, LogSettings settings) {
    LogRecovery recovery = new LogRecovery(name, folder);
    SegmentChain segments = recovery.segments(settings);
    PartitionLog log =
        new PartitionLog(folder, settings, segments, recovery.epochs, recovery.checkpoint);
    recovery.tell(log);
    return log;
  }

  private SegmentChain segments(LogSettings settings) {
    List<Long> stored = folder.baseOffsets();
    long base = stored.isEmpty() ? checkpoint.startOffset() : stored.get(0);
    SegmentChain chain = new SegmentChain(folder, base, settings.indexIntervalBytes());
    recover(chain.active(), nextBase(stored, 0));
    for (int place = 1; place < stored.size(); place++) {
      if (dropped.bytes() == 0) {
        chain.add(stored.get(place));
        recover(chain.active(), nextBase(stored, place));
      } else {
        dropWhole(stored.get(place));
      }
    }
    return chain;
  }

  private static long nextBase(List<Long> stored, int place) {
    return place + 1 < stored.size() ? stored.get(place + 1) : Long.MAX_VALUE;
  }

  /**
   * @param nextBase where the next segment begins, hence where this one ended when it was rolled
   */
  private void recover(Segment segment, long nextBase) {
    boolean flushed = nextBase <= checkpoint.flushedOffset();
    boolean trusted = flushed || checkpoint.shutdown() == Shutdown.CLEAN;
    BatchCheck check = trusted ? BatchCheck.HEADER : BatchCheck.CHECKSUM;
    dropped = dropped.plus(segment.recover(check, epochs));
  }

  /** A segment behind a damaged one would leave a hole in the log. */
  private void dropWhole(long baseOffset) {
    Segment segment = new Segment(baseOffset, folder.open(baseOffset), Integer.MAX_VALUE);
    dropped = dropped.plus(segment.dropAll());
    segment.close();
    folder.delete(baseOffset);
  }

  private void tell(PartitionLog log) {
    if (dropped.bytes() > 0) {
      LOG.log(
          System.Logger.Level.INFO,
          "Recovery of {0}-{1} at broker {2} dropped {3} bytes in {4} batches at its end;"
              + " the next offset is {5}",
          name.topic(),
          name.partition(),
          name.broker(),
          dropped.bytes(),
          dropped.batches(),
          log.endOffset());
    }
  }
}
