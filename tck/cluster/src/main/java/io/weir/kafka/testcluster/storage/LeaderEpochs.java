package io.weir.kafka.testcluster.storage;

import java.util.ArrayList;
import java.util.List;

/**
 * Which leader epoch wrote which part of a log (KIP-101, KIP-279).
 *
 * <p>Owned by the core's thread. Invariant: epochs and start offsets increase from entry to entry.
 * Not stored: the headers of the batches tell it again when a log is opened, but for an epoch in
 * which nothing was written, which Kafka forgets then, too.
 */
final class LeaderEpochs {

  /** Owned by the core's thread. */
  private final List<EpochStart> entries = new ArrayList<>(2);

  List<EpochStart> entries() {
    return List.copyOf(entries);
  }

  /** -1 if there is none. */
  int latest() {
    return entries.isEmpty() ? -1 : last().epoch();
  }

  private EpochStart last() {
    return entries.get(entries.size() - 1);
  }

  /**
   * Notes that records from this offset on are of this epoch. What contradicts it goes: it was
   * written by a leader of which nothing is kept.
   *
   * @param epoch a negative one is that of a batch without an epoch, and is not noted
   */
  void assign(int epoch, long startOffset) {
    if (epoch < 0 || (epoch == latest() && startOffset >= last().startOffset())) {
      return;
    }
    while (!entries.isEmpty() && (last().epoch() >= epoch || last().startOffset() >= startOffset)) {
      entries.remove(entries.size() - 1);
    }
    entries.add(new EpochStart(epoch, startOffset));
  }

  /** Forgets the epochs that begin at or behind the log's new end. */
  void truncateEnd(long endOffset) {
    while (!entries.isEmpty() && last().startOffset() >= endOffset) {
      entries.remove(entries.size() - 1);
    }
  }

  /** Lets the epoch of the log's new start begin there, and forgets the earlier ones. */
  void truncateStart(long startOffset) {
    int gone = 0;
    while (gone < entries.size() && entries.get(gone).startOffset() <= startOffset) {
      gone++;
    }
    if (gone > 0) {
      int epoch = entries.get(gone - 1).epoch();
      entries.subList(0, gone).clear();
      entries.add(0, new EpochStart(epoch, startOffset));
    }
  }

  void clear() {
    entries.clear();
  }

  /** The epoch in which the offset was or will be written; -1 if it is not known. */
  int epochOf(long offset) {
    int place = entries.size() - 1;
    while (place >= 0 && entries.get(place).startOffset() > offset) {
      place--;
    }
    return place < 0 ? -1 : entries.get(place).epoch();
  }

  EpochEnd endOf(int epoch, long logEndOffset) {
    if (epoch < 0) {
      return EpochEnd.UNKNOWN;
    }
    if (epoch == latest()) {
      return new EpochEnd(epoch, logEndOffset);
    }
    int next = 0;
    while (next < entries.size() && entries.get(next).epoch() <= epoch) {
      next++;
    }
    if (next == entries.size()) {
      return EpochEnd.UNKNOWN;
    }
    // Of an epoch older than all that is kept, the follower learns where the kept part begins.
    int known = next == 0 ? epoch : entries.get(next - 1).epoch();
    return new EpochEnd(known, entries.get(next).startOffset());
  }
}
