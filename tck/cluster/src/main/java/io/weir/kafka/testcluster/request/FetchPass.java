package io.weir.kafka.testcluster.request;

import io.netty.buffer.ByteBuf;
import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.protocol.FetchRequest;
import io.weir.kafka.protocol.FetchRequest.FetchPartition;
import io.weir.kafka.protocol.FetchRequest.FetchTopic;
import io.weir.kafka.protocol.FetchResponse;
import io.weir.kafka.protocol.FetchResponse.AbortedTransaction;
import io.weir.kafka.protocol.FetchResponse.EpochEndOffset;
import io.weir.kafka.protocol.FetchResponse.FetchableTopicResponse;
import io.weir.kafka.protocol.FetchResponse.LeaderIdAndEpoch;
import io.weir.kafka.protocol.FetchResponse.NodeEndpoint;
import io.weir.kafka.protocol.FetchResponse.PartitionData;
import io.weir.kafka.protocol.FetchResponse.SnapshotId;
import io.weir.kafka.testcluster.broker.LedPartition;
import io.weir.kafka.testcluster.metadata.RejectedException;
import io.weir.kafka.testcluster.metadata.TopicImage;
import io.weir.kafka.testcluster.metadata.TopicPartition;
import io.weir.kafka.testcluster.replica.Replica;
import io.weir.kafka.testcluster.request.Leaders.Leader;
import io.weir.kafka.testcluster.storage.ReadBound;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One attempt at a fetch: reads each partition in the order of the request and sums up whether that
 * is enough. Used once, on the core's thread.
 */
final class FetchPass {

  private static final int FIRST_WITH_LEADER = 12;
  private static final int FIRST_WITH_TOPIC_ID = 13;
  private static final int FIRST_WITH_REPLICA_STATE = 15;
  private static final int FIRST_WITH_ENDPOINTS = 16;
  private static final int CONSUMER = -1;
  private static final byte READ_COMMITTED = 1;

  private final FetchRequest request;
  private final RequestContext context;
  private final Leaders leaders;
  private final Collection<TopicPartition> readable = new ArrayList<>();

  /** All three: owned by the core's thread. */
  private int bytesLeft;

  private long bytesReady;
  private boolean anyError;

  FetchPass(FetchRequest request, RequestContext context) {
    this.request = request;
    this.context = context;
    this.leaders = new Leaders(context);
    this.bytesLeft = Math.max(0, request.maxBytes());
  }

  /** The response; its records are owned by the caller. */
  FetchResponse run() {
    List<FetchableTopicResponse> topics = new ArrayList<>(request.topics().size());
    for (FetchTopic wanted : request.topics()) {
      topics.add(topic(wanted));
    }
    List<NodeEndpoint> endpoints =
        context.version() >= FIRST_WITH_ENDPOINTS
            ? leaders.endpoints((id, at) -> new NodeEndpoint(id, at.host(), at.port(), null))
            : List.of();
    return new FetchResponse(0, ErrorCode.NONE.code(), 0, topics, endpoints);
  }

  /** The partitions that could be read. */
  Collection<TopicPartition> readable() {
    return readable;
  }

  /** Whether the response should not wait for more. */
  boolean isSatisfied() {
    return anyError || readable.isEmpty() || bytesReady >= request.minBytes();
  }

  private FetchableTopicResponse topic(FetchTopic wanted) {
    TopicImage topic =
        context.version() >= FIRST_WITH_TOPIC_ID
            ? context.image().topic(wanted.topicId())
            : context.image().topic(wanted.topic());
    List<PartitionData> partitions = new ArrayList<>(wanted.partitions().size());
    for (FetchPartition partition : wanted.partitions()) {
      try {
        partitions.add(partition(topic, partition));
      } catch (RejectedException e) {
        anyError = true;
        partitions.add(refused(e.error(), topic, partition.partition()));
      }
    }
    return new FetchableTopicResponse(wanted.topic(), wanted.topicId(), partitions);
  }

  private PartitionData partition(@Nullable TopicImage topic, FetchPartition wanted) {
    if (topic == null && context.version() >= FIRST_WITH_TOPIC_ID) {
      throw new RejectedException(ErrorCode.UNKNOWN_TOPIC_ID, "Unknown topic id");
    }
    LedPartition led = context.broker().led(topic, wanted.partition(), wanted.currentLeaderEpoch());
    requireConsumer();
    requireInLog(led.replica(), wanted.fetchOffset());
    readable.add(led.key());
    return data(wanted.partition(), led.replica(), read(led.replica(), wanted));
  }

  private void requireConsumer() {
    int replicaId =
        context.version() >= FIRST_WITH_REPLICA_STATE
            ? request.replicaState().replicaId()
            : request.replicaId();
    if (replicaId > CONSUMER) {
      throw new RejectedException(
          ErrorCode.REPLICA_NOT_AVAILABLE, "No partition has followers: " + replicaId);
    }
  }

  private static void requireInLog(Replica replica, long offset) {
    if (offset < replica.logStartOffset() || offset > replica.logEndOffset()) {
      throw new RejectedException(
          ErrorCode.OFFSET_OUT_OF_RANGE,
          "Offset %d is not within %d..%d"
              .formatted(offset, replica.logStartOffset(), replica.logEndOffset()));
    }
  }

  private ByteBuf read(Replica replica, FetchPartition wanted) {
    int limit = Math.max(0, Math.min(bytesLeft, wanted.partitionMaxBytes()));
    boolean first = bytesReady == 0;
    ByteBuf records = replica.read(wanted.fetchOffset(), new ReadBound(limit, first));
    int bytes = records.readableBytes();
    bytesLeft = Math.max(0, bytesLeft - bytes);
    bytesReady += bytes;
    if (bytes > 0 && bytesReady < request.minBytes()) {
      // The read stops at the end of a segment; what lies behind it counts too.
      long available = replica.log().bytesFrom(wanted.fetchOffset()) - bytes;
      bytesReady += Math.min(available, Math.max(0, limit - bytes));
    }
    return records;
  }

  private PartitionData data(int index, Replica replica, ByteBuf records) {
    long highWatermark = replica.highWatermark();
    boolean committed = request.isolationLevel() == READ_COMMITTED;
    List<AbortedTransaction> aborted = committed ? List.of() : null;
    return new PartitionData(
        index,
        ErrorCode.NONE.code(),
        highWatermark,
        highWatermark,
        replica.logStartOffset(),
        aborted,
        -1,
        records,
        EpochEndOffset.SHAPE.empty(),
        LeaderIdAndEpoch.SHAPE.empty(),
        SnapshotId.SHAPE.empty());
  }

  private PartitionData refused(ErrorCode error, @Nullable TopicImage topic, int index) {
    PartitionData refused = PartitionData.refused(index, error);
    boolean namesLeader =
        (error == ErrorCode.NOT_LEADER_OR_FOLLOWER || error == ErrorCode.FENCED_LEADER_EPOCH)
            && context.version() >= FIRST_WITH_LEADER;
    if (!namesLeader) {
      return refused;
    }
    Leader leader = leaders.of(topic, index);
    return new PartitionData(
        index,
        error.code(),
        refused.highWatermark(),
        refused.lastStableOffset(),
        refused.logStartOffset(),
        refused.abortedTransactions(),
        refused.preferredReadReplica(),
        refused.records(),
        refused.divergingEpoch(),
        new LeaderIdAndEpoch(leader.id(), leader.epoch()),
        refused.snapshotId());
  }
}
