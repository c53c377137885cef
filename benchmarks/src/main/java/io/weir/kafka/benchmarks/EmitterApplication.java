package io.weir.kafka.benchmarks;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Emitter;

/** An application that sends with an injected emitter. */
@Dependent
class EmitterApplication {
  private final Outbox outbox;
  private final Emitter<byte[]> emitter;

  @Inject
  EmitterApplication(Outbox outbox, @Channel(Outbox.CHANNEL) Emitter<byte[]> emitter) {
    this.outbox = outbox;
    this.emitter = emitter;
  }

  void sendAll() {
    for (int i = 0; i < outbox.size(); i++) {
      outbox.awaitRoom();
      emitter.send(outbox.next());
    }
  }
}
