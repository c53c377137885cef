package io.weir.kafka.testcluster.controller;

import io.weir.kafka.testcluster.metadata.PartitionImage;
import io.weir.kafka.testcluster.metadata.RegisteredBroker;
import io.weir.kafka.testcluster.metadata.TopicImage;
import io.weir.kafka.testcluster.storage.Storage;
import java.util.SortedMap;
import java.util.stream.Collectors;

/**
 * Writes the cluster's metadata as lines of text, so that a cluster on disk comes back as it was.
 * {@link JournalReplay} reads them; {@link JournalText} says how each word looks.
 *
 * <pre>
 *   cluster   &lt;id&gt;
 *   broker    &lt;id&gt; &lt;epoch&gt; &lt;state&gt; &lt;endpoint&gt;...
 *   configs   &lt;broker, or - for all&gt; &lt;configs&gt;
 *   topic     &lt;topic id&gt; &lt;name&gt; &lt;configs&gt; &lt;partition&gt;...
 *   partition &lt;topic id&gt; &lt;index&gt; &lt;partition&gt;
 *   deleted   &lt;topic id&gt;
 *   producers &lt;the first id that is not reserved&gt;
 * </pre>
 */
final class MetadataJournal {

  private final Storage storage;

  MetadataJournal(Storage storage) {
    this.storage = storage;
  }

  private void write(String... words) {
    storage.appendJournal(String.join(" ", words));
  }

  void writeCluster(String clusterId) {
    write("cluster", clusterId);
  }

  void writeProducers(long firstFree) {
    write("producers", Long.toString(firstFree));
  }

  void write(RegisteredBroker broker) {
    write(
        "broker",
        Integer.toString(broker.id()),
        Long.toString(broker.epoch()),
        broker.state().name(),
        broker.node().endpoints().stream().map(JournalText::of).collect(Collectors.joining(" ")));
  }

  void writeConfigs(String broker, SortedMap<String, String> configs) {
    write("configs", broker.isEmpty() ? JournalText.NOTHING : broker, JournalText.of(configs));
  }

  void write(TopicImage topic) {
    write(
        "topic",
        topic.id().toString(),
        topic.name(),
        JournalText.of(topic.settings().overrides()),
        topic.partitions().stream().map(JournalText::of).collect(Collectors.joining(" ")));
  }

  void write(TopicImage topic, PartitionImage partition) {
    write(
        "partition",
        topic.id().toString(),
        Integer.toString(partition.index()),
        JournalText.of(partition));
  }

  void writeDeleted(TopicImage topic) {
    write("deleted", topic.id().toString());
  }
}
