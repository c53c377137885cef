package io.weir.kafka.simulation.replication;

import io.netty.buffer.ByteBuf;
import io.weir.kafka.record.RecordBatchView;
import io.weir.kafka.testcluster.storage.PartitionLog;
import io.weir.kafka.testcluster.storage.ReadBound;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * What one partition has committed: whatever was once below a high watermark, and must stay as it
 * was, at every replica that says so.
 */
final class CommittedHistory {

  private static final int CHUNK_BYTES = 1 << 20;

  /** A batch as it lies in a log. */
  private record Stored(long baseOffset, long lastOffset, int leaderEpoch, int checksum) {
    static Stored of(RecordBatchView batch) {
      return new Stored(
          batch.baseOffset(),
          batch.lastOffset(),
          batch.partitionLeaderEpoch(),
          batch.content().getInt(batch.content().readerIndex() + CHECKSUM_AT));
    }
  }

  private static final int CHECKSUM_AT = 17;

  private final NavigableMap<Long, Stored> batches = new TreeMap<>();

  /** How far each broker's log was compared. */
  private final Map<Integer, Long> compared = new HashMap<>();

  private long endOffset;

  /** The offset behind the last committed record. */
  long endOffset() {
    return endOffset;
  }

  /** Compares the broker's log from its start again: it may have been cut in the meantime. */
  void doubt(int broker) {
    compared.remove(broker);
  }

  /**
   * Compares a broker's log, from where that ended last, and learns what is new.
   *
   * @param limit the offset below which the log claims to be committed
   * @return what is wrong, empty if nothing is
   */
  List<String> compare(int broker, PartitionLog log, long limit) {
    List<String> wrong = new ArrayList<>();
    long offset = Math.max(compared.getOrDefault(broker, 0L), log.startOffset());
    if (offset > log.endOffset()) {
      offset = log.startOffset();
    }
    while (offset < limit && wrong.isEmpty()) {
      offset = compareChunk(broker, log, offset, limit, wrong);
    }
    compared.put(broker, offset);
    return wrong;
  }

  private long compareChunk(
      int broker, PartitionLog log, long from, long limit, List<String> wrong) {
    ByteBuf chunk = log.read(from, limit, ReadBound.atLeastOneBatch(CHUNK_BYTES));
    try {
      long offset = from;
      for (RecordBatchView batch : RecordBatchView.allIn(chunk)) {
        check(broker, Stored.of(batch), wrong);
        offset = batch.nextOffset();
      }
      if (offset == from) {
        wrong.add(
            "broker %d has nothing at offset %d, below the committed %d"
                .formatted(broker, from, limit));
      }
      return offset;
    } finally {
      chunk.release();
    }
  }

  private void check(int broker, Stored batch, List<String> wrong) {
    if (batch.baseOffset() >= endOffset) {
      batches.put(batch.baseOffset(), batch);
      endOffset = batch.lastOffset() + 1;
    } else if (!batch.equals(batches.get(batch.baseOffset()))) {
      wrong.add(
          "broker %d has %s where %s was committed"
              .formatted(broker, batch, batches.get(batch.baseOffset())));
    }
  }
}
