package io.weir.examples.quarkus;

import io.weir.kafka.api.Record;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Outgoing;

/** Makes an invoice of each order that has been placed. */
@ApplicationScoped
public class Invoicing {

  private static final long CENTS_PER_ITEM = 250;

  /** The order is acknowledged when Kafka has its invoice. */
  @Incoming("placed")
  @Outgoing("invoices")
  public Record<String, Invoice> invoice(Order order) {
    return Record.of(
        order.customer(),
        new Invoice(order.id(), order.customer(), order.quantity() * CENTS_PER_ITEM));
  }
}
