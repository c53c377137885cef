package io.weir.kafka.send;

import io.weir.kafka.event.ProducerEvents;
import io.weir.kafka.network.Guard;

/**
 * The observer behind a guard: what it throws is logged, and the batch goes its way. Event loop
 * only.
 */
record GuardedEvents(ProducerEvents observer) implements ProducerEvents {

  private static final String WHO = "an observer";

  @Override
  public void batchSent(String topic, int partition, int records, int bytes) {
    Guard.call(WHO, () -> observer.batchSent(topic, partition, records, bytes));
  }

  @Override
  public void batchDelivered(String topic, int partition, int records, long latencyNanos) {
    Guard.call(WHO, () -> observer.batchDelivered(topic, partition, records, latencyNanos));
  }

  @Override
  public void batchFailed(String topic, int partition, int records, Throwable failure) {
    Guard.call(WHO, () -> observer.batchFailed(topic, partition, records, failure));
  }

  @Override
  public void batchRetried(String topic, int partition, int records, String reason) {
    Guard.call(WHO, () -> observer.batchRetried(topic, partition, records, reason));
  }
}
