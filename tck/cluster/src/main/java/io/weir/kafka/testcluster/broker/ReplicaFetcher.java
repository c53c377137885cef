package io.weir.kafka.testcluster.broker;

import io.netty.buffer.ByteBuf;
import io.weir.kafka.protocol.Api;
import io.weir.kafka.protocol.Apis;
import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.protocol.FetchResponse;
import io.weir.kafka.protocol.FetchResponse.EpochEndOffset;
import io.weir.kafka.protocol.FetchResponse.FetchableTopicResponse;
import io.weir.kafka.protocol.FetchResponse.PartitionData;
import io.weir.kafka.protocol.Frames;
import io.weir.kafka.protocol.ListOffsetsResponse;
import io.weir.kafka.protocol.ListOffsetsResponse.ListOffsetsPartitionResponse;
import io.weir.kafka.protocol.ListOffsetsResponse.ListOffsetsTopicResponse;
import io.weir.kafka.protocol.RequestHeader;
import io.weir.kafka.testcluster.broker.FollowedPartition.Phase;
import io.weir.kafka.testcluster.metadata.ClusterSettings;
import io.weir.kafka.testcluster.metadata.RejectedException;
import io.weir.kafka.testcluster.metadata.TopicPartition;
import io.weir.kafka.testcluster.replica.Replica;
import io.weir.kafka.testcluster.replica.Replica.LeaderOffsets;
import io.weir.kafka.testcluster.storage.EpochEnd;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Copies from one leader all that this broker follows there: asks, appends what comes, asks again.
 *
 * <p>Owned by the core's thread. At most one request is under way, to which the leader may take its
 * time. When partitions come or go, the connection is closed with what is under way and a new
 * request is sent: a real broker waits for the response, up to {@code replica.fetch.wait.max.ms}.
 *
 * <p>A partition that the leader refuses is left out for {@code replica.fetch.backoff.ms}; a lost
 * connection counts as a refusal of all.
 */
final class ReplicaFetcher implements PeerLink.Listener {

  /** Kafka's default of {@code replica.socket.timeout.ms}. */
  private static final long RESPONSE_TIMEOUT_MS = 30_000;

  private static final long NO_TIMER = -1;

  /** A request whose response has not come. */
  private record Pending(Api<?, ?> api, RequestHeader header, long deadlineMs) {}

  private final int leader;
  private final BrokerHost host;
  private final FetcherRequests requests;
  private final ClusterSettings settings;

  /** In the order in which they came; owned by the core's thread. */
  private final Map<TopicPartition, FollowedPartition> followed = new LinkedHashMap<>();

  /** All below: owned by the core's thread. */
  private @Nullable PeerLink link;

  private @Nullable Pending pending;
  private int nextCorrelation = 1;
  private long retryTimer = NO_TIMER;
  private long watchdog = NO_TIMER;

  ReplicaFetcher(int leader, BrokerHost host, FetcherRequests requests, ClusterSettings settings) {
    this.leader = leader;
    this.host = host;
    this.requests = requests;
    this.settings = settings;
  }

  /** Takes effect with {@link #restart}. */
  void add(FollowedPartition partition) {
    followed.put(partition.key(), partition);
  }

  /**
   * Takes effect with {@link #restart}.
   *
   * @return whether it was here
   */
  boolean remove(TopicPartition partition) {
    return followed.remove(partition) != null;
  }

  /** The partitions have changed: what is under way does not know of it. */
  void restart(long nowMs) {
    if (pending != null) {
      hangUp(nowMs);
    }
    next(nowMs);
  }

  private void hangUp(long nowMs) {
    pending = null;
    if (link != null) {
      link.close(nowMs);
      link = null;
    }
  }

  private void next(long nowMs) {
    stopRetryTimer();
    if (pending != null || followed.isEmpty()) {
      return;
    }
    for (Phase phase : List.of(Phase.ASKING_END, Phase.ASKING_START, Phase.FETCHING)) {
      List<FollowedPartition> due =
          followed.values().stream().filter(each -> each.isDue(phase, nowMs)).toList();
      if (!due.isEmpty()) {
        ask(phase, due, nowMs);
        return;
      }
    }
    long earliestMs =
        followed.values().stream().mapToLong(FollowedPartition::notBeforeMs).min().orElseThrow();
    retryTimer = host.schedule(earliestMs, this::retry);
  }

  private void retry(long nowMs) {
    retryTimer = NO_TIMER;
    next(nowMs);
  }

  private void stopRetryTimer() {
    if (retryTimer != NO_TIMER) {
      host.cancel(retryTimer);
      retryTimer = NO_TIMER;
    }
  }

  private void ask(Phase phase, List<FollowedPartition> due, long nowMs) {
    switch (phase) {
      case FETCHING -> send(Apis.FETCH, requests.fetch(due), nowMs);
      case ASKING_END -> send(Apis.LIST_OFFSETS, requests.endOffsets(due), nowMs);
      case ASKING_START -> send(Apis.LIST_OFFSETS, requests.startOffsets(due), nowMs);
    }
  }

  private <Q extends Record> void send(Api<Q, ?> api, Q request, long nowMs) {
    RequestHeader header =
        api.header(api.highestStable(), nextCorrelation++, requests.clientId(leader));
    PeerLink open = link == null ? host.connect(leader, this) : link;
    link = open;
    pending = new Pending(api, header, nowMs + RESPONSE_TIMEOUT_MS);
    if (watchdog == NO_TIMER) {
      watchdog = host.schedule(nowMs + RESPONSE_TIMEOUT_MS, this::watch);
    }
    open.send(Frames.writeRequest(api, header, request, host.allocator()), nowMs);
  }

  /** One timer for all requests: it looks after the one that is under way when it fires. */
  private void watch(long nowMs) {
    watchdog = NO_TIMER;
    if (pending == null) {
      return;
    }
    if (pending.deadlineMs <= nowMs) {
      hangUp(nowMs);
      backOffAll(nowMs);
      next(nowMs);
    } else {
      watchdog = host.schedule(pending.deadlineMs, this::watch);
    }
  }

  @Override
  public void disconnected(long nowMs) {
    pending = null;
    link = null;
    backOffAll(nowMs);
    next(nowMs);
  }

  private void backOffAll(long nowMs) {
    followed.values().forEach(each -> backOff(each, nowMs));
  }

  private void backOff(FollowedPartition partition, long nowMs) {
    partition.backOff(nowMs + settings.replicaFetchBackoffMs());
  }

  @Override
  public void received(ByteBuf frame, long nowMs) {
    Pending answered = pending;
    if (answered == null) {
      return;
    }
    pending = null;
    if (answered.api == Apis.FETCH) {
      take(Frames.readResponse(Apis.FETCH, answered.header, frame), nowMs);
    } else {
      take(Frames.readResponse(Apis.LIST_OFFSETS, answered.header, frame), nowMs);
    }
    next(nowMs);
  }

  private void take(FetchResponse response, long nowMs) {

    if (response.error() != ErrorCode.NONE) {
      backOffAll(nowMs);
      return;
    }
    for (FetchableTopicResponse topic : response.responses()) {
      for (PartitionData data : topic.partitions()) {
        FollowedPartition partition =
            followed.get(new TopicPartition(topic.topicId(), data.partitionIndex()));
        if (partition != null) {
          take(partition, data, nowMs);
        }
      }
    }
  }

  private void take(FollowedPartition partition, PartitionData data, long nowMs) {
    EpochEndOffset diverging = data.divergingEpoch();
    if (data.error() == ErrorCode.OFFSET_OUT_OF_RANGE) {
      partition.enter(Phase.ASKING_END);
    } else if (data.error() != ErrorCode.NONE) {
      backOff(partition, nowMs);
    } else if (diverging.epoch() >= 0) {
      truncate(partition, new EpochEnd(diverging.epoch(), diverging.endOffset()), nowMs);
    } else if (data.records() != null) {
      copy(partition, data, data.records(), nowMs);
    }
  }

  private void truncate(FollowedPartition partition, EpochEnd leaders, long nowMs) {
    Replica replica = partition.replica();
    long endOffset = replica.logEndOffset();
    int epoch = replica.log().latestEpoch();
    replica.truncateToMatch(leaders);
    if (replica.logEndOffset() == endOffset && replica.log().latestEpoch() == epoch) {
      // The same question would get the same answer.
      backOff(partition, nowMs);
    }
  }

  private void copy(FollowedPartition partition, PartitionData data, ByteBuf records, long nowMs) {
    try {
      LeaderOffsets offsets = new LeaderOffsets(data.highWatermark(), data.logStartOffset());
      partition.replica().copy(records, offsets, nowMs);
    } catch (RejectedException e) {
      backOff(partition, nowMs);
    }
  }

  private void take(ListOffsetsResponse response, long nowMs) {
    for (ListOffsetsTopicResponse topic : response.topics()) {
      for (ListOffsetsPartitionResponse answer : topic.partitions()) {
        followed.values().stream()
            .filter(each -> each.topic().equals(topic.name()))
            .filter(each -> each.key().index() == answer.partitionIndex())
            .findFirst()
            .ifPresent(partition -> take(partition, answer, nowMs));
      }
    }
  }

  private void take(FollowedPartition partition, ListOffsetsPartitionResponse answer, long nowMs) {
    Replica replica = partition.replica();
    if (answer.error() != ErrorCode.NONE) {
      backOff(partition, nowMs);
    } else if (partition.phase() == Phase.ASKING_END) {
      takeEnd(partition, answer.offset());
    } else if (partition.phase() == Phase.ASKING_START) {
      if (answer.offset() > replica.logEndOffset()) {
        replica.restartAt(answer.offset());
      }
      partition.enter(Phase.FETCHING);
    }
  }

  private static void takeEnd(FollowedPartition partition, long leadersEnd) {
    if (leadersEnd < partition.replica().logEndOffset()) {
      // The leader was elected from outside the ISR: it never had what follows.
      partition.replica().truncateTo(leadersEnd);
      partition.enter(Phase.FETCHING);
    } else {
      partition.enter(Phase.ASKING_START);
    }
  }
}
