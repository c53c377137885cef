package io.weir.kafka.connector;

import static java.util.Locale.ROOT;

import io.weir.kafka.config.ObservationSettings.Check;
import io.weir.kafka.observe.Finding;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import java.lang.annotation.Annotation;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;
import org.eclipse.microprofile.health.Startup;
import org.eclipse.microprofile.reactive.messaging.spi.ConnectorLiteral;

/**
 * Adds the channels to the checks of MicroProfile Health, where the application has that.
 *
 * <p>A portable extension, and not three beans, for the sake of Quarkus: that knows none, and has
 * the same from {@link SmallRyeHealth}; so nothing is shown twice (ADR 12).
 */
public final class HealthChecks implements Extension {

  /** Called by the container. */
  void register(@Observes AfterBeanDiscovery discovery) {
    if (isHealthThere()) {
      MicroProfile.add(discovery);
    }
  }

  private static boolean isHealthThere() {
    try {
      return MicroProfile.isThere();
    } catch (LinkageError missing) {
      return false;
    }
  }

  /** Linked only where the API is there. */
  private static final class MicroProfile {

    static boolean isThere() {
      return HealthCheck.class.isInterface();
    }

    static void add(AfterBeanDiscovery discovery) {
      add(discovery, Check.STARTUP, Startup.Literal.INSTANCE);
      add(discovery, Check.READINESS, Readiness.Literal.INSTANCE);
      add(discovery, Check.LIVENESS, Liveness.Literal.INSTANCE);
    }

    private static void add(AfterBeanDiscovery discovery, Check check, Annotation qualifier) {
      discovery
          .<HealthCheck>addBean()
          .id(HealthChecks.class.getName() + "." + check)
          .types(HealthCheck.class, Object.class)
          .qualifiers(qualifier)
          .scope(ApplicationScoped.class)
          .produceWith(beans -> check(beans, check));
    }

    private static HealthCheck check(Instance<Object> beans, Check check) {
      WeirConnector connector =
          beans.select(WeirConnector.class, ConnectorLiteral.of(WeirConnector.NAME)).get();
      return () -> response(connector, check);
    }

    private static HealthCheckResponse response(WeirConnector connector, Check check) {
      HealthCheckResponseBuilder response =
          HealthCheckResponse.named(WeirConnector.NAME + " " + check.name().toLowerCase(ROOT)).up();
      for (Finding each : connector.health(check)) {
        response.withData(each.channel(), each.isUp() ? "UP" : "DOWN: " + each.problem());
        if (!each.isUp()) {
          response.down();
        }
      }
      return response.build();
    }
  }
}
