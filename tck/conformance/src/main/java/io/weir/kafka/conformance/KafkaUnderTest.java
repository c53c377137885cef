package io.weir.kafka.conformance;

import java.util.List;

/**
 * A cluster of brokers that run apart from each other, whatever it is made of. Used by one thread.
 */
public interface KafkaUnderTest extends AutoCloseable {
  /** The addresses of all brokers, {@code host:port,...}, also of those that do not run. */
  String bootstrapServers();

  /** The address of one broker, {@code host:port}, whether it runs or not. */
  String address(int broker);

  /** The ids of all brokers: 1, 2, 3. */
  List<Integer> brokers();

  /** Shuts a broker down in order: it hands its partitions over first. */
  void stop(int broker);

  /** Ends a broker without a word; what it has written stays. */
  void kill(int broker);

  /**
   * Freezes a broker: its connections stay, but it does nothing. A follower that is frozen for less
   * than {@code broker.session.timeout.ms} is alive for the controller and fetches nothing.
   */
  void pause(int broker);

  /** Lets a paused broker go on. */
  void resume(int broker);

  /** Starts a broker that does not run, on its port, and returns when it serves. */
  void restart(int broker);

  @Override
  void close();
}
