package io.weir.examples.openliberty;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** Shows the metrics to Prometheus. */
@ApplicationScoped
@Path("/metrics")
public class MetricsResource {

  @Inject PrometheusMeterRegistry registry;

  @GET
  @Produces(MediaType.TEXT_PLAIN)
  public String scrape() {
    return registry.scrape();
  }
}
