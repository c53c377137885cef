package io.weir.kafka.testcluster.storage;

import java.util.List;

/** Where the segments of one log come from. */
interface SegmentFolder {

  /** The base offsets of the segments that an earlier run left, in ascending order. */
  List<Long> baseOffsets();

  /** Opens the segment's bytes; creates them if they do not exist. */
  SegmentBytes open(long baseOffset);

  /** Removes a segment; its bytes are closed. */
  void delete(long baseOffset);

  /** What was last saved; {@link LogCheckpoint#NONE} if nothing was. */
  LogCheckpoint loadCheckpoint();

  void saveCheckpoint(LogCheckpoint checkpoint);

  /** Whether the segments keep what is appended; otherwise the log starts where it ends. */
  boolean keepsRecords();
}
