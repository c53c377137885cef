package io.weir.kafka.testcluster.request;

import io.weir.kafka.protocol.DeleteRecordsResponse;
import io.weir.kafka.protocol.DeleteRecordsResponse.DeleteRecordsPartitionResult;
import io.weir.kafka.protocol.DeleteRecordsResponse.DeleteRecordsTopicResult;
import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.testcluster.broker.Broker;
import io.weir.kafka.testcluster.broker.HighWatermarkOf;
import io.weir.kafka.testcluster.metadata.TopicPartition;
import io.weir.kafka.testcluster.metadata.WatchKey;
import io.weir.kafka.testcluster.replica.Replica;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A deletion of records until the followers have deleted them too.
 *
 * <p>Owned by the core's thread; one per request. A partition is decided once: by an error, or when
 * the smallest start of a live replica's log has reached the leader's.
 */
final class PendingDeletion implements Waiting<DeleteRecordsResponse> {

  /** Kafka's word for "not known". */
  private static final long NO_LOW_WATERMARK = -1;

  private final long deadlineMs;
  private final List<Topic> topics = new ArrayList<>();

  PendingDeletion(long deadlineMs) {
    this.deadlineMs = deadlineMs;
  }

  /** Begins with a topic; its partitions are told next. */
  Topic topic(String name) {
    Topic topic = new Topic(name);
    topics.add(topic);
    return topic;
  }

  @Override
  public long deadlineMs() {
    return deadlineMs;
  }

  @Override
  public Collection<? extends WatchKey> watched() {
    List<HighWatermarkOf> watched = new ArrayList<>();
    for (Topic topic : topics) {
      for (Partition partition : topic.partitions) {
        if (partition.key != null) {
          watched.add(new HighWatermarkOf(partition.key));
        }
      }
    }
    return watched;
  }

  @Override
  public Optional<DeleteRecordsResponse> retry(RequestContext context) {
    boolean decided = true;
    for (Topic topic : topics) {
      for (Partition partition : topic.partitions) {
        decided &= partition.decide(context.broker());
      }
    }
    return decided ? Optional.of(response()) : Optional.empty();
  }

  @Override
  public DeleteRecordsResponse expire(RequestContext context) {
    return retry(context).orElseGet(this::response);
  }

  private DeleteRecordsResponse response() {
    return new DeleteRecordsResponse(0, topics.stream().map(Topic::result).toList());
  }

  /** The partitions of one topic, in the order of the request. */
  static final class Topic {

    private final String name;
    private final List<Partition> partitions = new ArrayList<>();

    private Topic(String name) {
      this.name = name;
    }

    /** The leader has deleted what lies below the offset. */
    void deleting(int index, TopicPartition key, long startOffset) {
      partitions.add(new Partition(index, key, startOffset));
    }

    /** Nothing is deleted. */
    void refused(int index, ErrorCode error) {
      partitions.add(new Partition(index, error));
    }

    private DeleteRecordsTopicResult result() {
      return new DeleteRecordsTopicResult(
          name, partitions.stream().map(Partition::result).toList());
    }
  }

  /** One partition; as long as it is not decided, its answer is that the time has run out. */
  private static final class Partition {

    private final int index;
    private final long startOffset;

    /** Null if it was refused from the start. */
    private final @Nullable TopicPartition key;

    /** All three: owned by the core's thread. */
    private boolean decided;

    private ErrorCode error;
    private long lowWatermark = NO_LOW_WATERMARK;

    Partition(int index, TopicPartition key, long startOffset) {
      this.index = index;
      this.key = key;
      this.startOffset = startOffset;
      this.error = ErrorCode.REQUEST_TIMED_OUT;
    }

    Partition(int index, ErrorCode refusal) {
      this.index = index;
      this.key = null;
      this.startOffset = 0;
      this.error = refusal;
      this.decided = true;
    }

    boolean decide(Broker broker) {
      Replica replica = key == null ? null : broker.replica(key);
      if (decided) {
        return true;
      }
      if (replica == null || replica.leading() == null) {
        decided = true;
        error = ErrorCode.NOT_LEADER_OR_FOLLOWER;
      } else if (replica.lowWatermark() >= startOffset) {
        decided = true;
        error = ErrorCode.NONE;
        lowWatermark = replica.lowWatermark();
      }
      return decided;
    }

    DeleteRecordsPartitionResult result() {
      return new DeleteRecordsPartitionResult(index, lowWatermark, error.code());
    }
  }
}
