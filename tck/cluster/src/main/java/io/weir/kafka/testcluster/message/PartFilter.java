package io.weir.kafka.testcluster.message;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Chooses among the topics and partitions that a message names.
 *
 * @param topics the topics by name; empty for all
 * @param partitions the partitions; empty for all of those topics
 */
public record PartFilter(Set<String> topics, Set<Integer> partitions) {

  /** Chooses everything, also in messages that name no topic. */
  public static final PartFilter EVERYTHING = new PartFilter(Set.of(), Set.of());

  public PartFilter {
    topics = Set.copyOf(topics);
    partitions = Set.copyOf(partitions);
  }

  public PartFilter withTopics(Collection<String> names) {
    return new PartFilter(Set.copyOf(names), partitions);
  }

  public PartFilter withPartitions(Collection<Integer> indexes) {
    return new PartFilter(topics, Set.copyOf(indexes));
  }

  /** Whether a message needs to name no topic to be chosen. */
  public boolean isEverything() {
    return topics.isEmpty() && partitions.isEmpty();
  }

  /** Whether it makes a difference between the partitions of a topic. */
  public boolean distinguishesPartitions() {
    return !partitions.isEmpty();
  }

  /**
   * Whether the part is chosen. A message that means a whole topic means each partition of it.
   *
   * @param names of the topics that the part names by id
   */
  boolean chooses(NamedPart part, TopicNames names) {
    return isEverything() || (choosesTopic(part, names) && choosesPartition(part));
  }

  private boolean choosesTopic(NamedPart part, TopicNames names) {
    if (topics.isEmpty()) {
      return part.isTopic();
    }
    String name = part.byId() ? names.nameOf(part.topicId()) : part.topic();
    return name != null && topics.contains(name);
  }

  private boolean choosesPartition(NamedPart part) {
    return partitions.isEmpty()
        || part.partition() == NamedPart.ALL
        || partitions.contains(part.partition());
  }

  /** Whether one of the parts is chosen; true for none of them if everything is. */
  public boolean choosesAnyOf(Collection<NamedPart> parts, TopicNames names) {
    return isEverything() || parts.stream().anyMatch(part -> chooses(part, names));
  }

  /** Such as {@code topic orders, partition 0}; empty for everything. */
  @Override
  public String toString() {
    String topicsText = topics.isEmpty() ? "" : "topic " + String.join("|", new TreeSet<>(topics));
    String partitionsText =
        partitions.isEmpty()
            ? ""
            : "partition "
                + new TreeSet<>(partitions)
                    .stream().map(String::valueOf).collect(Collectors.joining("|"));
    String between = topicsText.isEmpty() || partitionsText.isEmpty() ? "" : ", ";
    return topicsText + between + partitionsText;
  }
}
