package io.weir.kafka.connector;

import io.weir.kafka.api.DeadLetterException;
import io.weir.kafka.api.ProducerException;
import io.weir.kafka.producer.Admission;
import io.weir.kafka.producer.Outcomes;
import io.weir.kafka.producer.Pipeline;
import io.weir.kafka.producer.RecordDraft;
import io.weir.kafka.producer.Vitals;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * Stands between a channel and its pipeline, and sends the records that have failed to the
 * dead-letter topic, by the same pipeline and with the same bytes.
 *
 * <pre>
 *   offered -> failed -> offered as a dead letter -> delivered -> channel: dead-lettered
 *                 |          ^   |                       |
 *                 |          +- no room: waits           +-> failed -> channel: failed, both causes
 *                 +-> nothing to send, or closed -> channel: failed
 * </pre>
 *
 * <p>While a dead letter waits for room the channel's own records find none, so the dead letters
 * that wait are bounded by what {@code buffer.memory} admits. They go through the pipeline as any
 * record does, with its timeouts; a dead letter that fails is not sent again. A closed pipeline
 * takes none.
 *
 * <p>{@link #offer} on the thread that sends; all else on the completion task, but for what the
 * pipeline allows for more threads.
 */
final class DeadLetters implements Pipeline, Outcomes {

  private final String topic;
  private final Executor completions;
  private final ChannelOutcomes channel;
  private final Pipeline pipeline;

  // Completion task only.
  private final Queue<DeadLetter> waiting = new ArrayDeque<>();
  private final RecordDraft draft = new RecordDraft();

  /** Whether dead letters wait for room; written by the completion task. */
  private volatile boolean crowded;

  private record DeadLetter(KeptRecord record, ProducerException failure) {}

  /**
   * @param topic the dead-letter topic
   * @param completions the completion task of the channel
   * @param opener makes the pipeline that tells its outcomes here
   */
  DeadLetters(
      String topic,
      Executor completions,
      ChannelOutcomes channel,
      Function<Outcomes, Pipeline> opener) {
    this.topic = topic;
    this.completions = completions;
    this.channel = channel;
    this.pipeline = opener.apply(this);
  }

  @Override
  public Admission offer(RecordDraft record, Object slot) {
    if (crowded) {
      return Admission.FULL;
    }
    KeptRecord kept = new KeptRecord(slot);
    return pipeline.offer(record.keeper(kept), kept);
  }

  @Override
  public Admission offerSerialized(RecordDraft record, Object slot) {
    return pipeline.offerSerialized(record, slot);
  }

  @Override
  public Vitals vitals() {
    return pipeline.vitals();
  }

  @Override
  public int estimatedRoom() {
    return crowded ? 0 : pipeline.estimatedRoom();
  }

  @Override
  public void delivered(
      Object slot, String recordTopic, int partition, long offset, long timestampMs) {
    if (slot instanceof DeadLetter letter) {
      channel.deadLettered(letter.record.slot(), letter.failure);
    } else {
      channel.delivered(((KeptRecord) slot).slot(), recordTopic, partition, offset, timestampMs);
    }
  }

  @Override
  public void failed(Object slot, ProducerException failure) {
    if (slot instanceof DeadLetter letter) {
      channel.failed(letter.record.slot(), new DeadLetterException(topic, letter.failure, failure));
      return;
    }
    KeptRecord kept = (KeptRecord) slot;
    if (kept.canGoElsewhere(failure)) {
      waiting.add(new DeadLetter(kept, failure));
      if (!crowded) {
        offerWaiting();
      }
    } else {
      channel.failed(kept.slot(), failure);
    }
  }

  private void offerWaiting() {
    DeadLetter first = waiting.peek();
    while (first != null && isOffered(first)) {
      waiting.remove();
      first = waiting.peek();
    }
    crowded = first != null;
  }

  private boolean isOffered(DeadLetter letter) {
    letter.record.fill(draft, topic, letter.failure);
    return pipeline.offerSerialized(draft, letter) == Admission.ACCEPTED;
  }

  /** The refused offer of a dead letter is what makes the pipeline tell of the next room. */
  @Override
  public void roomAvailable() {
    offerWaiting();
    if (!crowded) {
      channel.roomAvailable();
    }
  }

  @Override
  public void settled() {
    channel.settled();
  }

  /** Those that wait are offered to the closed pipeline, which fails them. */
  @Override
  public CompletionStage<CloseReport> close(Duration timeout) {
    CompletionStage<CloseReport> report = pipeline.close(timeout);
    completions.execute(this::roomAvailable);
    return report;
  }
}
