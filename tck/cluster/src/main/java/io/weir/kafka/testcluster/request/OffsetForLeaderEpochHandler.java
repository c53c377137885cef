package io.weir.kafka.testcluster.request;

import io.weir.kafka.protocol.Api;
import io.weir.kafka.protocol.Apis;
import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.protocol.OffsetForLeaderEpochRequest;
import io.weir.kafka.protocol.OffsetForLeaderEpochRequest.OffsetForLeaderPartition;
import io.weir.kafka.protocol.OffsetForLeaderEpochRequest.OffsetForLeaderTopic;
import io.weir.kafka.protocol.OffsetForLeaderEpochResponse;
import io.weir.kafka.protocol.OffsetForLeaderEpochResponse.EpochEndOffset;
import io.weir.kafka.protocol.OffsetForLeaderEpochResponse.OffsetForLeaderTopicResult;
import io.weir.kafka.testcluster.broker.LedPartition;
import io.weir.kafka.testcluster.metadata.RejectedException;
import io.weir.kafka.testcluster.metadata.TopicImage;
import io.weir.kafka.testcluster.request.Outcome.Reply;
import io.weir.kafka.testcluster.storage.EpochEnd;
import org.jspecify.annotations.Nullable;

/**
 * OffsetForLeaderEpoch (23), versions 2-4.
 *
 * <p>Answers, at the leader, the largest epoch of its log that is not above the asked one, and
 * where it ends (KIP-279): so a client finds out whether the records that it has read are still
 * there (KIP-320). Both are -1 where the log cannot tell. The leader epoch that the client states
 * must be the current one.
 *
 * <p>Followers of this cluster learn the same from their fetches and do not ask; one that asks is
 * answered like a client.
 */
public final class OffsetForLeaderEpochHandler
    implements RequestHandler<OffsetForLeaderEpochRequest, OffsetForLeaderEpochResponse> {

  private static final int UNKNOWN = -1;

  @Override
  public Api<OffsetForLeaderEpochRequest, OffsetForLeaderEpochResponse> api() {
    return Apis.OFFSET_FOR_LEADER_EPOCH;
  }

  @Override
  public Outcome<OffsetForLeaderEpochResponse> handle(
      OffsetForLeaderEpochRequest request, RequestContext context) {
    return new Reply<>(
        new OffsetForLeaderEpochResponse(
            0, request.topics().stream().map(topic -> topic(topic, context)).toList()));
  }

  private static OffsetForLeaderTopicResult topic(
      OffsetForLeaderTopic wanted, RequestContext context) {
    TopicImage topic = context.image().topic(wanted.topic());
    return new OffsetForLeaderTopicResult(
        wanted.topic(),
        wanted.partitions().stream().map(each -> partition(topic, each, context)).toList());
  }

  private static EpochEndOffset partition(
      @Nullable TopicImage topic, OffsetForLeaderPartition wanted, RequestContext context) {
    try {
      LedPartition led =
          context.broker().led(topic, wanted.partition(), wanted.currentLeaderEpoch());
      EpochEnd end = led.replica().log().endOffsetFor(wanted.leaderEpoch());
      return new EpochEndOffset(
          ErrorCode.NONE.code(), wanted.partition(), end.epoch(), end.endOffset());
    } catch (RejectedException e) {
      return new EpochEndOffset(e.error().code(), wanted.partition(), UNKNOWN, UNKNOWN);
    }
  }
}
