package io.weir.examples.quarkus;

import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.reactive.messaging.Channel;

/** Takes orders by HTTP and sends each to Kafka. */
@Path("/orders")
public class OrderResource {

  @Inject
  @Channel("orders")
  MutinyEmitter<String> orders;

  /** Answers when Kafka has the order. */
  @POST
  public Uni<Void> place(String order) {
    return orders.send(order);
  }
}
