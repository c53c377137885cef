package io.weir.kafka.producer;

import io.weir.kafka.cluster.ClusterSnapshot;
import io.weir.kafka.cluster.TopicSnapshot;
import io.weir.kafka.partition.PartitionLayout;
import io.weir.kafka.spi.ClusterView;
import io.weir.kafka.spi.ClusterView.Broker;
import io.weir.kafka.spi.ClusterView.Topic;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Reads from metadata which partitions there are to choose from. */
final class Layouts {

  private final @Nullable ViewOnce view;

  private Layouts(@Nullable ViewOnce view) {
    this.view = view;
  }

  /** The layouts of topics without more. */
  static Layouts plain() {
    return new Layouts(null);
  }

  /** The layouts of topics with a view of this cluster, which all of them share. */
  static Layouts within(ClusterSnapshot snapshot) {
    return new Layouts(new ViewOnce(snapshot));
  }

  /** Whether a change of the cluster is news for each of its topics. */
  boolean showCluster() {
    return view != null;
  }

  /** The partitions of a topic that has some. */
  PartitionLayout of(TopicSnapshot topic) {
    int[] led =
        IntStream.range(0, topic.partitionCount())
            .filter(partition -> topic.leaderId(partition) != TopicSnapshot.NO_LEADER)
            .toArray();
    PartitionLayout layout = PartitionLayout.of(topic.partitionCount(), led);
    return view == null ? layout : layout.within(view);
  }

  /** Made when somebody looks, and then once; at worst twice by threads that meet here. */
  private static final class ViewOnce implements Supplier<ClusterView> {

    private final ClusterSnapshot snapshot;

    /** Written by any thread that finds it missing; all write the same. */
    private volatile @Nullable ClusterView view;

    ViewOnce(ClusterSnapshot snapshot) {
      this.snapshot = snapshot;
    }

    @Override
    public ClusterView get() {
      ClusterView known = view;
      if (known == null) {
        known = viewOf(snapshot);
        view = known;
      }
      return known;
    }
  }

  private static ClusterView viewOf(ClusterSnapshot snapshot) {
    return new ClusterView(
        snapshot.clusterId(),
        snapshot.brokers().stream()
            .map(each -> new Broker(each.id(), each.host(), each.port()))
            .toList(),
        snapshot.topics().values().stream()
            .filter(each -> each.partitionCount() > 0)
            .map(Layouts::viewOf)
            .toList());
  }

  private static Topic viewOf(TopicSnapshot topic) {
    return new Topic(
        topic.name(),
        topic.id(),
        IntStream.range(0, topic.partitionCount()).mapToObj(topic::leaderId).toList());
  }
}
