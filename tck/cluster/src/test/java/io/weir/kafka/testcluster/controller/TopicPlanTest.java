package io.weir.kafka.testcluster.controller;

import static io.weir.kafka.testcluster.controller.ControllerFixture.TOPIC;
import static io.weir.kafka.testcluster.controller.ControllerFixture.assertRejected;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.testcluster.metadata.NewTopic;
import io.weir.kafka.testcluster.metadata.PartitionImage;
import io.weir.kafka.testcluster.metadata.TopicImage;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TopicPlanTest {

  private final ControllerFixture cluster = ControllerFixture.ofThree();

  @Test
  void leaders_and_followers_are_spread_over_the_brokers() {
    TopicImage topic = create(6, 2);

    assertThat(topic.partitions())
        .extracting(PartitionImage::leader)
        .containsExactly(1, 2, 3, 1, 2, 3);
    assertThat(topic.partitions())
        .extracting(PartitionImage::replicas)
        .containsExactly(
            List.of(1, 2),
            List.of(2, 3),
            List.of(3, 1),
            List.of(1, 3),
            List.of(2, 1),
            List.of(3, 2));
  }

  @Test
  void no_broker_holds_a_partition_twice() {
    cluster.start(4, 5);
    for (PartitionImage partition : create(40, 4).partitions()) {
      assertThat(new HashSet<>(partition.replicas())).hasSize(4);
      assertThat(partition.isr()).isEqualTo(partition.replicas());
    }
  }

  @Test
  void the_next_topic_begins_at_the_next_broker() {
    create(1, 1);

    assertThat(cluster.controller.create(NewTopic.named("more")).partitions().get(0).leader())
        .isEqualTo(2);
  }

  @Test
  void a_fenced_broker_holds_replicas_only_where_there_are_not_enough_others() {
    cluster.lose(3);

    assertThat(create(4, 2).partitions()).noneMatch(partition -> partition.replicas().contains(3));
    TopicImage full = cluster.controller.create(new NewTopic("full", 2, 3, Map.of(), Map.of()));
    assertThat(full.partitions())
        .allMatch(partition -> partition.replicas().get(2) == 3 && !partition.isr().contains(3));
  }

  @Test
  void more_replicas_than_brokers_are_refused_in_kafkas_words() {
    assertThatThrownBy(() -> create(1, 4))
        .hasMessage(
            "Unable to replicate the partition 4 time(s): The target replication factor of 4"
                + " cannot be reached because only 3 broker(s) are registered or some brokers have all their log directories cordoned.");
    assertThatThrownBy(() -> create(1, 0))
        .hasMessage("Replication factor must be larger than 0, or -1 to use the default value.");
    cluster.lose(1, 2, 3);
    assertThatThrownBy(() -> create(1, 1))
        .hasMessage(
            "Unable to replicate the partition 1 time(s): All brokers are currently fenced.");
    assertRejected(ErrorCode.INVALID_REPLICATION_FACTOR, () -> create(1, 1));
  }

  @Test
  void defaults_come_from_the_cluster() {
    ControllerFixture defaults =
        new ControllerFixture(Map.of("num.partitions", "2", "default.replication.factor", "2"));
    defaults.start(1, 2);

    TopicImage topic = defaults.controller.create(NewTopic.named(TOPIC));

    assertThat(topic.partitions()).hasSize(2).allMatch(each -> each.replicas().size() == 2);
  }

  @Test
  void an_assignment_is_followed_and_who_cannot_serve_is_not_in_the_isr() {
    cluster.lose(1);

    TopicImage topic = assign(Map.of(0, List.of(1, 2), 1, List.of(3, 1)));

    assertThat(topic.partitions().get(0).leader()).isEqualTo(2);
    assertThat(topic.partitions().get(0).isr()).containsExactly(2);
    assertThat(topic.partitions().get(1).isr()).containsExactly(3);
  }

  @Test
  void an_impossible_assignment_is_refused() {
    for (Map<Integer, List<Integer>> assignment :
        List.of(
            Map.of(0, List.<Integer>of()),
            Map.of(0, List.of(1, 1)),
            Map.of(0, List.of(9)),
            Map.of(1, List.of(1)),
            Map.of(0, List.of(1), 2, List.of(1)),
            Map.of(0, List.of(1), 1, List.of(1, 2)))) {
      assertRejected(ErrorCode.INVALID_REPLICA_ASSIGNMENT, () -> assign(assignment));
    }
    cluster.lose(1, 2);
    assertRejected(ErrorCode.INVALID_REPLICA_ASSIGNMENT, () -> assign(Map.of(0, List.of(1, 2))));
  }

  @Test
  void partitions_are_added_with_the_replication_factor_of_the_first() {
    create(2, 2);

    TopicImage grown = cluster.controller.createPartitions(TOPIC, 5, null);

    assertThat(grown.partitions()).hasSize(5).allMatch(each -> each.replicas().size() == 2);
    assertThat(grown.partitions())
        .extracting(PartitionImage::leader)
        .containsExactly(1, 2, 3, 1, 2);
    assertThat(cluster.image(TOPIC)).isEqualTo(grown);
    assertThat(grow(6, List.of(List.of(3, 1))).partitions().get(5).replicas())
        .containsExactly(3, 1);
  }

  @Test
  void partitions_cannot_be_taken_away_or_placed_impossibly() {
    create(2, 2);

    assertRejected(ErrorCode.INVALID_PARTITIONS, () -> grow(2, null));
    assertRejected(ErrorCode.INVALID_PARTITIONS, () -> grow(1, null));
    assertRejected(ErrorCode.INVALID_REPLICA_ASSIGNMENT, () -> grow(4, List.of(List.of(1, 2))));
    assertRejected(ErrorCode.INVALID_REPLICA_ASSIGNMENT, () -> grow(3, List.of(List.of(1))));
    assertRejected(
        ErrorCode.UNKNOWN_TOPIC_OR_PARTITION,
        () -> cluster.controller.createPartitions("none", 3, null));
    assertThat(cluster.image(TOPIC).partitions()).hasSize(2);
  }

  @Test
  void the_topic_of_offsets_has_no_more_replicas_than_there_are_brokers() {
    ControllerFixture one = new ControllerFixture(Map.of("offsets.topic.num.partitions", "4"));
    one.start(1);

    TopicImage offsets = one.controller.createOffsetsTopic();

    assertThat(offsets.partitions()).hasSize(4).allMatch(each -> each.replicas().size() == 1);
    assertThat(offsets.isInternal()).isTrue();
    assertThat(one.controller.createOffsetsTopic()).isEqualTo(offsets);
    assertThat(cluster.controller.createOffsetsTopic().partitions())
        .hasSize(50)
        .allMatch(each -> each.replicas().size() == 3);
  }

  @Test
  void a_deleted_topic_is_gone_and_its_id_never_comes_back() {
    TopicImage first = create(1, 1);
    cluster.controller.delete(TOPIC);

    assertThat(cluster.controller.image().topics()).isEmpty();
    TopicImage second = create(1, 1);
    assertThat(second.id()).isNotEqualTo(first.id());
    assertRejected(ErrorCode.UNKNOWN_TOPIC_ID, () -> cluster.controller.delete(first.id()));
    assertThat(cluster.controller.delete(second.id())).isEqualTo(second);
    assertRejected(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION, () -> cluster.controller.delete(TOPIC));
  }

  @Test
  void topics_stay_where_deleting_is_disabled() {
    ControllerFixture strict = new ControllerFixture(Map.of("delete.topic.enable", "false"));
    strict.start(1);
    strict.topic(1);

    assertRejected(ErrorCode.TOPIC_DELETION_DISABLED, () -> strict.controller.delete(TOPIC));
  }

  private TopicImage create(int partitions, int replicas) {
    return cluster.controller.create(new NewTopic(TOPIC, partitions, replicas, Map.of(), Map.of()));
  }

  private TopicImage assign(Map<Integer, List<Integer>> assignment) {
    return cluster.controller.create(
        new NewTopic(TOPIC, NewTopic.DEFAULT, NewTopic.DEFAULT, assignment, Map.of()));
  }

  private TopicImage grow(int count, @Nullable List<List<Integer>> assignment) {
    return cluster.controller.createPartitions(TOPIC, count, assignment);
  }
}
