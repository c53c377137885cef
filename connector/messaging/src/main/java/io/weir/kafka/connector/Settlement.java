package io.weir.kafka.connector;

import io.weir.kafka.api.Persistence;
import io.weir.kafka.api.ProducerClosedException;
import io.weir.kafka.api.ProducerException;
import io.weir.kafka.config.ChannelAttributes.Failures;
import io.weir.kafka.config.FailureStrategy;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jspecify.annotations.Nullable;

/**
 * Gives each message of a channel its one signal, ack or nack as {@code failure-strategy} says, and
 * counts the outcomes.
 *
 * <p>Completion task only. A message that has brought the context of its caller along gets its
 * signal there; all others get theirs here. Never waits for the stage that an ack or nack returns.
 * If a user's ack or nack fails that is logged: the record is in Kafka, or it is not, and nothing
 * is sent again.
 */
final class Settlement {

  private static final System.Logger LOG = System.getLogger(Settlement.class.getName());

  private final CompletionExecutor completions;
  private final CallerContexts callers;
  private final FailureStrategy strategy;
  private final OccasionalLog failures;
  private final OccasionalLog excuses;
  private final OccasionalLog failingSignals;
  private final Receipts receipts;

  /** Signals that were handed over to a context and not yet given. */
  private final AtomicInteger elsewhere = new AtomicInteger();

  /** Told when there are none any more; set by the completion task. */
  private volatile @Nullable Runnable lastGiven;

  private long delivered;
  private long failed;
  private long unknown;
  private long excused;

  /**
   * @param onFailure what becomes of messages whose records have failed
   * @param parts the completion task, to which the failures of unfinished signals come back; where
   *     callers are; and what tells a message where its record is
   */
  Settlement(String channel, Failures onFailure, ChannelSubscriber.Parts parts) {
    LongSupplier nanoTime = parts.timers()::nanoTime;
    this.receipts = parts.messages().receipts();
    this.callers = parts.messages().callers();
    this.completions = parts.completions();
    this.strategy = onFailure.strategy();
    this.failures =
        new OccasionalLog(
            LOG, "WEIR00102 Channel '" + channel + "': a message has failed", nanoTime);
    this.excuses =
        new OccasionalLog(
            LOG,
            strategy == FailureStrategy.DEAD_LETTER_TOPIC
                ? "WEIR00109 Channel '%s': a record has failed and is in dead-letter topic '%s'"
                    .formatted(channel, onFailure.deadLetterTopic())
                : "WEIR00108 Channel '%s': a message has failed and was acked, as failure-strategy = ignore"
                    .formatted(channel),
            nanoTime);
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
      signalAck(messageOf(slot));
    }
  }

  /**
   * The record is in Kafka.
   *
   * @param slot a message, or the {@link EarlyAck} of one
   */
  void delivered(Object slot, String topic, int partition, long offset, long timestampMs) {
    delivered++;
    Message<?> message = messageOf(slot);
    boolean unsignalled = isUnsignalled(slot);
    Executor caller = callers.of(message);
    if (caller == null) {
      tell(message, topic, partition, offset, timestampMs);
      ackIf(unsignalled, message);
    } else {
      handOver(
          caller,
          () -> {
            tell(message, topic, partition, offset, timestampMs);
            ackIf(unsignalled, message);
          });
    }
  }

  private void ackIf(boolean unsignalled, Message<?> message) {
    if (unsignalled) {
      ack(message);
    }
  }

  private void tell(
      Message<?> message, String topic, int partition, long offset, long timestampMs) {
    try {
      receipts.tell(message, topic, partition, offset, timestampMs);
    } catch (RuntimeException listenerFailed) {
      signalFailed(listenerFailed);
    }
  }

  /**
   * The record has failed for good.
   *
   * @param slot a message, or the {@link EarlyAck} of one
   */
  void failed(Object slot, ProducerException failure) {
    if (strategy == FailureStrategy.IGNORE && !(failure instanceof ProducerClosedException)) {
      excuse(slot, failure);
      return;
    }
    count(failure);
    failures.failed(failure);
    if (isUnsignalled(slot)) {
      signalNack(messageOf(slot), failure);
    }
  }

  /**
   * The record has failed for good and its message is acked all the same.
   *
   * @param slot a message, or the {@link EarlyAck} of one
   */
  void excuse(Object slot, ProducerException failure) {
    count(failure);
    excused++;
    excuses.failed(failure);
    if (isUnsignalled(slot)) {
      signalAck(messageOf(slot));
    }
  }

  private void count(ProducerException failure) {
    if (failure.persistence() == Persistence.NOT_PERSISTED) {
      failed++;
    } else {
      unknown++;
    }
  }

  private static Message<?> messageOf(Object slot) {
    return TracedMessage.original(
        slot instanceof EarlyAck early ? early.message() : (Message<?>) slot);
  }

  private static boolean isUnsignalled(Object slot) {
    return !(slot instanceof EarlyAck early) || early.claim();
  }

  private void signalAck(Message<?> message) {
    Executor caller = callers.of(message);
    if (caller == null) {
      ack(message);
    } else {
      handOver(caller, () -> ack(message));
    }
  }

  private void signalNack(Message<?> message, ProducerException failure) {
    Executor caller = callers.of(message);
    if (caller == null) {
      nack(message, failure);
    } else {
      handOver(caller, () -> nack(message, failure));
    }
  }

  private void handOver(Executor caller, Runnable signal) {
    elsewhere.incrementAndGet();
    caller.execute(
        () -> {
          try {
            signal.run();
          } finally {
            given();
          }
        });
  }

  private void given() {
    if (elsewhere.decrementAndGet() == 0) {
      Runnable listener = lastGiven;
      if (listener != null) {
        completions.execute(listener);
      }
    }
  }

  /**
   * Whether no message waits for a signal that was handed over to the context of its caller.
   *
   * @param listener if some do, runs on the completion task when none does any more
   */
  boolean areAllGiven(Runnable listener) {
    lastGiven = listener;
    return elsewhere.get() == 0;
  }

  private void ack(Message<?> message) {
    try {
      watch(message.ack());
    } catch (RuntimeException ackFailed) {
      signalFailed(ackFailed);
    }
  }

  private void nack(Message<?> message, ProducerException failure) {
    try {
      watch(message.nack(failure));
    } catch (RuntimeException nackFailed) {
      signalFailed(nackFailed);
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

  private void signalFailed(RuntimeException failure) {
    if (completions.isRunningHere()) {
      failingSignals.failed(failure);
    } else {
      completions.execute(() -> failingSignals.failed(failure));
    }
  }

  /**
   * The usual case, for which no stage needs to be added. Only the class itself is asked: a minimal
   * stage, such as Helidon's acks answer, is a CompletableFuture too, and throws.
   */
  private static boolean isDone(CompletionStage<Void> signal) {
    return signal.getClass() == CompletableFuture.class
        && ((CompletableFuture<Void>) signal).isDone()
        && !((CompletableFuture<Void>) signal).isCompletedExceptionally();
  }

  /** Says what was held back; the numbers then stand. */
  Report report() {
    failures.flush();
    excuses.flush();
    failingSignals.flush();
    return new Report(delivered, failed, unknown, excused);
  }

  /**
   * What became of the messages of a channel.
   *
   * @param delivered in Kafka
   * @param failed known not to be in Kafka
   * @param unknown possibly in Kafka
   * @param excused those among failed and unknown that were acked, as the failure strategy says
   */
  record Report(long delivered, long failed, long unknown, long excused) {

    /** For the log. */
    String text() {
      String counts = "%d delivered, %d failed, %d unknown".formatted(delivered, failed, unknown);
      return excused == 0
          ? counts
          : counts
              + "; %d of those not delivered were acked by failure-strategy".formatted(excused);
    }
  }
}
