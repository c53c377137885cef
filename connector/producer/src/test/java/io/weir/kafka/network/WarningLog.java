package io.weir.kafka.network;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Keeps the warnings of one logger while a test runs. */
public final class WarningLog implements BeforeEachCallback, AfterEachCallback {

  /** As they would be printed. */
  public final List<String> warnings = new ArrayList<>();

  private final Logger logger;

  private final Handler keeper =
      new Handler() {
        @Override
        public void publish(LogRecord line) {
          if (line.getLevel().intValue() >= Level.WARNING.intValue()) {
            warnings.add(new SimpleFormatter().formatMessage(line));
          }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  public WarningLog(String logger) {
    this.logger = Logger.getLogger(logger);
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    logger.addHandler(keeper);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    logger.removeHandler(keeper);
  }
}
