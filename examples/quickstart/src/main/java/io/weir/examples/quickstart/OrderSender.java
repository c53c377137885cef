package io.weir.examples.quickstart;

import io.weir.kafka.api.Record;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;
import org.eclipse.microprofile.reactive.messaging.OnOverflow.Strategy;

/** Sends from ordinary code, through an injected {@code Emitter}. */
@ApplicationScoped
public class OrderSender {

  /** So many orders may be on their way: an emitter takes what it is given, it cannot wait. */
  private static final int ON_THEIR_WAY = 4096;

  private final Semaphore permits = new Semaphore(ON_THEIR_WAY);
  private final Tally tally = new Tally();

  @Inject
  @Channel("orders-emitter")
  @OnOverflow(value = Strategy.BUFFER, bufferSize = ON_THEIR_WAY)
  Emitter<Record<String, String>> emitter;

  /** Returns when the last line is on its way. */
  void sendAll(Stream<String> lines) {
    try (lines) {
      lines.forEach(this::send);
    } finally {
      tally.complete();
    }
  }

  private void send(String line) {
    permits.acquireUninterruptibly();
    emitter.send(tally.track(Orders.record(line), permits::release));
  }

  Tally tally() {
    return tally;
  }
}
