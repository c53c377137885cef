package io.weir.kafka.testcluster.request;

import io.weir.kafka.protocol.Api;
import io.weir.kafka.protocol.Apis;
import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.protocol.OffsetCommitRequest;
import io.weir.kafka.protocol.OffsetCommitRequest.OffsetCommitRequestPartition;
import io.weir.kafka.protocol.OffsetCommitRequest.OffsetCommitRequestTopic;
import io.weir.kafka.protocol.OffsetCommitResponse;
import io.weir.kafka.protocol.OffsetCommitResponse.OffsetCommitResponsePartition;
import io.weir.kafka.protocol.OffsetCommitResponse.OffsetCommitResponseTopic;
import io.weir.kafka.testcluster.group.Caller;
import io.weir.kafka.testcluster.group.Commit;
import io.weir.kafka.testcluster.group.CommittedOffset;
import io.weir.kafka.testcluster.group.Pending;
import io.weir.kafka.testcluster.group.Place;
import io.weir.kafka.testcluster.metadata.RejectedException;
import io.weir.kafka.testcluster.metadata.TopicImage;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * OffsetCommit (8), versions 2-10.
 *
 * <p>Stores offsets of partitions that exist and answers when they are replicated; of others,
 * UNKNOWN_TOPIC_OR_PARTITION, or from version 10, in which topics come by id, UNKNOWN_TOPIC_ID. A
 * member commits in its generation; whoever assigns itself its partitions, and an administrator,
 * commit while the group has no members. A member of a group that does not exist hears
 * GROUP_ID_NOT_FOUND, before version 9 ILLEGAL_GENERATION. Up to version 4 the request may say how
 * long its offsets are to be kept.
 *
 * <p>Left out: members of the newer protocol (KIP-848).
 */
public final class OffsetCommitHandler
    implements RequestHandler<OffsetCommitRequest, OffsetCommitResponse> {

  private static final int FIRST_WITH_GROUP_ID_NOT_FOUND = 9;
  private static final int FIRST_WITH_TOPIC_ID = 10;

  @Override
  public Api<OffsetCommitRequest, OffsetCommitResponse> api() {
    return Apis.OFFSET_COMMIT;
  }

  @Override
  public Outcome<OffsetCommitResponse> handle(OffsetCommitRequest request, RequestContext context) {
    Pending<Map<Place, ErrorCode>> pending = commit(request, context);
    return new GroupAnswers<>(
            List.of(pending), () -> response(request, context, pending.answer().orElseThrow()))
        .outcome();
  }

  private static Pending<Map<Place, ErrorCode>> commit(
      OffsetCommitRequest request, RequestContext context) {
    SortedMap<Place, CommittedOffset> offsets = offsets(request, context);
    Commit commit =
        new Commit(
            request.groupId(),
            new Caller(request.memberId(), request.groupInstanceId()),
            request.generationIdOrMemberEpoch(),
            offsets);
    try {
      return context.broker().groups().commit(commit, context.nowMs());
    } catch (RejectedException e) {
      Map<Place, ErrorCode> refused = new TreeMap<>();
      ErrorCode error = told(e.error(), context.version());
      offsets.keySet().forEach(place -> refused.put(place, error));
      return Pending.of(refused);
    }
  }

  private static ErrorCode told(ErrorCode error, int version) {
    return error == ErrorCode.GROUP_ID_NOT_FOUND && version < FIRST_WITH_GROUP_ID_NOT_FOUND
        ? ErrorCode.ILLEGAL_GENERATION
        : error;
  }

  /** The offsets of partitions that exist. */
  private static SortedMap<Place, CommittedOffset> offsets(
      OffsetCommitRequest request, RequestContext context) {
    SortedMap<Place, CommittedOffset> offsets = new TreeMap<>();
    long keptMs = request.retentionTimeMs();
    long expiresAtMs = keptMs < 0 ? CommittedOffset.NO_EXPIRY : context.nowMs() + keptMs;
    for (OffsetCommitRequestTopic wanted : request.topics()) {
      TopicImage topic = topic(wanted, context);
      for (OffsetCommitRequestPartition partition : wanted.partitions()) {
        if (topic != null && topic.partition(partition.partitionIndex()) != null) {
          offsets.put(
              new Place(topic.name(), partition.partitionIndex()),
              new CommittedOffset(
                  partition.committedOffset(),
                  partition.committedLeaderEpoch(),
                  Objects.requireNonNullElse(partition.committedMetadata(), ""),
                  context.nowMs(),
                  expiresAtMs,
                  wanted.topicId()));
        }
      }
    }
    return offsets;
  }

  private static @Nullable TopicImage topic(
      OffsetCommitRequestTopic wanted, RequestContext context) {
    return context.version() >= FIRST_WITH_TOPIC_ID
        ? context.image().topic(wanted.topicId())
        : context.image().topic(wanted.name());
  }

  private static OffsetCommitResponse response(
      OffsetCommitRequest request, RequestContext context, Map<Place, ErrorCode> results) {
    return new OffsetCommitResponse(
        0, request.topics().stream().map(topic -> topic(topic, context, results)).toList());
  }

  private static OffsetCommitResponseTopic topic(
      OffsetCommitRequestTopic wanted, RequestContext context, Map<Place, ErrorCode> results) {
    TopicImage topic = topic(wanted, context);
    ErrorCode ifUnknown =
        topic == null && context.version() >= FIRST_WITH_TOPIC_ID
            ? ErrorCode.UNKNOWN_TOPIC_ID
            : ErrorCode.UNKNOWN_TOPIC_OR_PARTITION;
    String name = topic == null ? wanted.name() : topic.name();
    List<OffsetCommitResponsePartition> partitions =
        wanted.partitions().stream()
            .map(OffsetCommitRequestPartition::partitionIndex)
            .map(
                index ->
                    new OffsetCommitResponsePartition(
                        index, results.getOrDefault(new Place(name, index), ifUnknown).code()))
            .toList();
    return new OffsetCommitResponseTopic(wanted.name(), wanted.topicId(), partitions);
  }
}
