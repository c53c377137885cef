package io.weir.examples.openliberty;

import io.weir.kafka.api.Record;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Emitter;

/** Orders come in and go to Kafka; the answer waits for the brokers' acknowledgement. */
@ApplicationScoped
@Path("/orders")
public class OrderResource {

  @Inject
  @Channel("orders")
  Emitter<Record<String, Order>> orders;

  @POST
  public CompletionStage<Void> place(Order order) {
    return orders.send(Record.of(order.id(), order));
  }

  /** A record without a value: a compacted topic forgets the order. */
  @DELETE
  @Path("/{id}")
  public CompletionStage<Void> cancel(@PathParam("id") String id) {
    return orders.send(Record.tombstone(id));
  }
}
