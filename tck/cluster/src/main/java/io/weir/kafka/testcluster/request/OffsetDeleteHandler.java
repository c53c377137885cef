package io.weir.kafka.testcluster.request;

import io.weir.kafka.protocol.Api;
import io.weir.kafka.protocol.Apis;
import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.protocol.OffsetDeleteRequest;
import io.weir.kafka.protocol.OffsetDeleteRequest.OffsetDeleteRequestPartition;
import io.weir.kafka.protocol.OffsetDeleteRequest.OffsetDeleteRequestTopic;
import io.weir.kafka.protocol.OffsetDeleteResponse;
import io.weir.kafka.protocol.OffsetDeleteResponse.OffsetDeleteResponsePartition;
import io.weir.kafka.protocol.OffsetDeleteResponse.OffsetDeleteResponseTopic;
import io.weir.kafka.testcluster.group.Pending;
import io.weir.kafka.testcluster.group.Place;
import io.weir.kafka.testcluster.metadata.RejectedException;
import io.weir.kafka.testcluster.metadata.TopicImage;
import io.weir.kafka.testcluster.request.Outcome.Reply;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * OffsetDelete (47), version 0.
 *
 * <p>Removes offsets of partitions that exist and that nobody in the group consumes, and answers
 * when that is replicated; a topic that is subscribed to is GROUP_SUBSCRIBED_TO_TOPIC. A group
 * whose members are not consumers must have none (NON_EMPTY_GROUP).
 *
 * <p>Left out: nothing.
 */
public final class OffsetDeleteHandler
    implements RequestHandler<OffsetDeleteRequest, OffsetDeleteResponse> {

  @Override
  public Api<OffsetDeleteRequest, OffsetDeleteResponse> api() {
    return Apis.OFFSET_DELETE;
  }

  @Override
  public Outcome<OffsetDeleteResponse> handle(OffsetDeleteRequest request, RequestContext context) {
    try {
      Pending<Map<Place, ErrorCode>> pending =
          context
              .broker()
              .groups()
              .deleteOffsets(request.groupId(), places(request, context), context.nowMs());
      return new GroupAnswers<>(
              List.of(pending), () -> response(request, pending.answer().orElseThrow()))
          .outcome();
    } catch (RejectedException e) {
      return new Reply<>(new OffsetDeleteResponse(e.error().code(), 0, List.of()));
    }
  }

  /** Those that exist. */
  private static Set<Place> places(OffsetDeleteRequest request, RequestContext context) {
    Set<Place> places = new TreeSet<>();
    for (OffsetDeleteRequestTopic wanted : request.topics()) {
      TopicImage topic = context.image().topic(wanted.name());
      for (OffsetDeleteRequestPartition partition : wanted.partitions()) {
        if (topic != null && topic.partition(partition.partitionIndex()) != null) {
          places.add(new Place(wanted.name(), partition.partitionIndex()));
        }
      }
    }
    return places;
  }

  private static OffsetDeleteResponse response(
      OffsetDeleteRequest request, Map<Place, ErrorCode> results) {
    return new OffsetDeleteResponse(
        ErrorCode.NONE.code(),
        0,
        request.topics().stream().map(topic -> topic(topic, results)).toList());
  }

  private static OffsetDeleteResponseTopic topic(
      OffsetDeleteRequestTopic wanted, Map<Place, ErrorCode> results) {
    List<OffsetDeleteResponsePartition> partitions =
        wanted.partitions().stream()
            .map(OffsetDeleteRequestPartition::partitionIndex)
            .map(
                index ->
                    new OffsetDeleteResponsePartition(
                        index,
                        results
                            .getOrDefault(
                                new Place(wanted.name(), index),
                                ErrorCode.UNKNOWN_TOPIC_OR_PARTITION)
                            .code()))
            .toList();
    return new OffsetDeleteResponseTopic(wanted.name(), partitions);
  }
}
