package io.weir.examples.helidon;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** Serves the resources of this application from the root. */
@ApplicationScoped
@ApplicationPath("/")
public class OrderService extends Application {}
