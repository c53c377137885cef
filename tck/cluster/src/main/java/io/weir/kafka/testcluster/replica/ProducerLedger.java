package io.weir.kafka.testcluster.replica;

import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.record.RecordBatchView;
import io.weir.kafka.testcluster.metadata.RejectedException;
import io.weir.kafka.testcluster.metadata.ReplicationRules;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one replica remembers of idempotent producers: per producer id the epoch and the last five
 * batches (KIP-98), so that a batch sent twice is in the log once.
 *
 * <p>Owned by the core's thread. Rebuilt from the batch headers when a log is opened or truncated,
 * so unlike a real broker, which saves it, it forgets producers whose batches are all deleted.
 */
final class ProducerLedger {

  /** As many batches as a producer may have in flight on a connection. */
  static final int REMEMBERED_BATCHES = 5;

  private static final long NO_PRODUCER = -1;

  /** By producer id; owned by the core's thread. */
  private final Map<Long, Entry> entries = new HashMap<>();

  private final ReplicationRules rules;

  ProducerLedger(ReplicationRules rules) {
    this.rules = rules;
  }

  /**
   * Judges a batch before it is appended.
   *
   * @return where the same batch already lies, or null if it is to be appended
   * @throws RejectedException with INVALID_PRODUCER_EPOCH or OUT_OF_ORDER_SEQUENCE_NUMBER
   */
  @Nullable Appended check(RecordBatchView batch) {
    Entry entry = batch.producerId() == NO_PRODUCER ? null : entries.get(batch.producerId());
    if (entry == null) {
      // Unknown producers may start anywhere: their state may have been lost with old records.
      return null;
    }
    if (batch.producerEpoch() < entry.epoch) {
      throw new RejectedException(
          ErrorCode.INVALID_PRODUCER_EPOCH,
          "Epoch %d of producer %d is older than the last seen epoch %d"
              .formatted(batch.producerEpoch(), batch.producerId(), entry.epoch));
    }
    Appended original = entry.find(batch);
    if (original == null) {
      entry.requireNext(batch);
    }
    return rules.recognizesDuplicates() ? original : null;
  }

  /** Notes a batch that was appended. */
  void note(RecordBatchView batch, Appended where) {
    if (batch.producerId() != NO_PRODUCER) {
      entries
          .computeIfAbsent(batch.producerId(), id -> new Entry(batch.producerEpoch()))
          .add(batch, where);
    }
  }

  /** Forgets all producers. */
  void clear() {
    entries.clear();
  }

  /** Forgets the producers whose last batch is so old, by its own latest timestamp. */
  void expire(long maxAgeMs, long nowMs) {
    entries.values().removeIf(entry -> nowMs - entry.lastTimestampMs >= maxAgeMs);
  }

  /** Those that are remembered, by id. */
  List<ActiveProducer> active() {
    List<ActiveProducer> active = new ArrayList<>();
    entries.forEach((id, entry) -> active.add(entry.describe(id)));
    active.sort(Comparator.comparingLong(ActiveProducer::id));
    return active;
  }

  private static final class Entry {

    /** Both, and the batches: owned by the core's thread. */
    private short epoch;

    private long lastTimestampMs;
    private final Deque<Remembered> batches = new ArrayDeque<>(REMEMBERED_BATCHES);

    Entry(short epoch) {
      this.epoch = epoch;
    }

    ActiveProducer describe(long id) {
      return new ActiveProducer(id, epoch, batches.getLast().lastSequence, lastTimestampMs);
    }

    @Nullable Appended find(RecordBatchView batch) {
      if (batch.producerEpoch() != epoch) {
        return null;
      }
      for (Remembered known : batches) {
        if (known.firstSequence == batch.baseSequence()
            && known.lastSequence == batch.lastSequence()) {
          return known.where;
        }
      }
      return null;
    }

    void requireNext(RecordBatchView batch) {
      int expected = batch.producerEpoch() == epoch ? nextSequence() : 0;
      if (batch.baseSequence() != expected) {
        throw new RejectedException(
            ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER,
            "Out of order sequence number of producer %d in epoch %d: %d, expected %d"
                .formatted(
                    batch.producerId(), batch.producerEpoch(), batch.baseSequence(), expected));
      }
    }

    /** Sequences wrap behind 2^31-1. */
    private int nextSequence() {
      return (batches.getLast().lastSequence + 1) & Integer.MAX_VALUE;
    }

    void add(RecordBatchView batch, Appended where) {
      if (batch.producerEpoch() != epoch) {
        epoch = batch.producerEpoch();
        batches.clear();
      }
      if (batches.size() == REMEMBERED_BATCHES) {
        batches.removeFirst();
      }
      lastTimestampMs = batch.maxTimestampMs();
      batches.addLast(new Remembered(batch.baseSequence(), batch.lastSequence(), where));
    }
  }

  private record Remembered(int firstSequence, int lastSequence, Appended where) {}
}
