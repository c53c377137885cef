package io.weir.examples.quickstart;

import io.smallrye.mutiny.Multi;
import io.weir.kafka.api.Record;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Outgoing;

/**
 * An {@code @Outgoing} method that streams the file. Weir asks for as many lines as it has room
 * for; the file is read no faster than Kafka takes it.
 */
@ApplicationScoped
public class OrderStream {

  /** Reads the file, so that a slow disk or pipe holds up nobody else. */
  private final ExecutorService reader =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "reader");
            thread.setDaemon(true);
            return thread;
          });

  private final Tally tally = new Tally();

  @Inject Input input;

  /** Called once, when the application starts. */
  @Outgoing("orders-stream")
  public Multi<Message<Record<String, String>>> orders() {
    return Multi.createFrom()
        .items(input::lines)
        .map(line -> tally.track(Orders.record(line)))
        .onTermination()
        .invoke(tally::complete)
        .runSubscriptionOn(reader);
  }

  Tally tally() {
    return tally;
  }

  @PreDestroy
  void stop() {
    reader.shutdownNow();
  }
}
