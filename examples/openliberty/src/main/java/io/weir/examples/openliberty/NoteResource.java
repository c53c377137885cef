package io.weir.examples.openliberty;

import io.weir.kafka.api.OutgoingRecord;
import io.weir.kafka.api.RecordHeaders;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Emitter;

/** Takes notes on orders, as text. */
@ApplicationScoped
@Path("/orders/{id}/notes")
public class NoteResource {

  /** Leads straight to Kafka. */
  @Inject
  @Channel("notes")
  Emitter<OutgoingRecord> notes;

  /** Key and header travel in the payload, since the specification's messages have no metadata. */
  @POST
  @Consumes(MediaType.TEXT_PLAIN)
  public CompletionStage<Void> add(
      @PathParam("id") String order,
      @QueryParam("author") @DefaultValue("nobody") String author,
      String text) {
    return notes.send(
        OutgoingRecord.of("notes", order, text)
            .withHeaders(RecordHeaders.empty().with("author", author)));
  }
}
