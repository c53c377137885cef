package io.weir.examples.openliberty;

import io.smallrye.mutiny.Multi;
import io.weir.kafka.api.Record;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.reactive.messaging.Outgoing;

/** Tells a price each second. */
@ApplicationScoped
public class PriceGenerator {

  private static final List<String> PRODUCTS = List.of("tea", "coffee", "cocoa");

  /** Called once; a second in which Kafka takes nothing has no price. */
  @Outgoing("prices")
  public Multi<Record<String, Price>> prices() {
    return Multi.createFrom()
        .ticks()
        .every(Duration.ofSeconds(1))
        .onOverflow()
        .drop()
        .map(PriceGenerator::price);
  }

  private static Record<String, Price> price(long second) {
    String product = PRODUCTS.get((int) (second % PRODUCTS.size()));
    return Record.of(product, new Price(product, 250 + (int) (second % 10)));
  }
}
