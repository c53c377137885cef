package io.weir.kafka.testcluster.broker;

import io.netty.buffer.ByteBuf;
import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.testcluster.group.GroupCoordinator;
import io.weir.kafka.testcluster.group.GroupLog;
import io.weir.kafka.testcluster.group.GroupSettings;
import io.weir.kafka.testcluster.metadata.ClusterImage;
import io.weir.kafka.testcluster.metadata.ClusterSettings;
import io.weir.kafka.testcluster.metadata.RejectedException;
import io.weir.kafka.testcluster.metadata.TopicImage;
import io.weir.kafka.testcluster.metadata.TopicPartition;
import io.weir.kafka.testcluster.metadata.WatchKey;
import io.weir.kafka.testcluster.replica.Replica;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The group coordinator of one run of a broker, and what it needs of that: its logs are the
 * broker's replicas of {@code __consumer_offsets}, its clock is the broker's.
 *
 * <p>Owned by the core's thread. A replica that advances is only noted, as it may do so within a
 * call of the coordinator; {@link #settle} passes it on.
 */
final class CoordinatedGroups implements LeadershipListener, GroupLog {

  private static final long NO_TIMER = -1;

  private final BrokerHost host;
  private final GroupCoordinator coordinator;

  /** The offsets partitions that the broker leads, by index; owned by the core's thread. */
  private final Map<Integer, Replica> led = new TreeMap<>();

  /** Partitions of which the coordinator has yet to hear; owned by the core's thread. */
  private final Set<Integer> advanced = new LinkedHashSet<>();

  /** Both: owned by the core's thread. */
  private long timer = NO_TIMER;

  private long timerAtMs = Long.MAX_VALUE;

  CoordinatedGroups(BrokerHost host, ClusterSettings settings) {
    this.host = host;
    this.coordinator = new GroupCoordinator(this, settings(settings), host.random());
  }

  private static GroupSettings settings(ClusterSettings settings) {
    return new GroupSettings(
        settings.groupInitialRebalanceDelayMs(),
        new GroupSettings.SessionTimeouts(
            settings.groupMinSessionTimeoutMs(), settings.groupMaxSessionTimeoutMs()),
        settings.groupMaxSize(),
        settings.offsetMetadataMaxBytes(),
        settings.offsetsCommitTimeoutMs(),
        new GroupSettings.Retention(
            settings.offsetsRetentionMs(), settings.offsetsRetentionCheckIntervalMs()));
  }

  GroupCoordinator coordinator() {
    return coordinator;
  }

  @Override
  public void leads(Broker broker, TopicImage topic, int partition, int leaderEpoch, long nowMs) {
    if (topic.name().equals(TopicImage.OFFSETS)) {
      TopicPartition key = new TopicPartition(topic.id(), partition);
      led.put(partition, Objects.requireNonNull(broker.replica(key)));
      coordinator.setPartitions(topic.partitions().size());
      coordinator.elected(partition, leaderEpoch, nowMs);
    }
  }

  @Override
  public void leadsNoLonger(Broker broker, TopicImage topic, int partition, long nowMs) {
    if (topic.name().equals(TopicImage.OFFSETS)) {
      coordinator.resigned(partition, nowMs);
      led.remove(partition);
    }
  }

  /** Offsets of topics that are gone go with them. */
  void imageChanged(ClusterImage before, ClusterImage after, long nowMs) {
    List<TopicImage> gone =
        before.topics().stream().filter(topic -> after.topic(topic.id()) == null).toList();
    gone.forEach(topic -> coordinator.topicDeleted(topic.name(), nowMs));
  }

  /** The replica's high watermark has moved. */
  void advanced(Replica replica) {
    int partition = replica.key().index();
    if (led.get(partition) == replica) {
      advanced.add(partition);
    }
  }

  /**
   * Lets the coordinator hear of what has advanced, and keeps its timer.
   *
   * @return the answers that it has given since the last call
   */
  Set<WatchKey> settle(long nowMs) {
    while (!advanced.isEmpty()) {
      int partition = advanced.iterator().next();
      advanced.remove(partition);
      coordinator.advanced(partition, nowMs);
    }
    keepTimer();
    return coordinator.drainCompleted();
  }

  /** A timer that fires too early does no harm; one that is too late is set anew. */
  private void keepTimer() {
    OptionalLong next = coordinator.nextDeadlineMs();
    if (next.isEmpty() || next.getAsLong() >= timerAtMs) {
      return;
    }
    if (timer != NO_TIMER) {
      host.cancel(timer);
    }
    timerAtMs = next.getAsLong();
    timer = host.schedule(timerAtMs, this::ring);
  }

  private void ring(long nowMs) {
    timer = NO_TIMER;
    timerAtMs = Long.MAX_VALUE;
    coordinator.tick(nowMs);
    keepTimer();
  }

  private Replica replica(int partition) {
    Replica replica = led.get(partition);
    if (replica == null) {
      throw new RejectedException(
          ErrorCode.NOT_LEADER_OR_FOLLOWER,
          "This broker does not lead partition " + partition + " of " + TopicImage.OFFSETS);
    }
    return replica;
  }

  @Override
  public long append(int partition, ByteBuf batch, long nowMs) {
    return replica(partition).append(batch, -1, nowMs).lastOffset() + 1;
  }

  @Override
  public long highWatermark(int partition) {
    return replica(partition).highWatermark();
  }

  @Override
  public long endOffset(int partition) {
    return replica(partition).logEndOffset();
  }

  @Override
  public void forEachBatch(int partition, Consumer<ByteBuf> reader) {
    replica(partition).log().forEachBatch(reader);
  }
}
