package io.weir.examples.quarkus;

import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import io.weir.kafka.api.Record;
import io.weir.kafka.connector.KafkaEmitter;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.jboss.resteasy.reactive.ResponseStatus;

/**
 * Takes orders and withdraws them. An order is a record with its id as the key and itself as JSON.
 */
@Path("/orders")
public class OrderResource {

  /** Waits when there is no room, instead of failing. */
  @Inject
  @Channel("orders")
  KafkaEmitter<Record<String, Order>> orders;

  @Inject
  @Channel("withdrawals")
  Emitter<Record<String, Order>> withdrawals;

  /** Leads to {@link Invoicing}, inside this application. */
  @Inject
  @Channel("placed")
  Emitter<Order> placed;

  /** Answers when Kafka has the order and its invoice. */
  @POST
  @ResponseStatus(201)
  public Uni<Order> place(Order order) {
    return orders
        .send(Record.of(order.id(), order))
        .chain(() -> Uni.createFrom().completionStage(() -> placed.send(order)))
        .replaceWith(order);
  }

  /** Waits for each order before it sends the next: on a worker thread, which may wait. */
  @POST
  @Path("/batch")
  @Blocking
  @ResponseStatus(201)
  public int placeAll(List<Order> batch) {
    for (Order order : batch) {
      orders.sendAndAwait(Record.of(order.id(), order));
    }
    return batch.size();
  }

  /** Sends a tombstone: a compacted topic forgets the order. */
  @DELETE
  @Path("/{id}")
  public CompletionStage<Void> withdraw(String id) {
    return withdrawals.send(Record.tombstone(id));
  }
}
