package io.weir.kafka.bridge;

import io.weir.kafka.spi.ChannelView;
import io.weir.kafka.spi.ClusterPartitioner;
import io.weir.kafka.spi.ClusterView;
import java.util.Map;
import org.apache.kafka.clients.producer.Partitioner;
import org.apache.kafka.common.Cluster;
import org.jspecify.annotations.Nullable;

/**
 * A partitioner of kafka-clients. It is given the same {@link Cluster} until metadata changes.
 *
 * <p>Called by several threads at once if several send, as KafkaProducer does.
 */
final class BridgedPartitioner implements ClusterPartitioner {

  private record Seen(ClusterView view, Cluster cluster) {}

  private final Partitioner partitioner;
  private final ChannelView channel;

  /** Written by any thread that finds it outdated; readers check whose view it is. */
  private volatile @Nullable Seen seen;

  BridgedPartitioner(Partitioner partitioner, ChannelView channel) {
    this.partitioner = partitioner;
    this.channel = channel;
  }

  @Override
  public void configure(Map<String, String> unread) {
    partitioner.configure(channel.settings());
  }

  @Override
  @SuppressWarnings("NullAway") // kafka-clients says nothing of null, and means it to be passed
  public int partition(Choice choice, Serialized serialized, ClusterView cluster) {
    return partitioner.partition(
        choice.topic(),
        choice.key(),
        serialized.key(),
        choice.value(),
        serialized.value(),
        kafkas(cluster));
  }

  private Cluster kafkas(ClusterView view) {
    Seen last = seen;
    if (last == null || last.view != view) {
      last = new Seen(view, KafkaClusters.of(view));
      seen = last;
    }
    return last.cluster;
  }

  @Override
  public void close() {
    partitioner.close();
  }
}
