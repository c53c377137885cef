package io.weir.kafka.producer;

import java.util.function.Consumer;

/**
 * What can be read of a living pipeline, and what can be asked of it, for health and metrics. Any
 * thread; nothing here blocks, and nothing happens any more once the pipeline has closed.
 */
public interface Vitals {

  /**
   * Those of a pipeline that has nothing to tell: no memory, no broker, and a loop that answers.
   */
  Vitals NONE =
      new Vitals() {
        @Override
        public long memoryLimitBytes() {
          return 0;
        }

        @Override
        public long memoryUsedBytes() {
          return 0;
        }

        @Override
        public int blockingPartitions() {
          return 0;
        }

        @Override
        public boolean isBlocking(String topic, int partition) {
          return false;
        }

        @Override
        public void lookForBroker() {}

        @Override
        public void inquire(String topic, Consumer<String> problem) {}

        @Override
        public void tryAgain() {}

        @Override
        public void ping(Runnable answer) {
          answer.run();
        }
      };

  /** {@code buffer.memory}. */
  long memoryLimitBytes();

  /** What the records without outcome hold of it; may exceed it by a little. */
  long memoryUsedBytes();

  /**
   * How many partitions hold more than their share of memory, so that the channel takes no more;
   * looks at each partition.
   */
  int blockingPartitions();

  /**
   * Whether this partition is one of them.
   *
   * @param partition -1: the records whose partition is not known yet
   */
  boolean isBlocking(String topic, int partition);

  /** Begins to look for a broker, as the first record would; harmless at any time. */
  void lookForBroker();

  /**
   * Asks a broker whether a topic can be written to, without creating it.
   *
   * @param problem told later, on the event loop, within {@code request.timeout.ms} for the
   *     connection and as much for the answer: what is wrong, a clause; empty if all partitions
   *     have a leader. Never, once the event loop has ended
   */
  void inquire(String topic, Consumer<String> problem);

  /** The cluster has refused the producer: asks it again, if nobody does at the moment. */
  void tryAgain();

  /**
   * Finds out whether the event loop still turns.
   *
   * @param answer run on the event loop, later; never, once it has ended
   */
  void ping(Runnable answer);
}
