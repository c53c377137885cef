package io.weir.kafka.testcluster.request;

import io.weir.kafka.protocol.Api;
import io.weir.kafka.protocol.Apis;
import io.weir.kafka.protocol.DescribeLogDirsRequest;
import io.weir.kafka.protocol.DescribeLogDirsRequest.DescribableLogDirTopic;
import io.weir.kafka.protocol.DescribeLogDirsResponse;
import io.weir.kafka.protocol.DescribeLogDirsResponse.DescribeLogDirsPartition;
import io.weir.kafka.protocol.DescribeLogDirsResponse.DescribeLogDirsResult;
import io.weir.kafka.protocol.DescribeLogDirsResponse.DescribeLogDirsTopic;
import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.testcluster.metadata.TopicImage;
import io.weir.kafka.testcluster.replica.Replica;
import io.weir.kafka.testcluster.request.Outcome.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * DescribeLogDirs (35), versions 1-5 (KIP-113).
 *
 * <p>Answers the sizes of the logs that this broker hosts, of all partitions or of those that are
 * named, in one folder, which is called after the broker whether the logs lie in memory or on disk.
 *
 * <p>Left out: more than one folder, moves between folders and cordons; the room on the volume,
 * which is told as unknown (-1).
 */
public final class DescribeLogDirsHandler
    implements RequestHandler<DescribeLogDirsRequest, DescribeLogDirsResponse> {

  private static final long UNKNOWN = -1;

  @Override
  public Api<DescribeLogDirsRequest, DescribeLogDirsResponse> api() {
    return Apis.DESCRIBE_LOG_DIRS;
  }

  @Override
  public Outcome<DescribeLogDirsResponse> handle(
      DescribeLogDirsRequest request, RequestContext context) {
    DescribeLogDirsResult folder =
        new DescribeLogDirsResult(
            ErrorCode.NONE.code(),
            "/broker-" + context.broker().id(),
            topics(request, context),
            UNKNOWN,
            UNKNOWN,
            false);
    return new Reply<>(new DescribeLogDirsResponse(0, ErrorCode.NONE.code(), List.of(folder)));
  }

  private static List<DescribeLogDirsTopic> topics(
      DescribeLogDirsRequest request, RequestContext context) {
    SortedMap<String, List<DescribeLogDirsPartition>> topics = new TreeMap<>();
    for (Replica replica : context.broker().replicas()) {
      TopicImage topic = context.image().topic(replica.key().topicId());
      if (topic != null && isAskedFor(topic.name(), replica.key().index(), request)) {
        topics.computeIfAbsent(topic.name(), first -> new ArrayList<>()).add(partition(replica));
      }
    }
    return topics.entrySet().stream()
        .map(topic -> new DescribeLogDirsTopic(topic.getKey(), topic.getValue()))
        .toList();
  }

  private static boolean isAskedFor(String topic, int index, DescribeLogDirsRequest request) {
    List<DescribableLogDirTopic> wanted = request.topics();
    return wanted == null
        || wanted.stream()
            .anyMatch(each -> each.topic().equals(topic) && each.partitions().contains(index));
  }

  private static DescribeLogDirsPartition partition(Replica replica) {
    long behind = Math.max(0, replica.highWatermark() - replica.logEndOffset());
    return new DescribeLogDirsPartition(replica.key().index(), replica.bytes(), behind, false);
  }
}
