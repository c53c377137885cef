package io.weir.kafka.connector;

import io.smallrye.reactive.messaging.health.HealthReport;
import io.smallrye.reactive.messaging.health.HealthReporter;
import io.weir.kafka.config.ObservationSettings.Check;
import io.weir.kafka.observe.Finding;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.reactive.messaging.spi.Connector;

/**
 * Tells SmallRye's messaging of the channels' health, which Quarkus shows at {@code /q/health}.
 * Where its types are missing, {@code beans.xml} keeps the container from this bean; what shows
 * health there is {@link HealthChecks}.
 */
@ApplicationScoped
class SmallRyeHealth implements HealthReporter {

  @Inject
  @Connector(WeirConnector.NAME)
  WeirConnector connector;

  @Override
  public HealthReport getStartup() {
    return report(Check.STARTUP);
  }

  @Override
  public HealthReport getReadiness() {
    return report(Check.READINESS);
  }

  @Override
  public HealthReport getLiveness() {
    return report(Check.LIVENESS);
  }

  private HealthReport report(Check check) {
    HealthReport.HealthReportBuilder report = HealthReport.builder();
    for (Finding each : connector.health(check)) {
      if (each.isUp()) {
        report.add(each.channel(), true);
      } else {
        report.add(each.channel(), false, each.problem());
      }
    }
    return report.build();
  }
}
