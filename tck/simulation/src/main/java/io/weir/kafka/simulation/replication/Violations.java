package io.weir.kafka.simulation.replication;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What was found wrong in a run, and which partitions are no longer asked for what they lost. */
final class Violations {

  /** What follows from the first violation says little. */
  private static final int MOST = 10;

  private final List<String> sentences = new ArrayList<>();
  private final Set<Integer> forgiven = new HashSet<>();

  void add(String sentence) {
    if (sentences.size() < MOST && !sentences.contains(sentence)) {
      sentences.add(sentence);
    }
  }

  /** Records of this partition may be lost from now on, by Kafka's own rules. */
  void forgive(int partition) {
    forgiven.add(partition);
  }

  /** Whether the partition must not have lost anything. */
  boolean areOpen(int partition) {
    return !forgiven.contains(partition);
  }

  boolean isEmpty() {
    return sentences.isEmpty();
  }

  List<String> sentences() {
    return List.copyOf(sentences);
  }
}
