package io.weir.kafka.send;

import io.weir.kafka.api.Persistence;
import io.weir.kafka.api.ProducerException;
import io.weir.kafka.batch.Accumulator;
import io.weir.kafka.batch.Batch;
import io.weir.kafka.batch.Lane;
import io.weir.kafka.cluster.Metadata;
import io.weir.kafka.event.ObservedBatch;
import io.weir.kafka.event.ProducerEvents;
import io.weir.kafka.network.Loop;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * What becomes of a batch when an attempt to send it has ended: the one place that decides on
 * retries, and the one that tells outcomes.
 *
 * <p>A batch may have its outcome before its attempt ends, as its time was over: then the end only
 * frees its lane. Event loop only.
 */
final class Settlement {

  private final Loop loop;
  private final SendSettings settings;
  private final Accumulator accumulator;
  private final Metadata metadata;
  private final ProducerEvents events;
  private final boolean watched;
  private final BackOffs backOffs;
  private final Numbering numbering;
  private final Consumer<Lane> freed;

  /**
   * @param freed told of each lane whose batch is in no request any more
   */
  Settlement(
      SendSettings settings,
      Sender.Parts parts,
      BackOffs backOffs,
      Numbering numbering,
      Consumer<Lane> freed) {
    this.settings = settings;
    this.loop = parts.loop();
    this.accumulator = parts.accumulator();
    this.metadata = parts.metadata();
    this.events = GuardedEvents.of(parts.events());
    this.watched = parts.events().wantsTraffic();
    this.backOffs = backOffs;
    this.numbering = numbering;
    this.freed = freed;
  }

  ProducerEvents events() {
    return events;
  }

  /** Whether somebody wants to hear of batches; if not, what would be told is not made. */
  boolean isWatched() {
    return watched;
  }

  /** The broker has the batch. */
  void delivered(Batch batch, long baseOffset, long logAppendTimeMs) {
    Lane lane = batch.lane();
    lane.requestEnded(batch);
    numbering.accepted(batch);
    if (!batch.isDone()) {
      if (watched) {
        events.batchDelivered(observed(batch), loop.nanoTime() - batch.openedNanos());
      }
      accumulator.delivered(batch, baseOffset, logAppendTimeMs);
    }
    freed.accept(lane);
  }

  /** The attempt has failed. */
  void failed(Batch batch, Failure failure) {
    Lane lane = batch.lane();
    lane.requestEnded(batch);
    batch.attemptFailed(failure.reason());
    if (failure.persistence() == Persistence.POSSIBLY_PERSISTED) {
      batch.markPossiblyPersisted();
    }
    if (failure.verdict() == Verdict.RETRY_AND_REFRESH) {
      metadata.invalidate(failure.reason());
    }
    if (!batch.isDone()) {
      decide(batch, failure);
    }
    freed.accept(lane);
  }

  private void decide(Batch batch, Failure failure) {
    switch (failure.verdict()) {
      case RETRY, RETRY_AND_REFRESH, RETRY_ELSEWHERE -> retry(batch, failure);
      case OUT_OF_SEQUENCE -> follow(numbering.misplaced(batch), batch, failure);
      case FENCED -> follow(numbering.fenced(batch), batch, failure);
      case PRODUCER_REFUSED -> {
        numbering.disowned(batch, failure);
        fail(batch, failure);
      }
      case SPLIT -> split(batch, failure);
      case RECORDS_REFUSED -> sendTheOthers(batch, failure);
      case FAIL, DELIVERED -> fail(batch, failure);
    }
  }

  private void follow(Numbering.Remedy remedy, Batch batch, Failure failure) {
    switch (remedy) {
      case WAIT -> {
        // It stays where it is; whatever comes before it wakes the lane.
      }
      case RETRY -> retry(batch, failure);
      case FAIL -> fail(batch, failure);
    }
  }

  private void retry(Batch batch, Failure failure) {
    if (!batch.spendRetry(settings.retries())) {
      fail(batch, failure);
      return;
    }
    Lane lane = batch.lane();
    retried(batch, failure);
    if (failure.verdict() != Verdict.RETRY_ELSEWHERE) {
      backOffs.begin(lane, batch.attempts());
    }
  }

  private void retried(Batch batch, Failure failure) {
    events.batchRetried(observed(batch), failure.error().name(), failure.reason());
  }

  /** As the observer hears of it. */
  static ObservedBatch observed(Batch batch) {
    return new ObservedBatch(batch.lane().topic(), batch.lane().partition(), batch.records());
  }

  /** Two halves take the place and the numbers of a batch that is too large; it is no retry. */
  private void split(Batch batch, Failure failure) {
    if (batch.records() == 1) {
      fail(batch, failure);
      return;
    }
    try {
      accumulator.split(batch);
      retried(batch, failure);
    } catch (RuntimeException | Error broken) { // no memory, or a codec that fails
      fail(batch, failure.because("it could not be split: " + broken));
    }
  }

  /**
   * The records that the broker names fail, the others go again without them. Their numbers do not
   * match any more; what may be in the log cannot have other ones, and fails as a whole.
   */
  private void sendTheOthers(Batch batch, Failure failure) {
    Map<Integer, ProducerException> refused = new TreeMap<>();
    for (int index : failure.refusedRecords().keySet()) {
      if (index >= 0 && index < batch.records()) {
        refused.put(index, failure.toException(batch, index, settings));
      }
    }
    if (refused.isEmpty() || (batch.isNumbered() && batch.mayBePersisted())) {
      fail(batch, failure);
      return;
    }
    try {
      accumulator.failed(batch, refused);
    } catch (RuntimeException | Error broken) { // no memory, or a codec that fails
      fail(batch, failure.because("the others could not be sent alone: " + broken));
      return;
    }
    numbering.lost(batch);
    Lane lane = batch.lane();
    for (ProducerException each : refused.values()) {
      events.batchFailed(new ObservedBatch(lane.topic(), lane.partition(), 1), each);
    }
  }

  private void fail(Batch batch, Failure failure) {
    if (!batch.isDone()) {
      end(batch, failure.toException(batch, settings));
    }
  }

  /** Gives the batch its outcome, wherever it is: it is not delivered, as far as is known. */
  void end(Batch batch, ProducerException outcome) {
    numbering.lost(batch);
    events.batchFailed(observed(batch), outcome);
    accumulator.failed(batch, outcome);
  }
}
