package io.weir.kafka.network;

import io.netty.util.concurrent.FastThreadLocalThread;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Makes daemon threads that hold no application's class loader, so that an application that is
 * stopped can be unloaded while other ones still use the threads. Any thread.
 */
final class DaemonThreads implements ThreadFactory {

  private final String prefix;
  private final AtomicInteger count = new AtomicInteger();

  DaemonThreads(String prefix) {
    this.prefix = prefix;
  }

  @Override
  public Thread newThread(Runnable task) {
    Thread thread = new FastThreadLocalThread(task, prefix + "-" + count.incrementAndGet());
    thread.setDaemon(true);
    thread.setContextClassLoader(null);
    return thread;
  }
}
