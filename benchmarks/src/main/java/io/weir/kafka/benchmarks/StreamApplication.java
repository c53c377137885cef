package io.weir.kafka.benchmarks;

import io.smallrye.mutiny.Multi;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Outgoing;

/** An application that sends a stream, as fast as the connector asks for messages. */
@Singleton
class StreamApplication {
  private final Outbox outbox;

  @Inject
  StreamApplication(Outbox outbox) {
    this.outbox = outbox;
  }

  @Outgoing(Outbox.CHANNEL)
  Multi<Message<byte[]>> messages() {
    return Multi.createFrom().range(0, outbox.size()).map(i -> outbox.next());
  }
}
