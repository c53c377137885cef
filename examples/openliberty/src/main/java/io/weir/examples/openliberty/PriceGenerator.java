package io.weir.examples.openliberty;

import io.smallrye.mutiny.Multi;
import io.weir.kafka.api.Record;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.reactive.messaging.Outgoing;

/** Tells a price every two seconds. */
@ApplicationScoped
public class PriceGenerator {

  private static final List<String> PRODUCTS = List.of("tea", "coffee", "cocoa");

  /** Called once; while Kafka takes nothing, there are no prices. */
  @Outgoing("prices")
  public Multi<Record<String, Price>> prices() {
    return Multi.createFrom()
        .ticks()
        .every(Duration.ofSeconds(2))
        .onOverflow()
        .drop()
        .map(PriceGenerator::price);
  }

  private static Record<String, Price> price(long tick) {
    String product = PRODUCTS.get((int) (tick % PRODUCTS.size()));
    return Record.of(product, new Price(product, 250 + (int) (tick % 10)));
  }
}
