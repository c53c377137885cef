package io.weir.kafka.connector;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.reactivestreams.Subscription;

/** Remembers what was requested, and may answer a request on the spot. */
final class UpstreamStub implements Subscription {

  final List<Long> requests = new ArrayList<>();
  int cancellations;
  LongConsumer onRequest = n -> {};

  @Override
  public void request(long n) {
    requests.add(n);
    onRequest.accept(n);
  }

  @Override
  public void cancel() {
    cancellations++;
  }

  long requested() {
    return requests.stream().mapToLong(Long::longValue).sum();
  }
}
