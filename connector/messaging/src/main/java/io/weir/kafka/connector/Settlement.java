package io.weir.kafka.connector;

import io.weir.kafka.api.Persistence;
import io.weir.kafka.api.ProducerException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jspecify.annotations.Nullable;

/**
 * Gives each message of a channel its one signal, ack or nack, and counts the outcomes.
 *
 * <p>Completion task only. Never waits for the stage that an ack or nack returns. If a user's ack
 * or nack fails that is logged: the record is in Kafka, or it is not, and nothing is sent again.
 */
final class Settlement {

  private static final System.Logger LOG = System.getLogger(Settlement.class.getName());

  private final Executor completions;
  private final OccasionalLog failures;
  private final OccasionalLog failingSignals;

  private long delivered;
  private long failed;
  private long unknown;

  /**
   * @param completions the completion task, to which the failures of unfinished signals come back
   */
  Settlement(String channel, Executor completions, LongSupplier nanoTime) {
    this.completions = completions;
    this.failures =
        new OccasionalLog(
            LOG, "WEIR00102 Channel '" + channel + "': a message has failed", nanoTime);
    this.failingSignals =
        new OccasionalLog(
            LOG,
            "WEIR00103 Channel '%s': the ack or nack of a message failed; its record is not sent again"
                .formatted(channel),
            nanoTime);
  }

  /** The pipeline has accepted the record of a message that need not wait for more. */
  void accepted(EarlyAck slot) {
    if (slot.claim()) {
      ack(slot.message());
    }
  }

  /**
   * The record is in Kafka.
   *
   * @param slot a message, or the {@link EarlyAck} of one
   */
  void delivered(Object slot, String topic, int partition, long offset, long timestampMs) {
    delivered++;
    Message<?> message = slot instanceof EarlyAck early ? early.message() : (Message<?>) slot;
    try {
      Receipts.tell(message, topic, partition, offset, timestampMs);
    } catch (RuntimeException listenerFailed) {
      failingSignals.failed(listenerFailed);
    }
    if (isUnsignalled(slot)) {
      ack(message);
    }
  }

  /**
   * The record has failed for good.
   *
   * @param slot a message, or the {@link EarlyAck} of one
   */
  void failed(Object slot, ProducerException failure) {
    if (failure.persistence() == Persistence.NOT_PERSISTED) {
      failed++;
    } else {
      unknown++;
    }
    failures.failed(failure);
    if (isUnsignalled(slot)) {
      nack(slot instanceof EarlyAck early ? early.message() : (Message<?>) slot, failure);
    }
  }

  private static boolean isUnsignalled(Object slot) {
    return !(slot instanceof EarlyAck early) || early.claim();
  }

  private void ack(Message<?> message) {
    try {
      watch(message.ack());
    } catch (RuntimeException ackFailed) {
      failingSignals.failed(ackFailed);
    }
  }

  private void nack(Message<?> message, ProducerException failure) {
    try {
      watch(message.nack(failure));
    } catch (RuntimeException nackFailed) {
      failingSignals.failed(nackFailed);
    }
  }

  private void watch(@Nullable CompletionStage<Void> signal) {
    if (signal == null || isDone(signal)) {
      return;
    }
    signal.whenComplete(
        (nothing, failure) -> {
          if (failure != null) {
            completions.execute(() -> failingSignals.failed(failure));
          }
        });
  }

  /** The usual case, for which no stage needs to be added. */
  private static boolean isDone(CompletionStage<Void> signal) {
    return signal instanceof CompletableFuture<Void> future
        && future.isDone()
        && !future.isCompletedExceptionally();
  }

  /** Says what was held back; the numbers then stand. */
  Report report() {
    failures.flush();
    failingSignals.flush();
    return new Report(delivered, failed, unknown);
  }

  /**
   * What became of the messages of a channel.
   *
   * @param delivered in Kafka
   * @param failed known not to be in Kafka
   * @param unknown possibly in Kafka
   */
  record Report(long delivered, long failed, long unknown) {}
}
