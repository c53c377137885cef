package io.weir.kafka.tck;

import io.smallrye.mutiny.Multi;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Outgoing;

/** Gives the channel {@code out} a message of {@link #BYTES} bytes each time it asks for one. */
@ApplicationScoped
public class Spring {

  /** Of one payload. */
  public static final int BYTES = 100_000;

  private static final int MOST = 1_000_000;

  private final AtomicInteger given = new AtomicInteger();
  private final AtomicInteger acknowledged = new AtomicInteger();

  /** The stream of messages. */
  @Outgoing(Application.CHANNEL)
  public Multi<Message<String>> messages() {
    return Multi.createFrom()
        .range(0, MOST)
        .map(
            number -> {
              given.incrementAndGet();
              return Message.of("x".repeat(BYTES), this::acknowledge);
            });
  }

  private CompletionStage<Void> acknowledge() {
    acknowledged.incrementAndGet();
    return CompletableFuture.completedFuture(null);
  }

  /** How many it has given that are not acknowledged. */
  public int waiting() {
    int before = acknowledged.get();
    return given.get() - before;
  }

  /** How many it has given. */
  public int given() {
    return given.get();
  }
}
