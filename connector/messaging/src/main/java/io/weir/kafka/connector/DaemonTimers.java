package io.weir.kafka.connector;

import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The timers of all channels of the application, on one daemon thread that ends a second after the
 * last timer, so that none outlives the channels for long. The JDK's own shared timer thread would
 * hold on to the application that was the first to use it.
 */
final class DaemonTimers implements Timers {

  static final DaemonTimers SHARED = new DaemonTimers();

  private final ScheduledThreadPoolExecutor executor;

  private DaemonTimers() {
    executor = new ScheduledThreadPoolExecutor(1, DaemonTimers::newThread);
    executor.setKeepAliveTime(1, TimeUnit.SECONDS);
    executor.allowCoreThreadTimeOut(true);
    executor.setRemoveOnCancelPolicy(true);
  }

  private static Thread newThread(Runnable task) {
    Thread thread = new Thread(task, "weir-timer");
    thread.setDaemon(true);
    thread.setContextClassLoader(null);
    return thread;
  }

  @Override
  public long nanoTime() {
    return System.nanoTime();
  }

  @Override
  public Timer schedule(Runnable task, long nanos) {
    ScheduledFuture<?> future = executor.schedule(task, Math.max(0, nanos), TimeUnit.NANOSECONDS);
    return () -> future.cancel(false);
  }
}
