package io.weir.kafka.connector;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * Offers messages to the pipeline in the order of their arrival, also when it is full in between.
 *
 * <p>A message that finds no room waits here, unserialized, and every later one waits behind it
 * until {@link #retry} finds room. How many wait is bounded by the demand: only what was requested
 * arrives.
 *
 * <p>Whoever raises {@code turn} from 0 owns the turn and offers; everyone else leaves a message or
 * a wish to retry behind and goes. So offers never overlap, which also guards what they use, and no
 * wish is lost: the owner leaves only when {@code turn} is what it has seen.
 *
 * <p>Any thread may call any method.
 */
final class OrderedOffers<T> {

  private final Queue<T> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicInteger turn = new AtomicInteger();
  private final Predicate<? super T> offer;

  /**
   * @param offer whether the message has found its way, as an accepted record or as a failure; must
   *     not throw
   */
  OrderedOffers(Predicate<? super T> offer) {
    this.offer = offer;
  }

  /** Offers the message, or lets it wait behind those that wait already. */
  void add(T message) {
    if (turn.compareAndSet(0, 1)) {
      if (!waiting.isEmpty() || !offer.test(message)) {
        waiting.add(message);
      }
      leave(1);
    } else {
      waiting.add(message);
      retry();
    }
  }

  /** Offers those that wait, as there may be room. */
  void retry() {
    if (turn.getAndIncrement() == 0) {
      offerWaiting();
      leave(1);
    }
  }

  /** Whether nothing waits; a message that is being offered right now does not count. */
  boolean isEmpty() {
    return waiting.isEmpty();
  }

  private void leave(int seen) {
    int wishes = turn.addAndGet(-seen);
    while (wishes != 0) {
      offerWaiting();
      wishes = turn.addAndGet(-wishes);
    }
  }

  private void offerWaiting() {
    T first = waiting.peek();
    while (first != null && offer.test(first)) {
      waiting.remove();
      first = waiting.peek();
    }
  }
}
