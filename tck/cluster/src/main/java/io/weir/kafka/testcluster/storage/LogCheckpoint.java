package io.weir.kafka.testcluster.storage;

/**
 * What a log remembers beside its batches.
 *
 * @param highWatermark as of the last checkpoint: the real one may be further
 * @param startOffset of the log
 * @param flushedOffset below which everything is on the device, at least
 * @param shutdown how the log was closed
 */
record LogCheckpoint(long highWatermark, long startOffset, long flushedOffset, Shutdown shutdown) {

  /** Of a log that was never checkpointed. */
  static final LogCheckpoint NONE = new LogCheckpoint(0, 0, 0, Shutdown.UNCLEAN);

  private static final int WORDS = 4;

  /** Whether the log's end needs to be checked. */
  enum Shutdown {
    CLEAN,
    UNCLEAN
  }

  /** One line. */
  String text() {
    return highWatermark + " " + startOffset + " " + flushedOffset + " " + shutdown + "\n";
  }

  /** A text that is not whole counts as none: its loss costs a longer recovery, no record. */
  static LogCheckpoint parse(String text) {
    String[] words = text.strip().split(" ", -1);
    if (words.length != WORDS || !text.endsWith("\n")) {
      return NONE;
    }
    return new LogCheckpoint(
        Long.parseLong(words[0]),
        Long.parseLong(words[1]),
        Long.parseLong(words[2]),
        Shutdown.valueOf(words[3]));
  }
}
