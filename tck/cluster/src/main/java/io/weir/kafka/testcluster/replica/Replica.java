package io.weir.kafka.testcluster.replica;

import io.netty.buffer.ByteBuf;
import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.record.CorruptRecordException;
import io.weir.kafka.record.RecordBatchView;
import io.weir.kafka.testcluster.metadata.FollowerFetch;
import io.weir.kafka.testcluster.metadata.FollowerState;
import io.weir.kafka.testcluster.metadata.PartitionImage;
import io.weir.kafka.testcluster.metadata.RejectedException;
import io.weir.kafka.testcluster.metadata.TopicPartition;
import io.weir.kafka.testcluster.metadata.TopicSettings;
import io.weir.kafka.testcluster.metadata.TopicSettings.TimestampType;
import io.weir.kafka.testcluster.storage.EpochEnd;
import io.weir.kafka.testcluster.storage.PartitionLog;
import io.weir.kafka.testcluster.storage.ReadBound;
import io.weir.kafka.testcluster.storage.Retention;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One broker's copy of a partition: its log, what it remembers of producers, how far it is visible,
 * and its {@link Role}.
 *
 * <p>Owned by the core's thread. Invariants: {@code logStartOffset <= highWatermark <=
 * logEndOffset}; no record at or above the high watermark is shown to a consumer; within one leader
 * epoch the leader's high watermark never falls.
 *
 * <pre>
 *   (opened) ---> Following <---> Leading
 * </pre>
 *
 * <p>Each change of the role comes with a larger leader epoch, from the controller's image.
 */
public final class Replica {

  private final TopicPartition key;
  private final PartitionLog log;
  private final ReplicaHost host;
  private final ProducerLedger producers;

  /** All four: owned by the core's thread. */
  private TopicSettings settings;

  private int minInSync;
  private long highWatermark;
  private Role role = new Following(PartitionImage.NO_LEADER, -1);

  /**
   * @param log just opened: the high watermark is the one that it remembers
   */
  public Replica(TopicPartition key, PartitionLog log, TopicSettings settings, ReplicaHost host) {
    this.key = key;
    this.log = log;
    this.host = host;
    this.settings = settings;
    this.minInSync = settings.minInsyncReplicas();
    this.highWatermark = log.checkpointedHighWatermark();
    this.producers = new ProducerLedger(host.rules());
    log.forEachBatch(this::remember);
  }

  private void remember(ByteBuf stored) {
    remember(RecordBatchView.at(stored, stored.readerIndex()));
  }

  private void remember(RecordBatchView batch) {
    long appendTimeMs = batch.isLogAppendTime() ? batch.maxTimestampMs() : -1;
    producers.note(batch, new Appended(batch.baseOffset(), batch.lastOffset(), appendTimeMs));
  }

  public TopicPartition key() {
    return key;
  }

  public Role role() {
    return role;
  }

  /** The state as a leader; null if it does not lead. */
  public @Nullable Leading leading() {
    return role instanceof Leading leading ? leading : null;
  }

  /**
   * Takes the topic's settings as they now are. A lower {@code min.insync.replicas} moves nothing
   * by itself: the high watermark is computed anew with the next record, fetch or change of the
   * ISR.
   */
  public void configure(TopicSettings newSettings) {
    settings = newSettings;
    minInSync = newSettings.minInsyncReplicas();
  }

  /**
   * Leads the partition in the image's epoch; if it does so already, takes over the ISR.
   *
   * @return whether it has not led in that epoch before
   */
  public boolean lead(PartitionImage image, long nowMs) {
    if (role instanceof Leading leading && leading.leaderEpoch() >= image.leaderEpoch()) {
      isrCommitted(image, nowMs);
      return false;
    }
    log.beginEpoch(image.leaderEpoch());
    role = new Leading(host, image, log.endOffset(), nowMs);
    advanceHighWatermark(nowMs);
    return true;
  }

  /**
   * Follows the image's leader.
   *
   * @return whether it has not followed that one in that epoch before
   */
  public boolean follow(PartitionImage image) {
    Following next = new Following(image.leader(), image.leaderEpoch());
    boolean changes = !next.equals(role);
    role = next;
    return changes;
  }

  /** The partition is deleted, or moves away: it is nobody's copy any more. */
  public void retire() {
    role = new Following(PartitionImage.NO_LEADER, role.leaderEpoch());
  }

  /**
   * Appends what a producer sent, as the leader.
   *
   * @param records <em>borrowed</em>: one batch; null counts as empty
   * @param acks as the producer wants: with -1 there must be enough replicas in sync
   * @return where it lies; the original place if it was sent before
   * @throws RejectedException with the error that Kafka answers; nothing is appended then
   */
  public Appended append(@Nullable ByteBuf records, int acks, long nowMs) {
    Leading leading = requireLeading();
    RecordBatchView batch = BatchRules.onlyBatch(records);
    if (acks == -1 && leading.isr().size() < minInSync(leading)) {
      throw new RejectedException(
          ErrorCode.NOT_ENOUGH_REPLICAS,
          "The size of the current ISR %s is insufficient to satisfy the min.isr requirement of %d"
              .formatted(leading.isr(), minInSync));
    }
    BatchRules.check(batch, settings, nowMs);
    Appended original = producers.check(batch);
    return original != null ? original : store(batch, leading, nowMs);
  }

  private Leading requireLeading() {
    if (role instanceof Leading leading) {
      return leading;
    }
    throw new RejectedException(
        ErrorCode.NOT_LEADER_OR_FOLLOWER, "This broker does not lead partition " + key.index());
  }

  /** {@code min.insync.replicas} cannot ask for more replicas than there are. */
  private int minInSync(Leading leading) {
    return Math.min(minInSync, leading.replicas());
  }

  private Appended store(RecordBatchView batch, Leading leading, long nowMs) {
    ByteBuf scratch = host.scratch().clear().writeBytes(batch.content(), 0, batch.sizeInBytes());
    RecordBatchView stamped = RecordBatchView.at(scratch, 0);
    boolean ownTime = settings.timestampType() == TimestampType.LOG_APPEND_TIME;
    if (ownTime) {
      stamped.setLogAppendTime(nowMs);
    }
    stamped.place(log.endOffset(), leading.leaderEpoch());
    log.append(scratch, nowMs);
    Appended where = new Appended(stamped.baseOffset(), stamped.lastOffset(), ownTime ? nowMs : -1);
    producers.note(stamped, where);
    host.logEndAdvanced(this);
    advanceHighWatermark(nowMs);
    return where;
  }

  /**
   * Recomputes the leader's high watermark, which only grows, and not while too few are in sync.
   */
  private void advanceHighWatermark(long nowMs) {
    Leading leading = requireLeading();
    if (leading.isr().size() >= minInSync(leading)) {
      long replicated = leading.replicatedOffset(log.endOffset(), nowMs);
      if (replicated > highWatermark) {
        highWatermark = replicated;
        host.highWatermarkAdvanced(this);
      }
    }
  }

  /**
   * Whether acknowledged records up to there are where they must be (rule of {@code acks=all}).
   *
   * @param endOffset behind the last record
   * @return empty as long as that is open; else NONE, NOT_ENOUGH_REPLICAS_AFTER_APPEND or
   *     NOT_LEADER_OR_FOLLOWER
   */
  public Optional<ErrorCode> replicated(long endOffset) {
    if (!(role instanceof Leading leading)) {
      return Optional.of(ErrorCode.NOT_LEADER_OR_FOLLOWER);
    }
    if (highWatermark < endOffset) {
      return Optional.empty();
    }
    return Optional.of(
        leading.maximalIsr().size() < minInSync(leading)
            ? ErrorCode.NOT_ENOUGH_REPLICAS_AFTER_APPEND
            : ErrorCode.NONE);
  }

  /**
   * A follower has fetched from this leader: it may join the ISR, and records may be replicated.
   *
   * @throws RejectedException with NOT_LEADER_OR_FOLLOWER if this does not lead, the broker is not
   *     assigned, or it has fetched in a later life
   */
  public void fetchedBy(FollowerFetch fetch, long nowMs) {
    Leading leading = requireLeading();
    FollowerState before = leading.follower(fetch.broker());
    if (before == null
        || (fetch.brokerEpoch() >= 0 && fetch.brokerEpoch() < before.brokerEpoch())) {
      throw new RejectedException(
          ErrorCode.NOT_LEADER_OR_FOLLOWER, "Broker " + fetch.broker() + " is no such follower");
    }
    FollowerState after = before.fetched(fetch, log.endOffset(), nowMs);
    leading.update(after);
    send(leading.proposeToAdd(after, highWatermark), nowMs);
    if (after.logEndOffset() != before.logEndOffset()) {
      advanceHighWatermark(nowMs);
    }
    if (after.logStartOffset() != before.logStartOffset()) {
      host.highWatermarkAdvanced(this);
    }
  }

  /** Proposes to drop those from the ISR who lag for too long, if this leads. */
  public void checkInSync(long nowMs) {
    if (role instanceof Leading leading) {
      send(leading.proposeToDropLaggards(log.endOffset(), nowMs), nowMs);
    }
  }

  private void send(@Nullable IsrProposal proposal, long nowMs) {
    if (proposal != null) {
      host.propose(this, proposal, nowMs);
    }
  }

  /** The controller has accepted a proposal, or knows better. */
  public void isrCommitted(PartitionImage image, long nowMs) {
    if (role instanceof Leading leading
        && leading.leaderEpoch() == image.leaderEpoch()
        && leading.commit(image)) {
      advanceHighWatermark(nowMs);
    }
  }

  /** The controller has refused a proposal, which is made anew when there is reason to. */
  public void isrRefused(IsrProposal proposal) {
    if (role instanceof Leading leading) {
      leading.withdraw(proposal);
    }
  }

  /**
   * Appends what the leader sent, as a follower.
   *
   * @param records <em>borrowed</em>: whole batches from the log's end on, perhaps none
   * @throws RejectedException with CORRUPT_MESSAGE; the batches before the corrupt one are there
   */
  public void copy(ByteBuf records, LeaderOffsets leader, long nowMs) {
    for (RecordBatchView batch : batchesIn(records)) {
      copy(batch, nowMs);
    }
    highWatermark = Math.max(log.startOffset(), Math.min(leader.highWatermark(), log.endOffset()));
    log.advanceStartOffset(Math.min(leader.logStartOffset(), highWatermark));
  }

  private static Iterable<RecordBatchView> batchesIn(ByteBuf records) {
    try {
      return RecordBatchView.completeIn(records);
    } catch (CorruptRecordException e) {
      throw new RejectedException(ErrorCode.CORRUPT_MESSAGE, String.valueOf(e.getMessage()));
    }
  }

  private void copy(RecordBatchView batch, long nowMs) {
    if (!batch.crcIsValid()) {
      throw new RejectedException(
          ErrorCode.CORRUPT_MESSAGE, "The leader's batch does not match its checksum");
    }
    if (batch.baseOffset() < log.endOffset() && log.startOffset() == log.endOffset()) {
      // The leader's log starts within this batch, whose first records are deleted.
      log.truncateFullyAndStartAt(batch.baseOffset());
    }
    log.append(batch.content(), nowMs);
    remember(batch);
  }

  /**
   * Cuts the log where it stops to be the leader's (KIP-279), as a follower.
   *
   * @param leaders the end of the leader's largest epoch that is not above this replica's last
   */
  public void truncateToMatch(EpochEnd leaders) {
    EpochEnd own = log.endOffsetFor(leaders.epoch());
    truncateTo(host.rules().truncationPoint(leaders, own, log.endOffset()));
  }

  /** Drops all batches at or above the offset, as a follower. */
  public void truncateTo(long offset) {
    log.truncateTo(offset);
    afterTruncation();
  }

  /** Drops everything: the leader has nothing before the offset. */
  public void restartAt(long offset) {
    log.truncateFullyAndStartAt(offset);
    afterTruncation();
  }

  private void afterTruncation() {
    highWatermark = Math.max(log.startOffset(), Math.min(highWatermark, log.endOffset()));
    producers.clear();
    log.forEachBatch(this::remember);
  }

  /**
   * Deletes the records below the offset, as the leader (KIP-107); followers do the same when they
   * hear of it with their next fetch.
   *
   * @param offset -1 for the high watermark
   * @throws RejectedException with NOT_LEADER_OR_FOLLOWER; with POLICY_VIOLATION if the topic's
   *     {@code cleanup.policy} is {@code compact}; with OFFSET_OUT_OF_RANGE if the offset is above
   *     the high watermark
   */
  public void deleteRecordsBefore(long offset) {
    Leading unused = requireLeading();
    if (settings.isOnlyCompacted()) {
      throw new RejectedException(
          ErrorCode.POLICY_VIOLATION,
          "Records of partition %d cannot be deleted: its cleanup.policy is compact"
              .formatted(key.index()));
    }
    if (offset < -1 || offset > highWatermark) {
      throw new RejectedException(
          ErrorCode.OFFSET_OUT_OF_RANGE,
          "Cannot delete the records of partition %d before %d: the high watermark is %d"
              .formatted(key.index(), offset, highWatermark));
    }
    log.advanceStartOffset(offset == -1 ? highWatermark : offset);
  }

  /** Deletes the segments that {@code retention.ms} and {@code retention.bytes} do not keep. */
  public void deleteOldSegments(long nowMs) {
    if (settings.deletesOldSegments()) {
      Retention retention = new Retention(settings.retentionMs(), settings.retentionBytes());
      log.advanceStartOffset(log.startAfterRetention(retention, nowMs, highWatermark));
    }
  }

  /** The producers that it remembers, by id. */
  public List<ActiveProducer> activeProducers() {
    return producers.active();
  }

  /** Forgets producers that have been silent for so long. */
  public void expireProducers(long maxSilenceMs, long nowMs) {
    producers.expire(maxSilenceMs, nowMs);
  }

  /** Lets the log remember the high watermark for the next run. */
  public void checkpoint() {
    log.checkpoint(highWatermark);
  }

  /** The offset of the first record that is still there. */
  public long logStartOffset() {
    return log.startOffset();
  }

  /** The offset that the next record will get. */
  public long logEndOffset() {
    return log.endOffset();
  }

  /** The offset below which records are visible to consumers. */
  public long highWatermark() {
    return highWatermark;
  }

  /**
   * The offset below which no live replica has records, as the leader knows it; its own log's start
   * if it does not lead.
   */
  public long lowWatermark() {
    return role instanceof Leading leading
        ? leading.lowWatermark(log.startOffset())
        : log.startOffset();
  }

  /** The size of all batches. */
  public long bytes() {
    return log.bytes();
  }

  /** The log behind the replica, to be read only. */
  public PartitionLog log() {
    return log;
  }

  /**
   * Whole batches below the high watermark, as a consumer gets them.
   *
   * @param offset within the log
   * @return owned by the caller; empty if there is nothing to return
   */
  public ByteBuf read(long offset, ReadBound bound) {
    return log.read(offset, highWatermark, bound);
  }

  /** As {@link #read}, but all that there is, as a follower gets it. */
  public ByteBuf readToEnd(long offset, ReadBound bound) {
    return log.read(offset, log.endOffset(), bound);
  }

  /** What a leader tells of its log with each fetch. */
  public record LeaderOffsets(long highWatermark, long logStartOffset) {}
}
