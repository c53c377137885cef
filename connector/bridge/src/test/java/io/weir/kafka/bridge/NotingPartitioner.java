package io.weir.kafka.bridge;

import java.util.Map;
import org.apache.kafka.clients.producer.Partitioner;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.jspecify.annotations.NullUnmarked;

/** A user's partitioner for kafka-clients: the length of the value, among those with a leader. */
@NullUnmarked
public final class NotingPartitioner implements Partitioner {

  @Override
  public void configure(Map<String, ?> settings) {
    Journal.add("configure partitioner " + settings.get("tagging.tag"));
  }

  @Override
  public int partition(
      String topic, Object key, byte[] keyBytes, Object value, byte[] valueBytes, Cluster cluster) {
    Journal.add(
        "partition %s %s/%s %s/%s of %d, %d led by %s"
            .formatted(
                topic,
                key,
                length(keyBytes),
                value,
                length(valueBytes),
                cluster.partitionCountForTopic(topic),
                cluster.availablePartitionsForTopic(topic).size(),
                cluster.partitionsForTopic(topic).stream()
                    .map(PartitionInfo::leader)
                    .map(Node::id)
                    .sorted()
                    .distinct()
                    .toList()));
    return valueBytes == null ? 0 : valueBytes.length % cluster.partitionCountForTopic(topic);
  }

  private static String length(byte[] bytes) {
    return bytes == null ? "none" : String.valueOf(bytes.length);
  }

  @Override
  public void close() {
    Journal.add("close partitioner");
  }
}
