package io.weir.kafka.testcluster.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.weir.kafka.testcluster.storage.LogHistoryTest.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** What a log should hold: a list of batches, each with its range and bytes. */
final class LogModel {

  static final LogSettings SMALL = LogSettings.DEFAULTS.withSegmentBytes(300).withSegmentMs(40);

  private final List<Batch> batches = new ArrayList<>();
  private final TreeMap<Integer, Long> epochs = new TreeMap<>();
  private int epoch;
  private long start;
  private long end;
  private long flushed;
  private long highWatermark;
  private long nowMs = 1000;

  private record Batch(long first, long next, int epoch, ByteBuf bytes) {}

  /** Does the step to the model and, but for the ways to end, to the log. */
  void apply(Step step, PartitionLog log) {
    nowMs += 7;
    double where = step.where();
    switch (step.action()) {
      case APPEND -> append(log, 1, where);
      case APPEND_RUN -> append(log, 1 + (int) (where * 5), where);
      case NEXT_EPOCH -> nextEpoch(log);
      case TRUNCATE -> truncate(log, between(Math.max(0, start - 1), end + 1, where));
      case RESTART_AT -> restart(log, between(0, end + 5, where));
      case ADVANCE_START -> advance(log, between(start, end, where));
      case EXPIRE -> expire(log, between(start, end, where));
      case FLUSH -> flush(log);
      case CONFIGURE -> log.configure(SMALL.withSegmentBytes(100 + (int) (where * 400)));
      case CHECKPOINT -> checkpoint(log, between(start, end, where));
      case SHUT_DOWN -> reopened(end);
      case KILL -> reopened(flushed);
      case POWER_OFF -> powerOff();
    }
  }

  private static long between(long low, long high, double where) {
    return low + Math.round(where * (high - low));
  }

  private void append(PartitionLog log, int count, double where) {
    List<ByteBuf> run = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int records = 1 + (int) (where * 7919) % 4;
      ByteBuf bytes = LogContent.batch(end, epoch, nowMs, records);
      run.add(bytes);
      batches.add(new Batch(end, end + records, epoch, bytes));
      epochs.putIfAbsent(epoch, end);
      end += records;
    }
    log.append(Unpooled.copiedBuffer(run.toArray(ByteBuf[]::new)), nowMs);
    // A roll flushes: how far is the log's business, but never back.
    assertThat(log.flushedOffset()).isBetween(flushed, end);
    flushed = log.flushedOffset();
  }

  private void nextEpoch(PartitionLog log) {
    epoch++;
    epochs.values().removeIf(from -> from >= end);
    epochs.put(epoch, end);
    log.beginEpoch(epoch);
  }

  private void truncate(PartitionLog log, long offset) {
    log.truncateTo(offset);
    if (offset < start) {
      clear(offset);
    } else {
      cut(offset);
    }
  }

  private void cut(long offset) {
    if (offset >= end) {
      // An epoch in which nothing was written goes all the same.
      epochs.values().removeIf(from -> from >= end);
      return;
    }
    batches.removeIf(batch -> batch.next > offset);
    end = batches.isEmpty() ? Math.min(start, offset) : batches.get(batches.size() - 1).next;
    epochs.values().removeIf(from -> from >= end);
    flushed = Math.min(flushed, end);
    if (batches.isEmpty() || end < start) {
      clear(start);
    }
  }

  private void restart(PartitionLog log, long offset) {
    log.truncateFullyAndStartAt(offset);
    clear(offset);
  }

  private void clear(long offset) {
    batches.clear();
    epochs.clear();
    start = offset;
    end = offset;
    flushed = offset;
  }

  private void advance(PartitionLog log, long offset) {
    log.advanceStartOffset(offset);
    startAt(offset);
  }

  private void startAt(long offset) {
    start = offset;
    flushed = Math.max(flushed, start);
    batches.removeIf(batch -> batch.next <= start);
    trimEpochs();
  }

  private void trimEpochs() {
    var first = epochs.floorEntry(Integer.MAX_VALUE);
    for (var entry : epochs.entrySet()) {
      if (entry.getValue() <= start) {
        first = entry;
      }
    }
    if (first != null && first.getValue() <= start) {
      int known = first.getKey();
      epochs.headMap(known).clear();
      epochs.put(known, start);
    }
  }

  private void expire(PartitionLog log, long limit) {
    long newStart = log.startAfterRetention(new Retention(50, 1000), nowMs, limit);
    assertThat(newStart).isBetween(start, Math.max(start, limit));
    advance(log, newStart);
  }

  private void flush(PartitionLog log) {
    log.flush(nowMs);
    flushed = end;
  }

  private void checkpoint(PartitionLog log, long offset) {
    log.checkpoint(offset);
    highWatermark = offset;
  }

  private void powerOff() {
    cut(flushed);
    reopened(flushed);
  }

  /** The epochs are what the batches tell. */
  private void reopened(long onDevice) {
    flushed = Math.max(start, onDevice);
    epochs.clear();
    for (Batch batch : batches) {
      epochs.putIfAbsent(batch.epoch, batch.first);
    }
    trimEpochs();
  }

  void assertMatches(PartitionLog log) {
    assertThat(log.startOffset()).isEqualTo(start);
    assertThat(log.endOffset()).isEqualTo(end);
    assertThat(log.flushedOffset()).isEqualTo(flushed);
    assertThat(log.checkpointedHighWatermark())
        .isEqualTo(Math.max(start, Math.min(end, highWatermark)));
    assertThat(log.epochs())
        .isEqualTo(
            epochs.entrySet().stream().map(e -> new EpochStart(e.getKey(), e.getValue())).toList());
    assertThat(contentOf(log)).isEqualTo(batches.stream().map(b -> hex(b.bytes)).toList());
    for (Batch batch : batches) {
      assertReads(log, batch);
    }
  }

  private void assertReads(PartitionLog log, Batch batch) {
    for (long offset = Math.max(start, batch.first); offset < batch.next; offset++) {
      ByteBuf read = log.read(offset, end, ReadBound.atLeastOneBatch(0));
      assertThat(hex(read)).isEqualTo(hex(batch.bytes));
    }
    assertThat(log.read(batch.first, batch.next - 1, ReadBound.atLeastOneBatch(0)).isReadable())
        .isFalse();
    if (batch.first >= log.endOffsetFor(batch.epoch).endOffset()) {
      throw new AssertionError("Epoch " + batch.epoch + " ends before its batch");
    }
  }

  private static List<String> contentOf(PartitionLog log) {
    List<String> content = new ArrayList<>();
    log.forEachBatch(batch -> content.add(hex(batch)));
    return content;
  }

  private static String hex(ByteBuf bytes) {
    return ByteBufUtil.hexDump(bytes);
  }
}
