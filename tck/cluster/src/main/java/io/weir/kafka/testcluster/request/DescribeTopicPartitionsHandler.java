package io.weir.kafka.testcluster.request;

import io.weir.kafka.protocol.Api;
import io.weir.kafka.protocol.Apis;
import io.weir.kafka.protocol.DescribeTopicPartitionsRequest;
import io.weir.kafka.protocol.DescribeTopicPartitionsRequest.TopicRequest;
import io.weir.kafka.protocol.DescribeTopicPartitionsResponse;
import io.weir.kafka.protocol.DescribeTopicPartitionsResponse.Cursor;
import io.weir.kafka.protocol.DescribeTopicPartitionsResponse.DescribeTopicPartitionsResponsePartition;
import io.weir.kafka.protocol.DescribeTopicPartitionsResponse.DescribeTopicPartitionsResponseTopic;
import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.testcluster.metadata.ClusterImage;
import io.weir.kafka.testcluster.metadata.PartitionImage;
import io.weir.kafka.testcluster.metadata.RejectedException;
import io.weir.kafka.testcluster.metadata.TopicImage;
import io.weir.kafka.testcluster.metadata.TopicName;
import io.weir.kafka.testcluster.request.Outcome.Reply;
import io.weir.kafka.wire.Wire;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * DescribeTopicPartitions (75), version 0 (KIP-966).
 *
 * <p>Answers topics in the order of their names, all of them or those that are named, from the
 * cursor on, until the page has as many partitions as the request wants, at most 2000; then the
 * cursor says where the next page begins. An unknown topic is UNKNOWN_TOPIC_OR_PARTITION, an
 * impossible name INVALID_TOPIC_EXCEPTION. A partition whose leader is not live has leader -1. A
 * cursor with a negative partition makes all topics INVALID_REQUEST.
 *
 * <p>Left out: eligible leader replicas, which the cluster does not keep: both lists are empty.
 */
public final class DescribeTopicPartitionsHandler
    implements RequestHandler<DescribeTopicPartitionsRequest, DescribeTopicPartitionsResponse> {

  /** Kafka's max.request.partition.size.limit. */
  private static final int MAX_PARTITIONS = 2000;

  @Override
  public Api<DescribeTopicPartitionsRequest, DescribeTopicPartitionsResponse> api() {
    return Apis.DESCRIBE_TOPIC_PARTITIONS;
  }

  @Override
  public Outcome<DescribeTopicPartitionsResponse> handle(
      DescribeTopicPartitionsRequest request, RequestContext context) {
    DescribeTopicPartitionsRequest.Cursor start = request.cursor();
    if (start != null && start.partitionIndex() < 0) {
      return new Reply<>(
          new DescribeTopicPartitionsResponse(
              0,
              request.topics().stream()
                  .map(topic -> refused(topic.name(), ErrorCode.INVALID_REQUEST))
                  .toList(),
              null));
    }
    return new Reply<>(new Page(request, context.image()).response());
  }

  /** One response in the making; used by one call. */
  private static final class Page {

    private final DescribeTopicPartitionsRequest request;
    private final ClusterImage image;
    private final boolean all;
    private final List<DescribeTopicPartitionsResponseTopic> topics = new ArrayList<>();
    private int room;

    Page(DescribeTopicPartitionsRequest request, ClusterImage image) {
      this.request = request;
      this.image = image;
      this.all = request.topics().isEmpty();
      this.room = Math.max(1, Math.min(MAX_PARTITIONS, request.responsePartitionLimit()));
    }

    DescribeTopicPartitionsResponse response() {
      Cursor next = null;
      for (Iterator<String> names = names().iterator(); names.hasNext() && next == null; ) {
        String name = names.next();
        next = room == 0 ? new Cursor(name, 0) : add(name);
      }
      return new DescribeTopicPartitionsResponse(0, topics, next);
    }

    private Iterable<String> names() {
      TreeSet<String> names = new TreeSet<>();
      if (all) {
        image.topics().forEach(topic -> names.add(topic.name()));
      } else {
        request.topics().stream().map(TopicRequest::name).forEach(names::add);
      }
      DescribeTopicPartitionsRequest.Cursor start = request.cursor();
      if (start == null) {
        return names;
      }
      if (!all) {
        names.add(start.topicName());
      }
      return names.tailSet(start.topicName(), true);
    }

    /** Adds what fits; returns where it stopped, null if the topic is complete. */
    private @Nullable Cursor add(String name) {
      TopicImage topic = image.topic(name);
      if (topic == null) {
        topics.add(missing(name));
        return null;
      }
      int from = firstPartition(name);
      int to = Math.min(topic.partitions().size(), from + room);
      topics.add(found(topic, from, to));
      room -= Math.max(0, to - from);
      return to < topic.partitions().size() ? new Cursor(name, to) : null;
    }

    private int firstPartition(String name) {
      DescribeTopicPartitionsRequest.Cursor start = request.cursor();
      return start != null && start.topicName().equals(name) ? start.partitionIndex() : 0;
    }

    private DescribeTopicPartitionsResponseTopic found(TopicImage topic, int from, int to) {
      List<DescribeTopicPartitionsResponsePartition> partitions = new ArrayList<>();
      for (int index = from; index < to; index++) {
        partitions.add(partition(topic.partitions().get(index)));
      }
      return new DescribeTopicPartitionsResponseTopic(
          ErrorCode.NONE.code(),
          topic.name(),
          topic.id(),
          topic.isInternal(),
          partitions,
          AuthorizedOperations.ofTopic(true));
    }

    private DescribeTopicPartitionsResponsePartition partition(PartitionImage partition) {
      boolean leaderLives = image.liveBroker(partition.leader()) != null;
      return new DescribeTopicPartitionsResponsePartition(
          ErrorCode.NONE.code(),
          partition.index(),
          leaderLives ? partition.leader() : PartitionImage.NO_LEADER,
          partition.leaderEpoch(),
          partition.replicas(),
          partition.isr(),
          List.of(),
          List.of(),
          partition.replicas().stream().filter(id -> image.liveBroker(id) == null).toList());
    }
  }

  private static DescribeTopicPartitionsResponseTopic missing(String name) {
    try {
      TopicName.check(name);
      return refused(name, ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
    } catch (RejectedException e) {
      return refused(name, e.error());
    }
  }

  private static DescribeTopicPartitionsResponseTopic refused(String name, ErrorCode error) {
    return new DescribeTopicPartitionsResponseTopic(
        error.code(),
        name,
        Wire.ZERO_UUID,
        TopicImage.isInternal(name),
        List.of(),
        AuthorizedOperations.NOT_ASKED);
  }
}
