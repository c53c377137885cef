package io.weir.kafka.testcluster.request;

import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.protocol.LeaderIdAndEpoch;
import io.weir.kafka.protocol.ProduceResponse;
import io.weir.kafka.protocol.ProduceResponse.PartitionProduceResponse;
import io.weir.kafka.protocol.ProduceResponse.TopicProduceResponse;
import io.weir.kafka.testcluster.broker.HighWatermarkOf;
import io.weir.kafka.testcluster.metadata.TopicImage;
import io.weir.kafka.testcluster.replica.Replica;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A produce request from its append to its answer: with {@code acks=all} it waits until each of its
 * batches is replicated or cannot be any more.
 *
 * <p>Owned by the core's thread; retains nothing of the request's records.
 */
final class PendingProduce implements Waiting<ProduceResponse> {

  private static final int FIRST_WITH_LEADER = 10;
  private static final long NONE = -1;

  private final long deadlineMs;
  private final List<Topic> topics = new ArrayList<>();

  /** Those without a result yet; owned by the core's thread. */
  private final List<Partition> open = new ArrayList<>();

  PendingProduce(long deadlineMs) {
    this.deadlineMs = deadlineMs;
  }

  /** The partitions of one topic, in the order of the request. */
  final class Topic {
    private final String name;
    private final UUID id;
    private final @Nullable TopicImage image;
    private final List<Partition> partitions = new ArrayList<>();

    private Topic(String name, UUID id, @Nullable TopicImage image) {
      this.name = name;
      this.id = id;
      this.image = image;
    }

    /** The batch was refused; {@code reason} is null where Kafka gives none. */
    void refused(int index, ErrorCode error, @Nullable String reason) {
      Partition partition = new Partition(index);
      partition.error = error;
      partition.reason = reason;
      partitions.add(partition);
    }

    /** The batch is in the leader's log, and that is enough. */
    void written(int index, Written written) {
      Partition partition = new Partition(index);
      partition.written = written;
      partitions.add(partition);
    }

    /** The batch is in the leader's log; now the ISR must get it. */
    void replicating(int index, Written written) {
      written(index, written);
      open.add(partitions.get(partitions.size() - 1));
    }
  }

  /** Where a batch lies. */
  record Written(
      Replica replica,
      long baseOffset,
      long endOffset,
      long logAppendTimeMs,
      long logStartOffset) {}

  private static final class Partition {
    private final int index;

    /** All three: owned by the core's thread. */
    private ErrorCode error = ErrorCode.NONE;

    private @Nullable String reason;
    private @Nullable Written written;

    Partition(int index) {
      this.index = index;
    }

    /** Whether there is a result now, which is noted. */
    boolean settles() {
      Optional<ErrorCode> result =
          written == null ? Optional.of(error) : written.replica.replicated(written.endOffset);
      result.ifPresent(code -> error = code);
      return result.isPresent();
    }
  }

  Topic topic(String name, UUID id, @Nullable TopicImage image) {
    Topic topic = new Topic(name, id, image);
    topics.add(topic);
    return topic;
  }

  /** The first error; NONE if there is none. */
  ErrorCode firstError() {
    return topics.stream()
        .flatMap(topic -> topic.partitions.stream())
        .map(partition -> partition.error)
        .filter(error -> error != ErrorCode.NONE)
        .findFirst()
        .orElse(ErrorCode.NONE);
  }

  @Override
  public long deadlineMs() {
    return deadlineMs;
  }

  @Override
  public Collection<HighWatermarkOf> watched() {
    List<HighWatermarkOf> watched = new ArrayList<>(open.size());
    for (Partition each : open) {
      if (each.written != null) {
        watched.add(new HighWatermarkOf(each.written.replica.key()));
      }
    }
    return watched;
  }

  @Override
  public Optional<ProduceResponse> retry(RequestContext context) {
    open.removeIf(Partition::settles);
    return open.isEmpty() ? Optional.of(response(context)) : Optional.empty();
  }

  @Override
  public ProduceResponse expire(RequestContext context) {
    open.removeIf(Partition::settles);
    open.forEach(partition -> partition.error = ErrorCode.REQUEST_TIMED_OUT);
    return response(context);
  }

  private ProduceResponse response(RequestContext context) {
    Leaders leaders = new Leaders(context);
    List<TopicProduceResponse> responses = new ArrayList<>(topics.size());
    for (Topic topic : topics) {
      List<PartitionProduceResponse> partitions = new ArrayList<>(topic.partitions.size());
      for (Partition partition : topic.partitions) {
        partitions.add(response(topic, partition, leaders, context));
      }
      responses.add(new TopicProduceResponse(topic.name, topic.id, partitions));
    }
    return new ProduceResponse(responses, 0, leaders.endpoints());
  }

  private static PartitionProduceResponse response(
      Topic topic, Partition partition, Leaders leaders, RequestContext context) {
    boolean namesLeader =
        partition.error == ErrorCode.NOT_LEADER_OR_FOLLOWER
            && context.version() >= FIRST_WITH_LEADER;
    LeaderIdAndEpoch leader =
        namesLeader ? leaders.of(topic.image, partition.index) : LeaderIdAndEpoch.SHAPE.empty();
    Written written = partition.written;
    return new PartitionProduceResponse(
        partition.index,
        partition.error.code(),
        written == null ? NONE : written.baseOffset,
        written == null ? NONE : written.logAppendTimeMs,
        written == null ? NONE : written.logStartOffset,
        List.of(),
        partition.reason,
        leader);
  }
}
