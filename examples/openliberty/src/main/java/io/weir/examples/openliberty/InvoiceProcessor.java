package io.weir.examples.openliberty;

import io.weir.kafka.api.OutgoingRecord;
import io.weir.kafka.api.RecordHeaders;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Outgoing;

/** Makes an invoice of each order. */
@ApplicationScoped
public class InvoiceProcessor {

  private static final int CENTS_A_PIECE = 250;
  private static final int BULK = 100;

  /** Chooses the topic of each record; an order is acknowledged when its invoice is in Kafka. */
  @Incoming("placed")
  @Outgoing("invoices")
  public OutgoingRecord invoice(Order order) {
    String topic = order.quantity() < BULK ? "invoices" : "bulk-invoices";
    Invoice invoice = new Invoice(order.id(), order.quantity() * CENTS_A_PIECE);
    return OutgoingRecord.of(topic, order.id(), invoice)
        .withHeaders(RecordHeaders.empty().with("product", order.product()));
  }
}
