package io.weir.kafka.testcluster.request;

import io.weir.kafka.protocol.Api;
import io.weir.kafka.protocol.Apis;
import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.protocol.OffsetFetchRequest;
import io.weir.kafka.protocol.OffsetFetchRequest.OffsetFetchRequestGroup;
import io.weir.kafka.protocol.OffsetFetchRequest.OffsetFetchRequestTopic;
import io.weir.kafka.protocol.OffsetFetchRequest.OffsetFetchRequestTopics;
import io.weir.kafka.protocol.OffsetFetchResponse;
import io.weir.kafka.protocol.OffsetFetchResponse.OffsetFetchResponseGroup;
import io.weir.kafka.protocol.OffsetFetchResponse.OffsetFetchResponsePartition;
import io.weir.kafka.protocol.OffsetFetchResponse.OffsetFetchResponsePartitions;
import io.weir.kafka.protocol.OffsetFetchResponse.OffsetFetchResponseTopic;
import io.weir.kafka.protocol.OffsetFetchResponse.OffsetFetchResponseTopics;
import io.weir.kafka.testcluster.group.CommittedOffset;
import io.weir.kafka.testcluster.group.Place;
import io.weir.kafka.testcluster.metadata.RejectedException;
import io.weir.kafka.testcluster.metadata.TopicImage;
import io.weir.kafka.testcluster.request.Outcome.Reply;
import io.weir.kafka.wire.Wire;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * OffsetFetch (9), versions 1-10.
 *
 * <p>Answers the replicated offsets of partitions, or without a list all of a group; what has none
 * is -1 without an error, also in a group that does not exist. From version 8 several groups at
 * once, each with its own error; from version 10 topics come by id, and of an unknown one each
 * partition is UNKNOWN_TOPIC_ID.
 *
 * <p>Left out: {@code requireStable}, as no transaction leaves an offset open; the checks of a
 * member's epoch (KIP-848).
 */
public final class OffsetFetchHandler
    implements RequestHandler<OffsetFetchRequest, OffsetFetchResponse> {

  private static final int FIRST_WITH_ERROR = 2;
  private static final int FIRST_WITH_GROUPS = 8;
  private static final int FIRST_WITH_TOPIC_ID = 10;
  private static final int NO_OFFSET = -1;

  @Override
  public Api<OffsetFetchRequest, OffsetFetchResponse> api() {
    return Apis.OFFSET_FETCH;
  }

  @Override
  public Outcome<OffsetFetchResponse> handle(OffsetFetchRequest request, RequestContext context) {
    return new Reply<>(
        context.version() >= FIRST_WITH_GROUPS
            ? ofGroups(request.groups(), context)
            : ofGroup(group(request), context));
  }

  private static OffsetFetchResponse ofGroups(
      List<OffsetFetchRequestGroup> groups, RequestContext context) {
    return new OffsetFetchResponse(
        0,
        List.of(),
        ErrorCode.NONE.code(),
        groups.stream().map(group -> answer(group, context)).toList());
  }

  /** The one group of an old request, in the newer form. */
  private static OffsetFetchRequestGroup group(OffsetFetchRequest request) {
    List<OffsetFetchRequestTopic> topics = request.topics();
    return new OffsetFetchRequestGroup(
        request.groupId(),
        null,
        -1,
        topics == null
            ? null
            : topics.stream()
                .map(
                    topic ->
                        new OffsetFetchRequestTopics(
                            topic.name(), Wire.ZERO_UUID, topic.partitionIndexes()))
                .toList());
  }

  /** Before version 2 the error of the group can only be told by its partitions. */
  private static OffsetFetchResponse ofGroup(
      OffsetFetchRequestGroup group, RequestContext context) {
    OffsetFetchResponseGroup answer = answer(group, context);
    List<OffsetFetchResponseTopic> topics = new ArrayList<>();
    for (OffsetFetchResponseTopics topic : answer.topics()) {
      topics.add(
          new OffsetFetchResponseTopic(
              topic.name(), topic.partitions().stream().map(OffsetFetchHandler::older).toList()));
    }
    boolean tellsError = context.version() >= FIRST_WITH_ERROR;
    return new OffsetFetchResponse(
        0, topics, tellsError ? answer.errorCode() : ErrorCode.NONE.code(), List.of());
  }

  private static OffsetFetchResponsePartition older(OffsetFetchResponsePartitions newer) {
    return new OffsetFetchResponsePartition(
        newer.partitionIndex(),
        newer.committedOffset(),
        newer.committedLeaderEpoch(),
        newer.metadata(),
        newer.errorCode());
  }

  private static OffsetFetchResponseGroup answer(
      OffsetFetchRequestGroup group, RequestContext context) {
    List<OffsetFetchRequestTopics> topics = group.topics();
    try {
      SortedMap<Place, CommittedOffset> committed =
          context.broker().groups().committed(group.groupId());
      return new OffsetFetchResponseGroup(
          group.groupId(),
          topics == null
              ? all(committed, context)
              : topics.stream().map(topic -> topic(topic, committed, context)).toList(),
          ErrorCode.NONE.code());
    } catch (RejectedException e) {
      return refused(group, e.error(), context);
    }
  }

  private static OffsetFetchResponseGroup refused(
      OffsetFetchRequestGroup group, ErrorCode error, RequestContext context) {
    List<OffsetFetchResponseTopics> topics = new ArrayList<>();
    if (context.version() < FIRST_WITH_ERROR && group.topics() != null) {
      for (OffsetFetchRequestTopics topic : group.topics()) {
        topics.add(
            new OffsetFetchResponseTopics(
                topic.name(),
                topic.topicId(),
                topic.partitionIndexes().stream().map(index -> without(index, error)).toList()));
      }
    }
    return new OffsetFetchResponseGroup(group.groupId(), topics, error.code());
  }

  private static OffsetFetchResponseTopics topic(
      OffsetFetchRequestTopics wanted,
      SortedMap<Place, CommittedOffset> committed,
      RequestContext context) {
    boolean byId = context.version() >= FIRST_WITH_TOPIC_ID;
    TopicImage topic = byId ? context.image().topic(wanted.topicId()) : null;
    String name = topic == null ? wanted.name() : topic.name();
    ErrorCode error = byId && topic == null ? ErrorCode.UNKNOWN_TOPIC_ID : ErrorCode.NONE;
    List<OffsetFetchResponsePartitions> partitions =
        wanted.partitionIndexes().stream()
            .map(
                index ->
                    error == ErrorCode.NONE
                        ? partition(index, committed.get(new Place(name, index)))
                        : without(index, error))
            .toList();
    return new OffsetFetchResponseTopics(wanted.name(), wanted.topicId(), partitions);
  }

  /** From version 10 a topic that is gone cannot be named, so its offsets are not told. */
  private static List<OffsetFetchResponseTopics> all(
      SortedMap<Place, CommittedOffset> committed, RequestContext context) {
    Map<String, List<OffsetFetchResponsePartitions>> byTopic = new TreeMap<>();
    committed.forEach(
        (place, offset) ->
            byTopic
                .computeIfAbsent(place.topic(), unseen -> new ArrayList<>())
                .add(partition(place.partition(), offset)));
    List<OffsetFetchResponseTopics> topics = new ArrayList<>(byTopic.size());
    byTopic.forEach(
        (name, partitions) -> {
          TopicImage topic = context.image().topic(name);
          UUID id = topic == null ? Wire.ZERO_UUID : topic.id();
          if (topic != null || context.version() < FIRST_WITH_TOPIC_ID) {
            topics.add(new OffsetFetchResponseTopics(name, id, partitions));
          }
        });
    return topics;
  }

  private static OffsetFetchResponsePartitions partition(
      int index, @Nullable CommittedOffset offset) {
    return offset == null
        ? without(index, ErrorCode.NONE)
        : new OffsetFetchResponsePartitions(
            index, offset.offset(), offset.leaderEpoch(), offset.metadata(), ErrorCode.NONE.code());
  }

  private static OffsetFetchResponsePartitions without(int index, ErrorCode error) {
    return new OffsetFetchResponsePartitions(index, NO_OFFSET, -1, "", error.code());
  }
}
