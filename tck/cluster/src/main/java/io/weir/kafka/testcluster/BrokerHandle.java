package io.weir.kafka.testcluster;

import io.weir.kafka.testcluster.socket.ClusterServer;

/** One broker's process. Thread-safe; the methods wait until what they ask for has happened. */
public final class BrokerHandle {

  private final ClusterServer server;
  private final int id;

  BrokerHandle(ClusterServer server, int id) {
    this.server = server;
    this.id = id;
  }

  public int id() {
    return id;
  }

  /** Whether its process runs, be it paused. */
  public boolean isRunning() {
    return server.isRunning(id);
  }

  /**
   * Shuts it down in order: other replicas take over what it leads, where there are any, its
   * connections close. Its log stays. Harmless if it does not run.
   */
  public void stop() {
    server.stopBroker(id);
  }

  /**
   * Ends its process at once, as by SIGKILL. Its log stays; the controller notices by {@code
   * broker.session.timeout.ms}. Harmless if it does not run.
   */
  public void kill() {
    server.killBroker(id);
  }

  /** As {@link #kill}, and what it has not flushed is lost, perhaps with a torn tail. */
  public void powerOff() {
    server.powerOffBroker(id);
  }

  /**
   * Lets its process do nothing, as by SIGSTOP: its connections stay open, its clients wait, the
   * controller hears nothing from it. Harmless if it does not run or is paused.
   */
  public void pause() {
    server.pauseBroker(id);
  }

  /** Lets it go on after {@link #pause}, first with all that has come in meanwhile. */
  public void resume() {
    server.resumeBroker(id);
  }

  /**
   * Starts it again, on the ports that it had. Harmless if it runs.
   *
   * @throws java.io.UncheckedIOException if someone else has taken a port
   */
  public void start() {
    if (!server.isRunning(id)) {
      server.restartBroker(id);
    }
  }

  /** Stops it in order, and starts it again. */
  public void restart() {
    stop();
    start();
  }

  @Override
  public String toString() {
    return "broker " + id + (isRunning() ? "" : " (does not run)");
  }
}
