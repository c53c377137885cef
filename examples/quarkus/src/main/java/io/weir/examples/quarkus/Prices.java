package io.weir.examples.quarkus;

import io.smallrye.mutiny.Multi;
import io.weir.kafka.api.Record;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.reactive.messaging.Outgoing;

/** Publishes the price of the day, again and again. */
@ApplicationScoped
public class Prices {

  private static final long FIRST_PRICE_CENTS = 250;
  private static final long PRICES = 10;

  @Inject
  @ConfigProperty(name = "prices.every")
  Duration interval;

  /** While Kafka takes no more, prices are dropped: an old one is of no use. */
  @Outgoing("prices")
  public Multi<Record<String, Price>> prices() {
    return Multi.createFrom()
        .ticks()
        .every(interval)
        .onOverflow()
        .drop()
        .map(tick -> Record.of("tea", new Price("tea", FIRST_PRICE_CENTS + tick % PRICES)));
  }
}
