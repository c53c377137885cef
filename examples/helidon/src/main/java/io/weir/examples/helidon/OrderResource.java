package io.weir.examples.helidon;

import io.weir.kafka.api.OutgoingRecord;
import io.weir.kafka.api.Record;
import io.weir.kafka.api.RecordHeaders;
import io.weir.kafka.connector.KafkaSender;
import io.weir.kafka.connector.WeirChannel;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Emitter;

/** Takes orders. Each answer waits until the brokers have the record. */
@ApplicationScoped
@Path("/orders")
public class OrderResource {

  /** Key and header travel in the payload, since Helidon's messages have no metadata. */
  @Inject
  @Channel("orders")
  Emitter<OutgoingRecord> orders;

  @Inject
  @WeirChannel("cancellations")
  KafkaSender<Record<String, Order>> cancellations;

  @POST
  public CompletionStage<Void> place(Order order) {
    return orders.send(
        OutgoingRecord.of("orders", order.id(), order)
            .withHeaders(RecordHeaders.empty().with("product", order.product())));
  }

  @DELETE
  @Path("/{id}")
  public CompletionStage<Void> cancel(@PathParam("id") String id) {
    return cancellations.send(Record.tombstone(id)).thenAccept(receipt -> {});
  }
}
