package io.weir.kafka.testcluster.broker;

/** Something to be done on the core's thread when its time has come. */
@FunctionalInterface
public interface Task {

  /**
   * @param nowMs milliseconds since 1970
   */
  void run(long nowMs);
}
