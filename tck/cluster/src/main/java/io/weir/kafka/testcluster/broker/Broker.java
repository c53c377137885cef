package io.weir.kafka.testcluster.broker;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.testcluster.controller.Controller;
import io.weir.kafka.testcluster.metadata.ClusterImage;
import io.weir.kafka.testcluster.metadata.PartitionImage;
import io.weir.kafka.testcluster.metadata.RejectedException;
import io.weir.kafka.testcluster.metadata.TopicImage;
import io.weir.kafka.testcluster.metadata.TopicPartition;
import io.weir.kafka.testcluster.metadata.WatchKey;
import io.weir.kafka.testcluster.replica.Appended;
import io.weir.kafka.testcluster.replica.Replica;
import io.weir.kafka.testcluster.storage.LogName;
import io.weir.kafka.testcluster.storage.Storage;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One broker: the replicas that it hosts, and what has advanced since someone looked.
 *
 * <p>Owned by the core's thread. A replica is opened when it is first asked for.
 */
public final class Broker {

  private final int id;
  private final Controller controller;
  private final Storage storage;

  /** Where replicas stamp a batch: one is appended at a time. */
  private final ByteBuf scratch = Unpooled.buffer();

  /** Owned by the core's thread. */
  private final Map<TopicPartition, Replica> replicas = new HashMap<>();

  /** What moved since {@link #drainAdvanced}: high watermarks; the core's thread. */
  private Set<WatchKey> advanced = new LinkedHashSet<>();

  public Broker(int id, Controller controller, Storage storage) {
    this.id = id;
    this.controller = controller;
    this.storage = storage;
  }

  public int id() {
    return id;
  }

  /** The metadata as this broker knows it. */
  public ClusterImage image() {
    return controller.image();
  }

  /**
   * Opens what this broker hosts, recovering it from storage, so that no request waits for that.
   */
  public void openReplicas() {
    for (TopicImage topic : image().topics()) {
      for (PartitionImage partition : topic.partitions()) {
        if (partition.replicas().contains(id)) {
          replica(topic, partition);
        }
      }
    }
  }

  /** The copy that this broker hosts; it must be among the partition's replicas. */
  public Replica replica(TopicImage topic, PartitionImage partition) {
    return replicas.computeIfAbsent(
        new TopicPartition(topic.id(), partition.index()),
        key ->
            new Replica(
                storage.open(new LogName(id, topic.name(), topic.id(), partition.index())),
                scratch));
  }

  /**
   * The partition, if this broker leads it.
   *
   * @param topic null if it is not known
   * @throws RejectedException with UNKNOWN_TOPIC_OR_PARTITION or NOT_LEADER_OR_FOLLOWER
   */
  public LedPartition led(@Nullable TopicImage topic, int index) {
    PartitionImage partition = topic == null ? null : topic.partition(index);
    if (topic == null || partition == null) {
      throw new RejectedException(
          ErrorCode.UNKNOWN_TOPIC_OR_PARTITION, "This server does not host this topic-partition.");
    }
    if (partition.leader() != id) {
      throw new RejectedException(
          ErrorCode.NOT_LEADER_OR_FOLLOWER,
          "Broker %d does not lead partition %s-%d: its leader is %d"
              .formatted(id, topic.name(), index, partition.leader()));
    }
    return new LedPartition(topic, partition, replica(topic, partition));
  }

  /**
   * As {@link #led}, for a client that says which leader epoch it knows (KIP-320).
   *
   * @param clientEpoch -1 if the client does not say
   * @throws RejectedException as {@link #led}, or with FENCED_LEADER_EPOCH or UNKNOWN_LEADER_EPOCH
   */
  public LedPartition led(@Nullable TopicImage topic, int index, int clientEpoch) {
    LedPartition led = led(topic, index);
    int epoch = led.partition().leaderEpoch();
    if (clientEpoch >= 0 && clientEpoch != epoch) {
      throw new RejectedException(
          clientEpoch < epoch ? ErrorCode.FENCED_LEADER_EPOCH : ErrorCode.UNKNOWN_LEADER_EPOCH,
          "The leader epoch of %s-%d is %d, not %d"
              .formatted(led.topic().name(), index, epoch, clientEpoch));
    }
    return led;
  }

  /**
   * Appends a producer's batch to a partition that this broker leads.
   *
   * @param records <em>borrowed</em>
   * @throws RejectedException as {@link Replica#append}
   */
  public Appended append(LedPartition led, @Nullable ByteBuf records, long nowMs) {
    Appended appended =
        led.replica().append(records, led.topic().settings(), led.partition().leaderEpoch(), nowMs);
    advanced.add(led.key());
    return appended;
  }

  /** What a waiting request may watch and has moved since this was last called. */
  public Set<WatchKey> drainAdvanced() {
    if (advanced.isEmpty()) {
      return Set.of();
    }
    Set<WatchKey> drained = advanced;
    advanced = new LinkedHashSet<>();
    return drained;
  }
}
