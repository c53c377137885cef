package io.weir.kafka.producer;

import io.weir.kafka.api.OutgoingRecord;
import io.weir.kafka.api.ProducerException;
import io.weir.kafka.api.RecordInterceptor;
import io.weir.kafka.api.RecordReceipt;
import java.util.List;

/**
 * Tells each outcome to the interceptors before it tells it to the sender. A record that was
 * serialized before they have not seen, so they do not hear of it. Completion task only.
 */
final class InterceptedOutcomes implements Outcomes {

  private static final System.Logger LOG = System.getLogger("io.weir.kafka.producer");

  /** A slot that remembers what the interceptors made of the record. */
  record Slot(Object slot, OutgoingRecord record) {}

  private final List<RecordInterceptor> interceptors;
  private final Outcomes outcomes;

  InterceptedOutcomes(List<RecordInterceptor> interceptors, Outcomes outcomes) {
    this.interceptors = interceptors;
    this.outcomes = outcomes;
  }

  @Override
  public void delivered(Object slot, String topic, int partition, long offset, long timestampMs) {
    if (!(slot instanceof Slot intercepted)) {
      outcomes.delivered(slot, topic, partition, offset, timestampMs);
      return;
    }
    RecordReceipt receipt = new RecordReceipt(topic, partition, offset, timestampMs);
    for (RecordInterceptor interceptor : interceptors) {
      guard(interceptor, () -> interceptor.onDelivered(intercepted.record, receipt));
    }
    outcomes.delivered(intercepted.slot, topic, partition, offset, timestampMs);
  }

  @Override
  public void failed(Object slot, ProducerException failure) {
    if (!(slot instanceof Slot intercepted)) {
      outcomes.failed(slot, failure);
      return;
    }
    tellFailed(intercepted.record, failure);
    outcomes.failed(intercepted.slot, failure);
  }

  @Override
  public void failedIn(int partition, Object slot, ProducerException failure) {
    if (!(slot instanceof Slot intercepted)) {
      outcomes.failedIn(partition, slot, failure);
      return;
    }
    tellFailed(intercepted.record.withPartition(partition), failure);
    outcomes.failedIn(partition, intercepted.slot, failure);
  }

  private void tellFailed(OutgoingRecord record, ProducerException failure) {
    for (RecordInterceptor interceptor : interceptors) {
      guard(interceptor, () -> interceptor.onFailed(record, failure));
    }
  }

  @Override
  public void roomAvailable() {
    outcomes.roomAvailable();
  }

  @Override
  public void settled() {
    outcomes.settled();
  }

  private static void guard(RecordInterceptor interceptor, Runnable call) {
    try {
      call.run();
    } catch (Throwable thrown) {
      LOG.log(
          System.Logger.Level.WARNING,
          "WEIR00011 interceptor %s threw; the outcome of its record stands"
              .formatted(interceptor.getClass().getName()),
          thrown);
    }
  }
}
