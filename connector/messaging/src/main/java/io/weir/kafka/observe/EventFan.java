package io.weir.kafka.observe;

import io.weir.kafka.event.Departure;
import io.weir.kafka.event.ObservedBatch;
import io.weir.kafka.event.ObservedRequest;
import io.weir.kafka.event.Parting;
import io.weir.kafka.event.ProducerEvents;
import java.util.List;

/** Tells several observers what one is told, in order. Threads as {@link ProducerEvents} says. */
record EventFan(List<ProducerEvents> observers) implements ProducerEvents {

  EventFan {
    observers = List.copyOf(observers);
  }

  @Override
  public void batchSent(ObservedBatch batch, Departure departure) {
    observers.forEach(each -> each.batchSent(batch, departure));
  }

  @Override
  public void batchDelivered(ObservedBatch batch, long latencyNanos) {
    observers.forEach(each -> each.batchDelivered(batch, latencyNanos));
  }

  @Override
  public void batchFailed(ObservedBatch batch, Throwable failure) {
    observers.forEach(each -> each.batchFailed(batch, failure));
  }

  @Override
  public void batchRetried(ObservedBatch batch, String error, String reason) {
    observers.forEach(each -> each.batchRetried(batch, error, reason));
  }

  @Override
  public void recordRefused(Throwable failure) {
    observers.forEach(each -> each.recordRefused(failure));
  }

  @Override
  public void requestSent(ObservedRequest request) {
    observers.forEach(each -> each.requestSent(request));
  }

  @Override
  public void requestAnswered(ObservedRequest request, long latencyNanos) {
    observers.forEach(each -> each.requestAnswered(request, latencyNanos));
  }

  @Override
  public void requestLost(ObservedRequest request) {
    observers.forEach(each -> each.requestLost(request));
  }

  @Override
  public void connected(int brokerId) {
    observers.forEach(each -> each.connected(brokerId));
  }

  @Override
  public void disconnected(int brokerId, Parting parting, String reason) {
    observers.forEach(each -> each.disconnected(brokerId, parting, reason));
  }

  @Override
  public void throttled(int brokerId, long throttleMs) {
    observers.forEach(each -> each.throttled(brokerId, throttleMs));
  }

  @Override
  public void partitionBlocks(String topic, int partition) {
    observers.forEach(each -> each.partitionBlocks(topic, partition));
  }

  @Override
  public void producerRefused(String reason) {
    observers.forEach(each -> each.producerRefused(reason));
  }

  @Override
  public void producerAccepted() {
    observers.forEach(ProducerEvents::producerAccepted);
  }
}
