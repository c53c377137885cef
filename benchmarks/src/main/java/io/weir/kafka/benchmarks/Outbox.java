package io.weir.kafka.benchmarks;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.eclipse.microprofile.reactive.messaging.Message;

/** The messages that an application sends; their acknowledgements go to the {@link Meter}. */
final class Outbox {
  static final String CHANNEL = "benchmark";

  private static final CompletionStage<Void> COMPLETED = CompletableFuture.completedFuture(null);

  private final byte[] value;
  private final int size;
  private final Meter meter;
  private final Supplier<CompletionStage<Void>> ack;
  private final Function<Throwable, CompletionStage<Void>> nack;

  Outbox(Workload workload, Meter meter) {
    this.value = new byte[workload.valueBytes];
    this.size = workload.allMessages();
    this.meter = meter;
    this.ack = this::acknowledge;
    this.nack = this::fail;
  }

  /** How many messages there are. */
  int size() {
    return size;
  }

  /** The next message; all share one payload, so that only the message itself is garbage. */
  Message<byte[]> next() {
    return Message.of(value, ack, nack);
  }

  /** Waits until one more message may be open. */
  void awaitRoom() {
    meter.awaitRoom();
  }

  private CompletionStage<Void> acknowledge() {
    meter.acknowledge();
    return COMPLETED;
  }

  private CompletionStage<Void> fail(Throwable reason) {
    meter.fail(reason);
    return COMPLETED;
  }
}
