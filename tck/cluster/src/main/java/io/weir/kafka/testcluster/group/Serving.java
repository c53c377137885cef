package io.weir.kafka.testcluster.group;

import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.record.EncodedBatch;
import io.weir.kafka.testcluster.group.Journal.Write;
import io.weir.kafka.testcluster.metadata.RejectedException;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A shard whose groups are in memory: changes go to the log and count when they are replicated, in
 * the order of the log.
 *
 * <p>Owned by the core's thread. The writes that wait are bounded by the connections and groups:
 * each request and each rebalance has one.
 */
final class Serving implements Shard {

  private final int partition;
  private final int leaderEpoch;
  private final GroupLog log;
  private final GroupSettings settings;
  private final Alarms alarms;

  /** Both: owned by the core's thread. */
  private final Map<String, ClassicGroup> groups = new TreeMap<>();

  private final Deque<Waiting> writes = new ArrayDeque<>();

  /** A write that is in the log and not yet replicated. */
  private static final class Waiting {

    private final long endOffset;
    private final Write write;

    /** Owned by the core's thread. */
    private boolean answered;

    Waiting(long endOffset, Write write) {
      this.endOffset = endOffset;
      this.write = write;
    }

    void answer(ErrorCode error, long nowMs) {
      if (!answered) {
        answered = true;
        write.answered(error, nowMs);
      }
    }
  }

  Serving(int partition, int leaderEpoch, GroupLog log, GroupSettings settings, Alarms alarms) {
    this.partition = partition;
    this.leaderEpoch = leaderEpoch;
    this.log = log;
    this.settings = settings;
    this.alarms = alarms;
  }

  /** Reads the groups from the log; the sessions of their members start anew. */
  void load(long nowMs) {
    Replay replay = new Replay();
    log.forEachBatch(partition, replay::read);
    groups.putAll(replay.groups(nowMs));
    for (ClassicGroup group : groups.values()) {
      group.members().all().forEach(member -> alarms.keepAlive(group, member, nowMs));
    }
  }

  @Override
  public int leaderEpoch() {
    return leaderEpoch;
  }

  @Nullable ClassicGroup group(String id) {
    return groups.get(id);
  }

  ClassicGroup groupOrNew(String id, long nowMs) {
    return groups.computeIfAbsent(id, unknown -> new ClassicGroup(id, nowMs));
  }

  /** Forgets the group; {@link Rebalance#dissolve} is the caller's part. */
  void drop(ClassicGroup group) {
    groups.remove(group.id(), group);
  }

  /** All groups by id. */
  Collection<ClassicGroup> groups() {
    return List.copyOf(groups.values());
  }

  /** As {@link Journal#write}. */
  void write(List<GroupRecord> records, Write write, long nowMs) {
    long endOffset;
    EncodedBatch batch = RecordCodec.encode(records, nowMs);
    try {
      endOffset = log.append(partition, batch.content(), nowMs);
    } catch (RejectedException e) {
      write.answered(e.error(), nowMs);
      return;
    } finally {
      batch.release();
    }
    writes.add(new Waiting(endOffset, write));
    alarms.awaitWrite(partition, endOffset, nowMs + settings.offsetsCommitTimeoutMs());
    advanced(nowMs);
  }

  /** The high watermark may have moved. */
  void advanced(long nowMs) {
    long highWatermark = log.highWatermark(partition);
    while (!writes.isEmpty() && writes.element().endOffset <= highWatermark) {
      Waiting done = writes.remove();
      alarms.endWrite(partition, done.endOffset);
      done.write.applied(nowMs);
      done.answer(ErrorCode.NONE, nowMs);
    }
  }

  /** What ends at this offset should have been replicated by now. */
  void overdue(long endOffset, long nowMs) {
    for (Waiting each : List.copyOf(writes)) {
      if (each.endOffset == endOffset) {
        each.answer(ErrorCode.REQUEST_TIMED_OUT, nowMs);
      }
    }
  }

  /** This broker leads the partition no longer. */
  void resign(Rebalance rebalance, long nowMs) {
    for (ClassicGroup group : groups()) {
      rebalance.dissolve(group, ErrorCode.NOT_COORDINATOR, nowMs);
    }
    groups.clear();
    while (!writes.isEmpty()) {
      Waiting lost = writes.remove();
      alarms.endWrite(partition, lost.endOffset);
      lost.answer(ErrorCode.NOT_COORDINATOR, nowMs);
    }
  }
}
