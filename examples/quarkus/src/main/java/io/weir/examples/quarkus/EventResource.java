package io.weir.examples.quarkus;

import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.weir.kafka.api.DeliveryMetadata;
import io.weir.kafka.api.OutgoingRecordMetadata;
import io.weir.kafka.api.RecordReceipt;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;

/** Takes what happens to orders; its metadata says where each message goes. */
@Path("/orders/{id}/events/{kind}")
public class EventResource {

  @Inject
  @Channel("events")
  MutinyEmitter<OrderEvent> events;

  /** Each kind has its own topic. Answers with the place of the record in it. */
  @POST
  public Uni<RecordReceipt> report(String id, String kind, String note) {
    OutgoingRecordMetadata<String> route =
        OutgoingRecordMetadata.<String>builder()
            .withTopic("orders-" + kind)
            .withKey(id)
            .addHeader("source", "rest")
            .build();
    DeliveryMetadata delivery = new DeliveryMetadata();
    return events
        .sendMessage(Message.of(new OrderEvent(id, kind, note), Metadata.of(route, delivery)))
        .map(done -> delivery.receipt().orElseThrow());
  }
}
