package io.weir.kafka.observe;

import io.weir.kafka.producer.Vitals;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.Consumer;

/** Vital signs that a test decides, and all that was asked of them. */
public final class FakeVitals implements Vitals {

  /** What was asked and has no answer yet. */
  final Queue<Consumer<String>> inquiries = new ArrayDeque<>();

  final Queue<Runnable> pings = new ArrayDeque<>();
  final List<String> calls = new ArrayList<>();
  long limitBytes;
  long usedBytes;
  int blocking;

  @Override
  public long memoryLimitBytes() {
    return limitBytes;
  }

  @Override
  public long memoryUsedBytes() {
    return usedBytes;
  }

  @Override
  public int blockingPartitions() {
    return blocking;
  }

  @Override
  public boolean isBlocking(String topic, int partition) {
    return blocking > 0;
  }

  @Override
  public void lookForBroker() {
    calls.add("look for broker");
  }

  @Override
  public void inquire(String topic, Consumer<String> problem) {
    calls.add("inquire " + topic);
    inquiries.add(problem);
  }

  @Override
  public void tryAgain() {
    calls.add("try again");
  }

  @Override
  public void ping(Runnable answer) {
    pings.add(answer);
  }
}
