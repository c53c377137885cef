package io.weir.kafka.testcluster.controller;

import static io.weir.kafka.testcluster.controller.ControllerFixture.TOPIC;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.kafka.testcluster.metadata.ClusterImage;
import io.weir.kafka.testcluster.metadata.PartitionImage;
import io.weir.kafka.testcluster.metadata.RegisteredBroker;
import io.weir.kafka.testcluster.metadata.RejectedException;
import io.weir.kafka.testcluster.metadata.ReplicationRules.Election;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Whatever brokers and administrators ask, in whatever order, the controller's rules hold. */
class ControllerPropertyTest {

  private static final int BROKERS = 4;
  private static final int STEPS = 60;

  @Property(tries = 300)
  void every_history_keeps_the_rules(@ForAll long seed, @ForAll @IntRange(max = 1) int unclean) {
    History history = new History(seed, unclean == 1);
    for (int i = 0; i < STEPS; i++) {
      history.step();
    }
  }

  /** One run: what happens is drawn from the seed, and looked at after each step. */
  private static final class History {

    private final SplittableRandom random;
    private final boolean unclean;
    private final ControllerFixture cluster = new ControllerFixture(Map.of());
    private ClusterImage before;

    /** The ISR that this step's proposal asks for: a leader that shuts down hands over to it. */
    private List<Integer> proposed = List.of();

    History(long seed, boolean unclean) {
      this.random = new SplittableRandom(seed);
      this.unclean = unclean;
      cluster.start(IntStream.rangeClosed(1, BROKERS).toArray());
      cluster.topic(Map.of("unclean.leader.election.enable", Boolean.toString(unclean)), 1, 2, 3);
      before = cluster.controller.image();
    }

    void step() {
      boolean restarted = random.nextInt(20) == 0;
      proposed = List.of();
      try {
        if (restarted) {
          cluster.restart();
        } else {
          act(1 + random.nextInt(BROKERS));
        }
      } catch (RejectedException refused) {
        assertThat(cluster.controller.image()).isSameAs(before);
      }
      check(restarted);
      before = cluster.controller.image();
    }

    private void act(int broker) {
      switch (random.nextInt(9)) {
        case 0 -> cluster.register(broker);
        case 1, 2 -> cluster.serve(broker);
        case 3 -> cluster.shutDown(broker);
        case 4 -> {
          cluster.nowMs += random.nextInt(9000);
          cluster.controller.tick(cluster.nowMs);
        }
        case 5, 6 -> propose();
        case 7 ->
            cluster.controller.electLeader(
                TOPIC, 0, random.nextBoolean() ? Election.PREFERRED : Election.UNCLEAN);
        default ->
            cluster.controller.reassign(TOPIC, 0, random.nextInt(3) == 0 ? null : someBrokers());
      }
    }

    private void propose() {
      PartitionImage partition = cluster.partition();
      proposed = someBrokers();
      cluster.controller.handle(
          cluster.proposal(
              random.nextInt(3) == 0 ? 1 + random.nextInt(BROKERS) : partition.leader(),
              partition.leaderEpoch() - random.nextInt(2),
              partition.partitionEpoch() - random.nextInt(2),
              proposed.toArray(Integer[]::new)),
          cluster.nowMs);
    }

    private List<Integer> someBrokers() {
      List<Integer> brokers = new ArrayList<>();
      int count = 1 + random.nextInt(3);
      for (int i = 0; i < count; i++) {
        brokers.add(1 + random.nextInt(BROKERS));
      }
      return brokers.stream().distinct().toList();
    }

    private void check(boolean restarted) {
      ClusterImage image = cluster.controller.image();
      PartitionImage now = cluster.partition();
      PartitionImage then = before.topics().iterator().next().partitions().get(0);
      assertThat(image.version()).isGreaterThanOrEqualTo(before.version());
      assertThat(now.isr()).isNotEmpty().doesNotHaveDuplicates().isSubsetOf(now.replicas());
      assertThat(now.leaderEpoch()).isGreaterThanOrEqualTo(then.leaderEpoch());
      if (!now.equals(then)) {
        assertThat(now.partitionEpoch()).isGreaterThan(then.partitionEpoch());
      }
      checkLeader(now, then, image);
      checkEpochs(image);
      if (restarted) {
        assertThat(now.isr()).isEqualTo(then.isr());
      }
    }

    private void checkLeader(PartitionImage now, PartitionImage then, ClusterImage image) {
      if (now.leader() != then.leader()) {
        assertThat(now.leaderEpoch()).isGreaterThan(then.leaderEpoch());
      }
      if (now.hasLeader()) {
        assertThat(now.isr()).contains(now.leader());
        assertThat(image.isEligible(now.leader())).as("%s leads", now.leader()).isTrue();
        if (!unclean && then.hasLeader()) {
          assertThat(Stream.concat(then.isr().stream(), proposed.stream())).contains(now.leader());
        }
      }
    }

    private void checkEpochs(ClusterImage image) {
      for (RegisteredBroker broker : before.brokers()) {
        RegisteredBroker now = image.broker(broker.id());
        assertThat(now).isNotNull();
        assertThat(now.epoch()).isGreaterThanOrEqualTo(broker.epoch());
      }
    }
  }
}
