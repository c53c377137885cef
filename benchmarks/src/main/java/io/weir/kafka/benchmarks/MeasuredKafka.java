package io.weir.kafka.benchmarks;

import java.io.IOException;

/** A cluster in a JVM of its own. Used by one thread. */
interface MeasuredKafka extends AutoCloseable {

  /**
   * CPU so far.
   *
   * @param brokerNanos of the threads that serve; that of the process if nobody can tell them apart
   * @param processNanos of the whole JVM, with compiler and garbage collector
   */
  record Cpu(long brokerNanos, long processNanos) {
    Cpu since(Cpu start) {
      return new Cpu(brokerNanos - start.brokerNanos, processNanos - start.processNanos);
    }
  }

  /** {@code host:port,...} of all brokers. */
  String bootstrapServers();

  /** How long the call took that started the brokers inside the JVM; 0 if nobody can tell. */
  double callSeconds();

  /**
   * Ends the brokers and starts others in the same JVM, as the second test does that uses them.
   *
   * @return false, and nothing has happened, if that is not possible
   */
  boolean startAgain() throws IOException;

  Cpu cpu() throws IOException;

  /** What the JVM's objects weigh after a full garbage collection, which this call causes. */
  long liveHeapBytes();

  /** Ends the JVM and removes what it left. */
  @Override
  void close();
}
