package io.weir.examples.wildfly;

import io.weir.kafka.api.OutgoingRecordMetadata;
import io.weir.kafka.api.Record;
import io.weir.kafka.connector.KafkaSender;
import io.weir.kafka.connector.WeirChannel;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;

/** Takes orders. Each answer waits until the brokers have the record. */
@ApplicationScoped
@Path("/orders")
public class OrderResource {

  @Inject
  @Channel("orders")
  Emitter<Order> orders;

  @Inject
  @WeirChannel("cancellations")
  KafkaSender<Record<String, Order>> cancellations;

  /** The key travels as metadata, which WildFly's messages have. */
  @POST
  public CompletionStage<Void> place(Order order) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    orders.send(
        Message.of(
            order,
            Metadata.of(
                OutgoingRecordMetadata.<String>builder()
                    .withKey(order.id())
                    .addHeader("product", order.product())
                    .build()),
            () -> {
              done.complete(null);
              return CompletableFuture.completedFuture(null);
            },
            failure -> {
              done.completeExceptionally(failure);
              return CompletableFuture.completedFuture(null);
            }));
    return done;
  }

  @DELETE
  @Path("/{id}")
  public CompletionStage<Void> cancel(@PathParam("id") String id) {
    return cancellations.send(Record.tombstone(id)).thenAccept(receipt -> {});
  }
}
