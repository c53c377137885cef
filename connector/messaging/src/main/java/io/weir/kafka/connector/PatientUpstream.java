package io.weir.kafka.connector;

import static java.lang.System.Logger.Level.ERROR;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.weir.kafka.api.BufferExhaustedException;
import io.weir.kafka.api.Persistence;
import io.weir.kafka.api.ProducerClosedException;
import io.weir.kafka.api.ProducerException;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jspecify.annotations.Nullable;

/**
 * The upstream of one subscriber, fed by any number of threads: a message that the subscriber has
 * not asked for waits, in order, instead of failing. How many may wait, and for how long, is
 * bounded; one that has to go is nacked, on the completion task.
 *
 * <p>Nothing blocks. Whoever raises {@code turn} from 0 owns the turn and hands on what waits, up
 * to {@link #SLICE} messages; then the completion task goes on, so that no sender works for the
 * others for long. No lock is held, so virtual threads are never pinned. The subscriber is called
 * by the owner of the turn only.
 *
 * <pre>
 *   OPEN --complete, fail--> ENDING --nothing waits any more: complete or fail--> ENDED
 *     |              |
 *     |---abort------|--all who wait are nacked: fail--> ABORTED
 *     \---cancel, or the subscriber throws--all who wait are nacked--> CANCELLED
 * </pre>
 */
final class PatientUpstream {

  private static final System.Logger LOG = System.getLogger(PatientUpstream.class.getName());

  /** Messages that one thread hands on at most for the others. */
  static final int SLICE = 1024;

  /**
   * The bounds of waiting.
   *
   * @param maxMessages that may wait, those included that wait for another thread's turn
   * @param maxNanos that each may wait
   */
  record Patience(String channel, int maxMessages, long maxNanos) {}

  /** The one subscriber; never called by two threads at once. */
  interface Downstream {

    /** May request at once. */
    void begin();

    void next(Message<?> message);

    void complete();

    void fail(Throwable failure);
  }

  /** Stands where a subscriber was, of which nothing is kept. */
  private static final Downstream GONE =
      new Downstream() {
        @Override
        public void begin() {}

        @Override
        public void next(Message<?> message) {}

        @Override
        public void complete() {}

        @Override
        public void fail(Throwable failure) {}
      };

  private enum State {
    OPEN,
    ENDING,
    ABORTED,
    ENDED,
    CANCELLED
  }

  private record Waiter(Message<?> message, long sinceNanos) {}

  private final Patience patience;
  private final CompletionExecutor completions;
  private final Timers timers;

  private final Queue<Waiter> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicInteger waitingCount = new AtomicInteger();
  private final AtomicInteger turn = new AtomicInteger();
  private final AtomicLong demand = new AtomicLong();
  private final AtomicReference<State> state = new AtomicReference<>(State.OPEN);
  private final AtomicReference<@Nullable Downstream> attached = new AtomicReference<>();
  private final AtomicReference<@Nullable CompletableFuture<Void>> ready = new AtomicReference<>();
  private final CompletableFuture<Void> closed = new CompletableFuture<>();

  /** Why it ends, if not well; set before the state is ENDING. */
  private volatile @Nullable Throwable failure;

  /** Whether a timer will wake the turn; set by its owner, cleared by the timer. */
  private volatile boolean timed;

  // The owner of the turn only.
  private @Nullable Downstream downstream;
  private Timers.@Nullable Timer timer;
  private boolean endTold;

  /**
   * @param completions the completion task of the channel
   */
  PatientUpstream(Patience patience, CompletionExecutor completions, Timers timers) {
    this.patience = patience;
    this.completions = completions;
    this.timers = timers;
  }

  /** False if there is a subscriber already. */
  boolean attach(Downstream subscriber) {
    boolean first = attached.compareAndSet(null, subscriber);
    if (first) {
      wake();
    }
    return first;
  }

  /** The subscriber asks for more. */
  void request(long messages) {
    demand.accumulateAndGet(messages, PatientUpstream::saturatedSum);
    wake();
  }

  private static long saturatedSum(long a, long b) {
    long sum = a + b;
    return sum < 0 ? Long.MAX_VALUE : sum;
  }

  /** The subscriber wants no more: what waits is nacked. */
  void cancel() {
    state.set(State.CANCELLED);
    wake();
  }

  /** Takes no more messages, and ends behind those that wait. */
  void complete() {
    end(null);
  }

  /** The same, with a reason for the subscriber. */
  void fail(Throwable reason) {
    end(reason);
  }

  /** Ends at once, with a reason for the subscriber: what waits is nacked. */
  void abort(Throwable reason) {
    failure = reason;
    if (state.compareAndSet(State.OPEN, State.ABORTED)
        || state.compareAndSet(State.ENDING, State.ABORTED)) {
      wake();
    }
  }

  private void end(@Nullable Throwable reason) {
    if (state.get() == State.OPEN) {
      failure = reason;
      state.compareAndSet(State.OPEN, State.ENDING);
      wake();
    }
  }

  boolean isOpen() {
    return state.get() == State.OPEN;
  }

  /** Whether the caller is a callback of a message that had to go. */
  boolean isTelling() {
    return completions.isRunningHere();
  }

  /** Completed when nothing waits any more and nothing will; never exceptionally. */
  CompletionStage<Void> whenClosed() {
    return closed.minimalCompletionStage();
  }

  /** Hands the message on, now or later; or nacks it, later. */
  void send(Message<?> message) {
    if (!isOpen()) {
      reject(message, closed());
    } else if (turn.compareAndSet(0, 1)) {
      if (waiting.isEmpty() && takeDemand()) {
        handOn(message);
        leave(1);
      } else {
        enqueue(message);
        drainAndLeave(1);
      }
    } else {
      enqueue(message);
      wake();
    }
  }

  private void enqueue(Message<?> message) {
    if (waitingCount.incrementAndGet() > patience.maxMessages) {
      waitingCount.decrementAndGet();
      reject(message, tooMany());
    } else {
      waiting.add(new Waiter(message, timers.nanoTime()));
    }
  }

  /** Whether a message that is sent now need not wait. */
  boolean isReady() {
    return isOpen() && demand.get() > 0 && waiting.isEmpty();
  }

  /**
   * Completed when a message need not wait, on the completion task; one for all who ask meanwhile,
   * so nobody's place is kept. Fails if the channel closes first.
   */
  CompletionStage<Void> whenReady() {
    if (isReady()) {
      return CompletableFuture.completedStage(null);
    }
    CompletableFuture<Void> fresh = new CompletableFuture<>();
    CompletableFuture<Void> promise = ready.updateAndGet(known -> known == null ? fresh : known);
    wake(); // the news may have come just before
    return Objects.requireNonNull(promise).minimalCompletionStage();
  }

  // ---- the turn

  private void wake() {
    if (turn.getAndIncrement() == 0) {
      drainAndLeave(1);
    }
  }

  private void leave(int seen) {
    int wishes = turn.addAndGet(-seen);
    if (wishes != 0) {
      drainAndLeave(wishes);
    }
  }

  private void drainAndLeave(int seen) {
    int wishes = seen;
    while (wishes != 0) {
      if (!isDrained()) {
        completions.execute(() -> drainAndLeave(turn.get())); // the turn goes there
        return;
      }
      wishes = turn.addAndGet(-wishes);
    }
  }

  /** False if there is more to do than one thread should. */
  private boolean isDrained() {
    begin();
    for (int i = 0; i < SLICE; i++) {
      Waiter head = waiting.peek();
      if (head == null) {
        nothingWaits();
        return true;
      }
      if (!hasLeft(head)) {
        scheduleTimer(head);
        return true;
      }
      waiting.remove();
      waitingCount.decrementAndGet();
    }
    return false;
  }

  private void begin() {
    Downstream subscriber = attached.get();
    if (downstream == null && subscriber != null) {
      downstream = subscriber;
      guard(subscriber::begin);
    }
  }

  /** Whether the message has found its way: to the subscriber, or back. */
  private boolean hasLeft(Waiter waiter) {
    State now = state.get();
    if (now == State.CANCELLED || now == State.ABORTED) {
      reject(waiter.message, closed());
    } else if (leftNanos(waiter) <= 0) {
      reject(waiter.message, waitedTooLong());
    } else if (takeDemand()) {
      handOn(waiter.message);
    } else {
      return false;
    }
    return true;
  }

  private long leftNanos(Waiter waiter) {
    return patience.maxNanos - (timers.nanoTime() - waiter.sinceNanos);
  }

  private void scheduleTimer(Waiter oldest) {
    if (!timed) {
      timed = true;
      timer = timers.schedule(() -> completions.execute(this::timeIsOver), leftNanos(oldest));
    }
  }

  private void timeIsOver() {
    timed = false;
    wake();
  }

  private void nothingWaits() {
    state.compareAndSet(State.ENDING, State.ENDED);
    switch (state.get()) {
      case ENDED, ABORTED -> {
        tellEnd();
        close();
      }
      case CANCELLED -> {
        attached.set(GONE);
        downstream = GONE;
        close();
      }
      default -> tellReady();
    }
  }

  private void tellEnd() {
    Downstream subscriber = downstream;
    if (subscriber != null && !endTold) {
      endTold = true;
      Throwable reason = failure;
      guard(reason == null ? subscriber::complete : () -> subscriber.fail(reason));
    }
  }

  private void close() {
    if (timer != null) {
      timer.cancel();
      timer = null;
    }
    CompletableFuture<Void> promise = ready.getAndSet(null);
    completions.execute(
        () -> {
          closed.complete(null);
          if (promise != null) {
            promise.completeExceptionally(closed());
          }
        });
  }

  private void tellReady() {
    if (demand.get() > 0 && ready.get() != null) {
      CompletableFuture<Void> promise = ready.getAndSet(null);
      if (promise != null) {
        completions.execute(() -> promise.complete(null));
      }
    }
  }

  /** By the owner of the turn, of whom there is one, so what it sees stays. */
  private boolean takeDemand() {
    long now = demand.get();
    if (now != 0 && now != Long.MAX_VALUE) {
      demand.decrementAndGet();
    }
    return now != 0;
  }

  private void handOn(Message<?> message) {
    Downstream subscriber = Objects.requireNonNull(downstream);
    guard(() -> subscriber.next(message));
  }

  /** The turn must go on whatever a subscriber does. */
  private void guard(Runnable call) {
    try {
      call.run();
    } catch (Throwable thrown) {
      LOG.log(
          ERROR,
          "WEIR00110 Channel '%s': its stream has thrown, and is cancelled"
              .formatted(patience.channel),
          thrown);
      cancel();
    }
  }

  // ---- what has to go

  private void reject(Message<?> message, ProducerException reason) {
    completions.execute(() -> message.nack(reason));
  }

  private ProducerException closed() {
    return new ProducerClosedException(
        "Channel '%s' is closed and takes no more messages".formatted(patience.channel),
        Persistence.NOT_PERSISTED);
  }

  private ProducerException tooMany() {
    return noRoom("max-waiting-messages = %d wait already".formatted(patience.maxMessages));
  }

  private ProducerException waitedTooLong() {
    return noRoom(
        "it waited for max.block.ms = %d".formatted(NANOSECONDS.toMillis(patience.maxNanos)));
  }

  private ProducerException noRoom(String why) {
    return new BufferExhaustedException(
        "Channel '%s' has no room for the message: %s; send when whenReady() says so, or raise it"
            .formatted(patience.channel, why));
  }
}
