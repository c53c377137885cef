package io.weir.kafka.testcluster.broker;

import io.netty.buffer.ByteBufAllocator;
import io.weir.kafka.testcluster.controller.ControllerAnswer;
import io.weir.kafka.testcluster.controller.ControllerRequest;
import java.util.random.RandomGenerator;

/**
 * What a broker finds outside of itself: time, chance, the controller and the other brokers. All
 * that it asks for ends with the broker's process.
 */
public interface BrokerHost {

  /**
   * Runs the task at that time, or when the process goes on after it.
   *
   * @param atMs milliseconds since 1970
   * @return an id to {@link #cancel} it
   */
  long schedule(long atMs, Task task);

  /** Harmless if the task has run. */
  void cancel(long timer);

  /** Asks the controller, whose answer comes later, or never if the two are cut off. */
  void ask(ControllerRequest request, AnswerListener listener, long nowMs);

  /**
   * Lets the controller do something for a client (KIP-590), whose result comes later, or never.
   *
   * @param deadlineMs when the controller need not begin any more, milliseconds since 1970
   */
  <T> void forward(Forwarded.Work<T> work, ResultListener<T> listener, long deadlineMs, long nowMs);

  /** Opens a connection; if the other broker does not run, that is told later. */
  PeerLink connect(int broker, PeerLink.Listener listener);

  /** Chance, for ids that nobody shall guess. */
  RandomGenerator random();

  /** For requests to other brokers. */
  ByteBufAllocator allocator();

  /** The process ends now, in order. */
  void exit(long nowMs);

  /** Takes the controller's answer. */
  @FunctionalInterface
  interface AnswerListener {
    void answered(ControllerAnswer answer, long nowMs);
  }

  /** Takes the result of what was forwarded. */
  @FunctionalInterface
  interface ResultListener<T> {
    void done(T result);
  }
}
