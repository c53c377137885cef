package io.weir.kafka.connector;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Keeps what is logged at WARNING and above, with its parameters. */
final class Warnings extends Handler {

  private final List<String> lines = new CopyOnWriteArrayList<>();

  private Warnings() {}

  interface Action {
    void run() throws Exception;
  }

  /** What this logger, or one below it, warns of meanwhile. */
  static List<String> during(String loggerName, Action action) throws Exception {
    Logger logger = Logger.getLogger(loggerName);
    Warnings warnings = new Warnings();
    logger.addHandler(warnings);
    try {
      action.run();
    } finally {
      logger.removeHandler(warnings);
    }
    return warnings.lines;
  }

  @Override
  public void publish(LogRecord line) {
    if (line.getLevel().intValue() >= Level.WARNING.intValue()) {
      lines.add(line.getMessage() + " " + Arrays.toString(line.getParameters()));
    }
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
