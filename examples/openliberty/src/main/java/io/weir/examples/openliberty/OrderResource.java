package io.weir.examples.openliberty;

import io.weir.kafka.api.Record;
import io.weir.kafka.api.RecordReceipt;
import io.weir.kafka.connector.KafkaSender;
import io.weir.kafka.connector.WeirChannel;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Emitter;

/** Takes orders. Each answer waits, without a thread, until the brokers have the record. */
@ApplicationScoped
@Path("/orders")
@Produces(MediaType.APPLICATION_JSON)
public class OrderResource {

  /** Weir's own way to send: many may wait for room, and each learns where its record is. */
  @Inject
  @WeirChannel("orders")
  KafkaSender<Record<String, Order>> orders;

  /** The specification's way; this one leads to {@link InvoiceProcessor}. */
  @Inject
  @Channel("placed")
  Emitter<Order> placed;

  /** The order's records have its id as key, so they stay in order. */
  @POST
  public CompletionStage<RecordReceipt> place(Order order) {
    return orders
        .send(Record.of(order.id(), order))
        .thenCompose(receipt -> placed.send(order).thenApply(invoiced -> receipt));
  }

  /** A tombstone: a record without value, by which a compacted topic forgets the order. */
  @DELETE
  @Path("/{id}")
  public CompletionStage<Void> cancel(@PathParam("id") String id) {
    return orders.send(Record.tombstone(id)).thenAccept(receipt -> {});
  }
}
