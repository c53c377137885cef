package io.weir.kafka.testcluster.launch;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns SIGINT and SIGTERM into an orderly stop: the JVM begins to shut down, its hook waits until
 * the cluster is closed, and the process ends with 0.
 *
 * <p>Shared by the main thread and the hook; the latches are all their state.
 */
final class StopRequest {

  private static final Duration GRACE = Duration.ofSeconds(20);

  private final CountDownLatch requested = new CountDownLatch(1);
  private final CountDownLatch done = new CountDownLatch(1);
  private final Thread hook = new Thread(this::stopInOrder, "weir-cluster-stop");

  /** Starts to listen for signals. */
  void listen() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private void stopInOrder() {
    requested.countDown();
    try {
      if (done.await(GRACE.toSeconds(), TimeUnit.SECONDS)) {
        Runtime.getRuntime().halt(0);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether a signal has come by now or comes within the time. */
  boolean comesWithin(Duration time) throws InterruptedException {
    return requested.await(time.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Everything is closed: the process may end. */
  void done() {
    done.countDown();
  }
}
