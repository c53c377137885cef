package io.weir.kafka.simulation.pipeline;

import io.netty.buffer.ByteBuf;
import io.weir.kafka.protocol.AlterPartitionReassignmentsRequest;
import io.weir.kafka.protocol.AlterPartitionReassignmentsRequest.ReassignablePartition;
import io.weir.kafka.protocol.AlterPartitionReassignmentsRequest.ReassignableTopic;
import io.weir.kafka.protocol.Api;
import io.weir.kafka.protocol.Apis;
import io.weir.kafka.protocol.CreatePartitionsRequest;
import io.weir.kafka.protocol.CreatePartitionsRequest.CreatePartitionsTopic;
import io.weir.kafka.protocol.ElectLeadersRequest;
import io.weir.kafka.protocol.Frames;
import io.weir.kafka.simulation.ClusterDriver;
import io.weir.kafka.simulation.FaultMix;
import io.weir.kafka.simulation.VirtualTime;
import io.weir.kafka.testcluster.metadata.BrokerNode;
import io.weir.kafka.testcluster.metadata.PartitionImage;
import io.weir.kafka.testcluster.metadata.TopicImage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * An administrator who changes topics while they are written to, by requests to a broker that
 * lives. Nobody looks at the answers: what has changed is seen in the cluster. One thread.
 */
final class TopicChanges {

  private static final long LONGEST_PAUSE_MS = 1_000;
  private static final long ELECTION_DELAY_MS = 300;
  private static final int TIMEOUT_MS = 5_000;
  private static final int MOST_PARTITIONS = 8;

  private final VirtualTime time;
  private final ClusterDriver cluster;
  private final FaultMix mix;
  private final RandomGenerator random;
  private final Map<String, Integer> added = new HashMap<>();

  /**
   * @param mix of {@link TopicFault}s
   */
  TopicChanges(VirtualTime time, ClusterDriver cluster, FaultMix mix, RandomGenerator random) {
    this.time = time;
    this.cluster = cluster;
    this.mix = mix;
    this.random = random;
  }

  void start() {
    afterMs(
        random.nextLong(LONGEST_PAUSE_MS) + 1,
        () -> {
          if (mix.strikes(TopicFault.LEADER_MOVED)) {
            moveLeader();
          }
          if (mix.strikes(TopicFault.PARTITION_ADDED)) {
            addPartition();
          }
          if (!mix.isHealed()) {
            start();
          }
        });
  }

  private void moveLeader() {
    TopicImage topic = any();
    int index = random.nextInt(topic.partitions().size());
    PartitionImage partition = topic.partitions().get(index);
    List<Integer> replicas = new ArrayList<>(partition.replicas());
    Collections.rotate(replicas, 1);
    ask(
        Apis.ALTER_PARTITION_REASSIGNMENTS,
        new AlterPartitionReassignmentsRequest(
            TIMEOUT_MS,
            false,
            List.of(
                new ReassignableTopic(
                    topic.name(), List.of(new ReassignablePartition(index, replicas))))));
    afterMs(ELECTION_DELAY_MS, () -> elect(topic.name(), index, partition.leaderEpoch()));
  }

  private void elect(String topic, int index, int epochBefore) {
    ask(
        Apis.ELECT_LEADERS,
        new ElectLeadersRequest(
            (byte) 0,
            List.of(new ElectLeadersRequest.TopicPartitions(topic, List.of(index))),
            TIMEOUT_MS));
    afterMs(
        ELECTION_DELAY_MS,
        () -> {
          TopicImage now = cluster.core().image().topic(topic);
          if (now != null && now.partitions().get(index).leaderEpoch() > epochBefore) {
            mix.count(TopicFault.LEADER_MOVED);
          }
        });
  }

  private void addPartition() {
    TopicImage topic = any();
    int more = topic.partitions().size() + 1;
    if (more > MOST_PARTITIONS) {
      return;
    }
    mix.count(TopicFault.PARTITION_ADDED);
    added.merge(topic.name(), 1, Integer::sum);
    ask(
        Apis.CREATE_PARTITIONS,
        new CreatePartitionsRequest(
            List.of(new CreatePartitionsTopic(topic.name(), more, null)), TIMEOUT_MS, false));
  }

  /** The partitions that were there from the start: a producer that knows the topic knows them. */
  List<Place> firstPlaces() {
    List<Place> places = new ArrayList<>();
    for (TopicImage topic : cluster.core().image().topics()) {
      int first = topic.partitions().size() - added.getOrDefault(topic.name(), 0);
      IntStream.range(0, first).forEach(index -> places.add(new Place(topic.name(), index)));
    }
    return places;
  }

  private TopicImage any() {
    List<TopicImage> topics = List.copyOf(cluster.core().image().topics());
    return topics.get(random.nextInt(topics.size()));
  }

  private <Q extends Record> void ask(Api<Q, ?> api, Q request) {
    List<BrokerNode> live = List.copyOf(cluster.core().image().liveBrokers());
    if (live.isEmpty() || !cluster.core().isRunning(live.get(0).id())) {
      return;
    }
    ByteBuf frame =
        Frames.writeRequest(
            api, api.header(api.highestStable(), 0, "administrator"), request, cluster.allocator());
    frame.skipBytes(Integer.BYTES);
    Reader reader = new Reader();
    reader.connection = cluster.connect(live.get(0).id(), reader);
    cluster.receive(reader.connection, frame);
  }

  private void afterMs(long delayMs, Runnable task) {
    time.after(TimeUnit.MILLISECONDS.toNanos(delayMs), task);
  }

  /** Leaves when it was answered. */
  private final class Reader implements ClusterDriver.ClientEnd {

    private long connection;

    @Override
    public void received(ByteBuf frame) {
      time.after(0, () -> cluster.disconnect(connection));
    }

    @Override
    public void closed() {
      // The request may be lost, as that of any administrator.
    }
  }
}
