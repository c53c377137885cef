package io.weir.examples.wildfly;

import io.smallrye.mutiny.Multi;
import io.weir.kafka.api.Record;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.eclipse.microprofile.reactive.messaging.Outgoing;

/** Tells the price of tea every second. */
@ApplicationScoped
public class PriceGenerator {

  @Outgoing("prices")
  public Multi<Record<String, String>> prices() {
    return Multi.createFrom()
        .ticks()
        .every(Duration.ofSeconds(1))
        .onOverflow()
        .drop()
        .map(second -> Record.of("tea", 250 + second % 10 + " cents"));
  }
}
