package io.weir.examples.wildfly;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** Serves the resources of this application from the root. */
@ApplicationPath("/")
public class OrderService extends Application {}
