package io.weir.kafka.testcluster.request;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.protocol.FetchRequest;
import io.weir.kafka.protocol.FetchRequest.FetchPartition;
import io.weir.kafka.protocol.FetchRequest.FetchTopic;
import io.weir.kafka.protocol.FetchResponse;
import io.weir.kafka.protocol.FetchResponse.AbortedTransaction;
import io.weir.kafka.protocol.FetchResponse.EpochEndOffset;
import io.weir.kafka.protocol.FetchResponse.FetchableTopicResponse;
import io.weir.kafka.protocol.FetchResponse.PartitionData;
import io.weir.kafka.protocol.FetchResponse.SnapshotId;
import io.weir.kafka.protocol.LeaderIdAndEpoch;
import io.weir.kafka.protocol.NodeEndpoint;
import io.weir.kafka.testcluster.broker.HighWatermarkOf;
import io.weir.kafka.testcluster.broker.LedPartition;
import io.weir.kafka.testcluster.broker.LogEndOf;
import io.weir.kafka.testcluster.metadata.FollowerFetch;
import io.weir.kafka.testcluster.metadata.RejectedException;
import io.weir.kafka.testcluster.metadata.TopicImage;
import io.weir.kafka.testcluster.metadata.WatchKey;
import io.weir.kafka.testcluster.replica.Replica;
import io.weir.kafka.testcluster.storage.EpochEnd;
import io.weir.kafka.testcluster.storage.ReadBound;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One attempt at a fetch: reads each partition in the order of the request and sums up whether that
 * is enough. Used once, on the core's thread.
 *
 * <p>As in a real broker, a follower's first attempt tells the leader how far the follower is,
 * after the read: so the high watermark in a response is the one from before.
 */
final class FetchPass {

  private static final int FIRST_WITH_LEADER = 12;
  private static final int FIRST_WITH_TOPIC_ID = 13;
  private static final int FIRST_WITH_REPLICA_STATE = 15;
  private static final int FIRST_WITH_ENDPOINTS = 16;
  private static final int CONSUMER = -1;
  private static final int NO_EPOCH = -1;
  private static final byte READ_COMMITTED = 1;

  /** Whether a follower's progress is noted. */
  enum Attempt {
    FIRST,
    LATER
  }

  private final FetchRequest request;
  private final RequestContext context;
  private final Attempt attempt;
  private final int follower;
  private final Leaders leaders;
  private final Collection<WatchKey> readable = new ArrayList<>();

  /** All three: owned by the core's thread. */
  private int bytesLeft;

  private long bytesReady;
  private boolean answerNow;

  FetchPass(FetchRequest request, RequestContext context, Attempt attempt) {
    this.request = request;
    this.context = context;
    this.attempt = attempt;
    this.follower =
        context.version() >= FIRST_WITH_REPLICA_STATE
            ? request.replicaState().replicaId()
            : request.replicaId();
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
        context.version() >= FIRST_WITH_ENDPOINTS ? leaders.endpoints() : List.of();
    return new FetchResponse(0, ErrorCode.NONE.code(), 0, topics, endpoints);
  }

  /** What to watch of the partitions that could be read. */
  Collection<WatchKey> readable() {
    return readable;
  }

  /** Whether the response should not wait for more. */
  boolean isSatisfied() {
    return answerNow || readable.isEmpty() || bytesReady >= request.minBytes();
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
        answerNow = true;
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
    requireAssigned(led, wanted);
    EpochEndOffset diverging = divergence(led.replica(), wanted);
    if (diverging == null) {
      requireInLog(led.replica(), wanted.fetchOffset());
    }
    readable.add(isFollower() ? new LogEndOf(led.key()) : new HighWatermarkOf(led.key()));
    if (diverging != null) {
      answerNow = true;
      return data(wanted.partition(), led.replica(), Unpooled.EMPTY_BUFFER, diverging);
    }
    ByteBuf records = read(led.replica(), wanted);
    PartitionData data =
        data(wanted.partition(), led.replica(), records, EpochEndOffset.SHAPE.empty());
    noteProgress(led.replica(), wanted);
    return data;
  }

  private boolean isFollower() {
    return follower > CONSUMER;
  }

  private void requireAssigned(LedPartition led, FetchPartition wanted) {
    if (isFollower() && led.leading().follower(follower) == null) {
      // With the right epoch, the leader has not heard yet that the follower was added.
      throw new RejectedException(
          wanted.currentLeaderEpoch() == NO_EPOCH
              ? ErrorCode.NOT_LEADER_OR_FOLLOWER
              : ErrorCode.UNKNOWN_LEADER_EPOCH,
          "Broker " + follower + " has no replica of this partition");
    }
  }

  /** Where the reader's log stops to be this one; null if it is, or the reader does not ask. */
  private static @Nullable EpochEndOffset divergence(Replica replica, FetchPartition wanted) {
    if (wanted.lastFetchedEpoch() < 0) {
      return null;
    }
    EpochEnd end = replica.log().endOffsetFor(wanted.lastFetchedEpoch());
    if (!end.isKnown() || wanted.fetchOffset() < replica.logStartOffset()) {
      throw outOfRange(replica, wanted.fetchOffset());
    }
    boolean diverges =
        end.epoch() < wanted.lastFetchedEpoch() || end.endOffset() < wanted.fetchOffset();
    return diverges ? new EpochEndOffset(end.epoch(), end.endOffset()) : null;
  }

  private static void requireInLog(Replica replica, long offset) {
    if (offset < replica.logStartOffset() || offset > replica.logEndOffset()) {
      throw outOfRange(replica, offset);
    }
  }

  private static RejectedException outOfRange(Replica replica, long offset) {
    return new RejectedException(
        ErrorCode.OFFSET_OUT_OF_RANGE,
        "Offset %d is not within %d..%d"
            .formatted(offset, replica.logStartOffset(), replica.logEndOffset()));
  }

  private void noteProgress(Replica replica, FetchPartition wanted) {
    if (isFollower() && attempt == Attempt.FIRST) {
      long brokerEpoch =
          context.version() >= FIRST_WITH_REPLICA_STATE
              ? request.replicaState().replicaEpoch()
              : NO_EPOCH;
      replica.fetchedBy(
          new FollowerFetch(follower, brokerEpoch, wanted.fetchOffset(), wanted.logStartOffset()),
          context.nowMs());
    }
  }

  private ByteBuf read(Replica replica, FetchPartition wanted) {
    int limit = Math.max(0, Math.min(bytesLeft, wanted.partitionMaxBytes()));
    boolean first = bytesReady == 0;
    ReadBound bound = new ReadBound(limit, first);
    ByteBuf records =
        isFollower()
            ? replica.readToEnd(wanted.fetchOffset(), bound)
            : replica.read(wanted.fetchOffset(), bound);
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

  private PartitionData data(
      int index, Replica replica, ByteBuf records, EpochEndOffset diverging) {
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
        diverging,
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
        leaders.of(topic, index),
        refused.snapshotId());
  }
}
