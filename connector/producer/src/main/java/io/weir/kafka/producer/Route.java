package io.weir.kafka.producer;

import io.weir.kafka.batch.Topic;
import io.weir.kafka.cluster.TopicSnapshot;
import io.weir.kafka.partition.PartitionLayout;
import io.weir.kafka.partition.TopicChoices;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * All that the way of a record to its partition needs to know of one topic.
 *
 * <p>Once there are lanes, the layout never names more partitions than there are: it is set before
 * the first lanes are opened, and after more of them were added.
 */
final class Route {

  private final Topic topic;
  private final TopicChoices choices;

  /** Whether metadata is being asked for the topic already. */
  private final AtomicBoolean requested = new AtomicBoolean();

  private volatile @Nullable PartitionLayout layout;

  /** Event loop only. */
  private @Nullable TopicSnapshot seen;

  Route(Topic topic, TopicChoices choices) {
    this.topic = topic;
    this.choices = choices;
  }

  Topic topic() {
    return topic;
  }

  TopicChoices choices() {
    return choices;
  }

  @Nullable PartitionLayout layout() {
    return layout;
  }

  /** Whether metadata says something new of the topic; event loop only. */
  boolean isNews(TopicSnapshot snapshot) {
    boolean news = snapshot != seen;
    seen = snapshot;
    return news;
  }

  /** Takes a newer layout; parked records are routed first. Completion task only. */
  void open(PartitionLayout newer, Topic.Router router) {
    if (topic.partitionCount() == 0) {
      layout = newer;
      topic.open(newer.count(), router);
    } else {
      topic.open(newer.count(), router);
      layout = newer;
    }
  }

  /** True for the one caller that should ask for metadata. */
  boolean claimRequest() {
    return !requested.get() && requested.compareAndSet(false, true);
  }

  /** The request has failed for good: the next record asks again. */
  void requestFailed() {
    requested.set(false);
  }
}
