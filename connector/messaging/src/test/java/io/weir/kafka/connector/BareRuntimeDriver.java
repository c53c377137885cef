package io.weir.kafka.connector;

import io.weir.kafka.config.ObservationSettings.Check;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.eclipse.microprofile.reactive.messaging.spi.ConnectorLiteral;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;

/** Starts a container within the class loader that {@link SpecificationOnlyTest} makes. */
final class BareRuntimeDriver implements Supplier<List<String>> {

  /** What was logged that names anything of Weir's; the connector works, or this throws. */
  @Override
  public List<String> get() {
    Log log = new Log();
    Logger root = Logger.getLogger("");
    root.addHandler(log);
    try (WeldContainer container = new Weld().skipShutdownHook().initialize()) {
      WeirConnector connector =
          container.select(WeirConnector.class, ConnectorLiteral.of(WeirConnector.NAME)).get();
      connector.health(Check.READINESS).forEach(finding -> log.lines.add(finding.channel()));
    } finally {
      root.removeHandler(log);
    }
    return log.lines;
  }

  private static final class Log extends Handler {

    private final SimpleFormatter formatter = new SimpleFormatter();
    private final List<String> lines = new ArrayList<>();

    @Override
    public void publish(LogRecord entry) {
      String text = formatter.format(entry);
      if (text.contains("io.weir")) {
        lines.add(text);
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
