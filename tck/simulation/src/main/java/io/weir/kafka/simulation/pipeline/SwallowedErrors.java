package io.weir.kafka.simulation.pipeline;

import io.weir.kafka.simulation.Violations;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Makes a violation of each exception that the pipeline catches and logs: in a run nobody but the
 * pipeline's own code can throw.
 *
 * <p>Several runs may go on at once, each on its thread: a record belongs to the run of the thread
 * that logs it. Nothing of Weir's log reaches the console meanwhile, as thousands of runs would
 * drown it.
 */
final class SwallowedErrors {

  private static final ThreadLocal<@Nullable SwallowedErrors> CURRENT = new ThreadLocal<>();
  private static final Logger LOG = Logger.getLogger("io.weir.kafka");

  static {
    LOG.setUseParentHandlers(false);
    LOG.addHandler(new Judge());
    LOG.setLevel(Level.INFO);
  }

  private final Violations violations;
  private final Trace trace;

  private SwallowedErrors(Violations violations, Trace trace) {
    this.violations = violations;
    this.trace = trace;
  }

  /** Runs, on this thread, what may throw nothing that is swallowed. */
  static void become(Violations violations, Trace trace, Runnable run) {
    CURRENT.set(new SwallowedErrors(violations, trace));
    try {
      run.run();
    } finally {
      CURRENT.remove();
    }
  }

  private void logged(LogRecord entry) {
    Throwable thrown = entry.getThrown();
    if (thrown != null) {
      trace.note("log: %s %s", entry.getMessage(), thrown);
      violations.add(entry.getMessage(), thrown);
    }
  }

  private static final class Judge extends Handler {

    @Override
    public void publish(LogRecord entry) {
      SwallowedErrors current = CURRENT.get();
      if (current != null) {
        current.logged(entry);
      }
    }

    @Override
    public void flush() {
      // Nothing is kept.
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }
}
