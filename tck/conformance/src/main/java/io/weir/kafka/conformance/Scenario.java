package io.weir.kafka.conformance;

/**
 * One subject on which every Kafka must behave alike. Its methods are rules; each notes the facts
 * that show whether the rule holds.
 */
public interface Scenario {
  /** What must be observed: one line a fact, in order. */
  String expected();

  /** Does and notes everything, on a healthy cluster that has no topics but Kafka's own. */
  void run(Lab lab) throws Exception;
}
