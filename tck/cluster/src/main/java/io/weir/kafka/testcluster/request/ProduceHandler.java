package io.weir.kafka.testcluster.request;

import io.weir.kafka.protocol.Api;
import io.weir.kafka.protocol.Apis;
import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.protocol.ProduceRequest;
import io.weir.kafka.protocol.ProduceRequest.PartitionProduceData;
import io.weir.kafka.protocol.ProduceRequest.TopicProduceData;
import io.weir.kafka.protocol.ProduceResponse;
import io.weir.kafka.protocol.ProduceResponse.LeaderIdAndEpoch;
import io.weir.kafka.protocol.ProduceResponse.NodeEndpoint;
import io.weir.kafka.protocol.ProduceResponse.PartitionProduceResponse;
import io.weir.kafka.protocol.ProduceResponse.TopicProduceResponse;
import io.weir.kafka.record.Codec;
import io.weir.kafka.record.RecordBatchView;
import io.weir.kafka.testcluster.broker.LedPartition;
import io.weir.kafka.testcluster.metadata.RejectedException;
import io.weir.kafka.testcluster.metadata.TopicImage;
import io.weir.kafka.testcluster.replica.Appended;
import io.weir.kafka.testcluster.request.Leaders.Leader;
import io.weir.kafka.testcluster.request.Outcome.Hangup;
import io.weir.kafka.testcluster.request.Outcome.Reply;
import io.weir.kafka.testcluster.request.Outcome.Silence;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Produce (0), versions 3-13.
 *
 * <p>Each partition takes one batch of magic 2, which is checked (size, checksum, counts,
 * timestamp, producer epoch and sequence) and appended as it is, or answered on its own with
 * Kafka's error. acks 1 and -1 answer when the batch is in the leader's log, which with one replica
 * is the whole ISR. acks 0 is never answered; an error then closes the connection. Another value of
 * acks is INVALID_REQUIRED_ACKS. From version 10 NOT_LEADER_OR_FOLLOWER names the leader and its
 * address (KIP-951); from version 13 topics come by id, an unknown one is UNKNOWN_TOPIC_ID.
 *
 * <p>Left out: transactions (INVALID_TXN_STATE); recompression by {@code compression.type}; checks
 * of the records inside a batch, which real Kafka decodes; per-record errors.
 */
public final class ProduceHandler implements RequestHandler<ProduceRequest, ProduceResponse> {

  private static final int FIRST_WITH_ZSTD = 7;
  private static final int FIRST_WITH_LEADER = 10;
  private static final int FIRST_WITH_TOPIC_ID = 13;
  private static final long NONE = -1;

  @Override
  public Api<ProduceRequest, ProduceResponse> api() {
    return Apis.PRODUCE;
  }

  @Override
  public Outcome<ProduceResponse> handle(ProduceRequest request, RequestContext context) {
    Leaders leaders = new Leaders(context);
    List<TopicProduceResponse> topics = new ArrayList<>(request.topicData().size());
    for (TopicProduceData topic : request.topicData()) {
      topics.add(topic(topic, request.acks(), context, leaders));
    }
    if (request.acks() == 0) {
      return withoutAnswer(topics);
    }
    return new Reply<>(
        new ProduceResponse(
            topics,
            0,
            leaders.endpoints((id, at) -> new NodeEndpoint(id, at.host(), at.port(), null))));
  }

  private static Outcome<ProduceResponse> withoutAnswer(List<TopicProduceResponse> topics) {
    for (TopicProduceResponse topic : topics) {
      for (PartitionProduceResponse partition : topic.partitionResponses()) {
        if (partition.error() != ErrorCode.NONE) {
          return new Hangup<>("a batch with acks=0 failed: " + partition.error());
        }
      }
    }
    return new Silence<>();
  }

  private static TopicProduceResponse topic(
      TopicProduceData data, short acks, RequestContext context, Leaders leaders) {
    TopicImage topic =
        context.version() >= FIRST_WITH_TOPIC_ID
            ? context.image().topic(data.topicId())
            : context.image().topic(data.name());
    List<PartitionProduceResponse> partitions = new ArrayList<>(data.partitionData().size());
    for (PartitionProduceData partition : data.partitionData()) {
      try {
        checkRequest(topic, acks, partition, context);
        partitions.add(append(topic, partition, context));
      } catch (RejectedException e) {
        partitions.add(rejected(e, topic, partition.index(), context, leaders));
      }
    }
    return new TopicProduceResponse(data.name(), data.topicId(), partitions);
  }

  private static void checkRequest(
      @Nullable TopicImage topic, short acks, PartitionProduceData data, RequestContext context) {
    if (acks < -1 || acks > 1) {
      throw new RejectedException(
          ErrorCode.INVALID_REQUIRED_ACKS, "acks is none of -1, 0 and 1: " + acks);
    }
    if (topic == null && context.version() >= FIRST_WITH_TOPIC_ID) {
      throw new RejectedException(
          ErrorCode.UNKNOWN_TOPIC_ID, "This server does not host this topic ID.");
    }
    if (context.version() < FIRST_WITH_ZSTD && isZstd(data)) {
      throw new RejectedException(
          ErrorCode.UNSUPPORTED_COMPRESSION_TYPE,
          "Produce requests with version %d are not allowed to use ZStandard compression"
              .formatted(context.version()));
    }
  }

  private static boolean isZstd(PartitionProduceData data) {
    return data.records() != null
        && RecordBatchView.completeIn(data.records()).stream()
            .anyMatch(batch -> batch.codec() == Codec.ZSTD);
  }

  private static PartitionProduceResponse append(
      @Nullable TopicImage topic, PartitionProduceData data, RequestContext context) {
    LedPartition led = context.broker().led(topic, data.index());
    Appended appended = context.broker().append(led, data.records(), context.nowMs());
    return PartitionProduceResponse.appended(
        data.index(),
        appended.baseOffset(),
        appended.logAppendTimeMs(),
        led.replica().logStartOffset());
  }

  private static PartitionProduceResponse rejected(
      RejectedException why,
      @Nullable TopicImage topic,
      int index,
      RequestContext context,
      Leaders leaders) {
    boolean namesLeader =
        why.error() == ErrorCode.NOT_LEADER_OR_FOLLOWER && context.version() >= FIRST_WITH_LEADER;
    Leader leader = namesLeader ? leaders.of(topic, index) : Leader.UNKNOWN;
    return new PartitionProduceResponse(
        index,
        why.error().code(),
        NONE,
        NONE,
        NONE,
        List.of(),
        why.reason(),
        new LeaderIdAndEpoch(leader.id(), leader.epoch()));
  }
}
