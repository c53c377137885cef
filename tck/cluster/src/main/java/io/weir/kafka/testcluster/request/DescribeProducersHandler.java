package io.weir.kafka.testcluster.request;

import io.weir.kafka.protocol.Api;
import io.weir.kafka.protocol.Apis;
import io.weir.kafka.protocol.DescribeProducersRequest;
import io.weir.kafka.protocol.DescribeProducersRequest.TopicRequest;
import io.weir.kafka.protocol.DescribeProducersResponse;
import io.weir.kafka.protocol.DescribeProducersResponse.PartitionResponse;
import io.weir.kafka.protocol.DescribeProducersResponse.ProducerState;
import io.weir.kafka.protocol.DescribeProducersResponse.TopicResponse;
import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.testcluster.metadata.RejectedException;
import io.weir.kafka.testcluster.metadata.TopicImage;
import io.weir.kafka.testcluster.metadata.TopicName;
import io.weir.kafka.testcluster.metadata.TopicPartition;
import io.weir.kafka.testcluster.replica.ActiveProducer;
import io.weir.kafka.testcluster.replica.Replica;
import io.weir.kafka.testcluster.request.Outcome.Reply;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * DescribeProducers (61), version 0 (KIP-664).
 *
 * <p>Answers the producers that a partition's replica remembers, be it leader or follower. Errors
 * come per partition: INVALID_TOPIC_EXCEPTION, UNKNOWN_TOPIC_OR_PARTITION, NOT_LEADER_OR_FOLLOWER
 * for a partition that this broker does not host.
 *
 * <p>Left out: transactions, so there is neither a coordinator's epoch nor an open transaction.
 */
public final class DescribeProducersHandler
    implements RequestHandler<DescribeProducersRequest, DescribeProducersResponse> {

  private static final int NO_COORDINATOR = -1;
  private static final long NO_TRANSACTION = -1;

  @Override
  public Api<DescribeProducersRequest, DescribeProducersResponse> api() {
    return Apis.DESCRIBE_PRODUCERS;
  }

  @Override
  public Outcome<DescribeProducersResponse> handle(
      DescribeProducersRequest request, RequestContext context) {
    return new Reply<>(
        new DescribeProducersResponse(
            0, request.topics().stream().map(topic -> topic(topic, context)).toList()));
  }

  private static TopicResponse topic(TopicRequest wanted, RequestContext context) {
    return new TopicResponse(
        wanted.name(),
        wanted.partitionIndexes().stream()
            .map(index -> partition(wanted.name(), index, context))
            .toList());
  }

  private static PartitionResponse partition(String topic, int index, RequestContext context) {
    try {
      return response(
          index,
          ErrorCode.NONE,
          null,
          replica(topic, index, context).activeProducers().stream()
              .map(DescribeProducersHandler::state)
              .toList());
    } catch (RejectedException e) {
      return response(index, e.error(), e.reason(), List.of());
    }
  }

  private static PartitionResponse response(
      int index, ErrorCode error, @Nullable String message, List<ProducerState> producers) {
    return new PartitionResponse(index, error.code(), message, producers);
  }

  private static Replica replica(String name, int index, RequestContext context) {
    TopicName.check(name);
    TopicImage topic = context.image().topic(name);
    if (topic == null || topic.partition(index) == null) {
      throw new RejectedException(
          ErrorCode.UNKNOWN_TOPIC_OR_PARTITION, "This server does not host this topic-partition.");
    }
    Replica replica = context.broker().replica(new TopicPartition(topic.id(), index));
    if (replica == null) {
      throw new RejectedException(
          ErrorCode.NOT_LEADER_OR_FOLLOWER,
          "Broker %d has no replica of %s-%d".formatted(context.broker().id(), name, index));
    }
    return replica;
  }

  private static ProducerState state(ActiveProducer producer) {
    return new ProducerState(
        producer.id(),
        producer.epoch(),
        producer.lastSequence(),
        producer.lastTimestampMs(),
        NO_COORDINATOR,
        NO_TRANSACTION);
  }
}
