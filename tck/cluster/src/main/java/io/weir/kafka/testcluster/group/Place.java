package io.weir.kafka.testcluster.group;

/** A partition by the name of its topic, as groups know it: they outlive topics. */
public record Place(String topic, int partition) implements Comparable<Place> {

  @Override
  public int compareTo(Place other) {
    int byTopic = topic.compareTo(other.topic);
    return byTopic != 0 ? byTopic : Integer.compare(partition, other.partition);
  }
}
