package io.weir.kafka.send;

import io.weir.kafka.event.Departure;
import io.weir.kafka.event.ObservedBatch;
import io.weir.kafka.event.ProducerEvents;
import io.weir.kafka.network.Guard;

/**
 * The observer behind a guard: what it throws is logged, and the batch goes its way. Event loop
 * only.
 */
record GuardedEvents(ProducerEvents observer) implements ProducerEvents {

  private static final String WHO = "an observer";

  /** Nobody needs no guard. */
  static ProducerEvents of(ProducerEvents observer) {
    return observer == NONE ? NONE : new GuardedEvents(observer);
  }

  @Override
  public void batchSent(ObservedBatch batch, Departure departure) {
    Guard.call(WHO, () -> observer.batchSent(batch, departure));
  }

  @Override
  public void batchDelivered(ObservedBatch batch, long latencyNanos) {
    Guard.call(WHO, () -> observer.batchDelivered(batch, latencyNanos));
  }

  @Override
  public void batchFailed(ObservedBatch batch, Throwable failure) {
    Guard.call(WHO, () -> observer.batchFailed(batch, failure));
  }

  @Override
  public void batchRetried(ObservedBatch batch, String error, String reason) {
    Guard.call(WHO, () -> observer.batchRetried(batch, error, reason));
  }

  @Override
  public void producerRefused(String reason) {
    Guard.call(WHO, () -> observer.producerRefused(reason));
  }

  @Override
  public void producerAccepted() {
    Guard.call(WHO, observer::producerAccepted);
  }
}
