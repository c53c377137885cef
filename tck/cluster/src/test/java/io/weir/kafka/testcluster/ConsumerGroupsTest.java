package io.weir.kafka.testcluster;

import static io.weir.kafka.testcluster.GroupClients.TOPIC;
import static io.weir.kafka.testcluster.GroupClients.expected;
import static io.weir.kafka.testcluster.GroupClients.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.weir.kafka.testcluster.GroupClients.Member;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Referee: real KafkaConsumers that subscribe, with their defaults where nothing else is said. */
@Timeout(120)
class ConsumerGroupsTest {

  private static final Map<String, Object> SHORT_SESSION =
      Map.of(
          ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 1000,
          ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 200);

  private static final Map<String, Object> QUICK_HEARTBEAT =
      Map.of(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 100);

  @Test
  void several_consumers_share_the_partitions_by_range_and_read_each_record_once() {
    try (TestCluster cluster = GroupClients.cluster(3, 6).start();
        GroupClients group = new GroupClients(cluster)) {
      Member ada = group.join("ada", QUICK_HEARTBEAT);
      Member ben = group.join("ben", QUICK_HEARTBEAT);
      Member cleo = group.join("cleo", QUICK_HEARTBEAT);
      group.pollUntil(
          "two each", () -> group.shares().stream().allMatch(share -> share.size() == 2));

      group.produce(20, 6);
      group.pollUntilRead(120);

      assertThat(group.shares())
          .containsExactlyInAnyOrder(List.of(0, 1), List.of(2, 3), List.of(4, 5));
      assertThat(values(ada, ben, cleo)).containsExactlyInAnyOrderElementsOf(expected(20, 6));
    }
  }

  @Test
  void a_group_rebalances_when_someone_joins_leaves_or_dies() {
    try (TestCluster cluster = GroupClients.cluster(1, 4).start();
        GroupClients group = new GroupClients(cluster)) {
      Member ada = group.join("a", SHORT_SESSION);
      group.pollUntilShared(List.of(List.of(0, 1, 2, 3)));

      Member ben = group.join("b", SHORT_SESSION);
      group.pollUntilShared(List.of(List.of(0, 1), List.of(2, 3)));

      ben.leave();
      group.pollUntilShared(List.of(List.of(0, 1, 2, 3)));

      Member cleo = group.join("c", SHORT_SESSION);
      group.pollUntilShared(List.of(List.of(0, 1), List.of(2, 3)));
      cleo.crash();
      group.pollUntilShared(List.of(List.of(0, 1, 2, 3)));

      assertThat(ada.events)
          .containsExactly(
              "assigned [0, 1, 2, 3]",
              "revoked [0, 1, 2, 3]",
              "assigned [0, 1]",
              "revoked [0, 1]",
              "assigned [0, 1, 2, 3]",
              "revoked [0, 1, 2, 3]",
              "assigned [0, 1]",
              "revoked [0, 1]",
              "assigned [0, 1, 2, 3]");
    }
  }

  @Test
  void another_consumer_resumes_where_the_group_has_committed() {
    try (TestCluster cluster = GroupClients.cluster(1, 2).start();
        GroupClients group = new GroupClients(cluster)) {
      group.produce(10, 2);
      Member first = group.join("first");
      group.pollUntilRead(20);
      first.consumer.commitSync();
      first.leave();
      group.produce(5, 2);

      Member second = group.join("second");
      group.pollUntilRead(10);

      assertThat(second.values).containsExactlyInAnyOrderElementsOf(expected(5, 2));
      assertThat(second.committed(2)).isEqualTo(Map.of(0, 10L, 1, 10L));
    }
  }

  @Test
  void offsets_are_committed_now_and_then_without_asking() {
    try (TestCluster cluster = GroupClients.cluster(1, 1).start();
        GroupClients group = new GroupClients(cluster)) {
      group.produce(10, 1);
      Member member =
          group.join(
              "auto",
              Map.of(
                  ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                  true,
                  ConsumerConfig.AUTO_COMMIT_INTERVAL_MS_CONFIG,
                  50));

      group.pollUntil("committed", () -> member.committed(1).equals(Map.of(0, 10L)));
    }
  }

  @Test
  void a_commit_carries_its_text_and_its_leader_epoch() {
    try (TestCluster cluster = GroupClients.cluster(1, 1).start();
        GroupClients group = new GroupClients(cluster)) {
      group.produce(10, 1);
      Member member = group.join("a");
      group.pollUntilRead(10);
      TopicPartition partition = new TopicPartition(TOPIC, 0);
      OffsetAndMetadata offset = new OffsetAndMetadata(7, Optional.of(0), "half way through");
      AtomicReference<Object> done = new AtomicReference<>("not yet");

      member.consumer.commitAsync(
          Map.of(partition, offset), (offsets, error) -> done.set(error == null ? offsets : error));
      group.pollUntil("committed", () -> !done.get().equals("not yet"));

      assertThat(done.get()).isEqualTo(Map.of(partition, offset));
      assertThat(member.consumer.committed(Set.of(partition))).containsEntry(partition, offset);
    }
  }

  @Test
  void a_member_seeks_and_pauses() {
    try (TestCluster cluster = GroupClients.cluster(1, 2).start();
        GroupClients group = new GroupClients(cluster)) {
      group.produce(3, 2);
      Member member = group.join("a");
      group.pollUntilRead(6);
      member.values.clear();

      member.consumer.pause(List.of(new TopicPartition(TOPIC, 0)));
      member.consumer.seek(new TopicPartition(TOPIC, 0), 0);
      member.consumer.seek(new TopicPartition(TOPIC, 1), 1);
      group.pollUntilRead(2);
      assertThat(member.values).containsExactly("1-1", "1-2");

      member.consumer.resume(List.of(new TopicPartition(TOPIC, 0)));
      group.pollUntilRead(5);
      assertThat(member.values).containsExactly("1-1", "1-2", "0-0", "0-1", "0-2");
    }
  }

  @Test
  void cooperative_members_keep_what_they_need_not_give_up() {
    Map<String, Object> cooperative =
        Map.of(
            ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
            CooperativeStickyAssignor.class.getName(),
            ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
            100);
    try (TestCluster cluster = GroupClients.cluster(1, 4).start();
        GroupClients group = new GroupClients(cluster)) {
      Member ada = group.join("a", cooperative);
      group.pollUntilShared(List.of(List.of(0, 1, 2, 3)));

      group.join("b", cooperative);
      group.pollUntil(
          "two each", () -> group.shares().stream().allMatch(share -> share.size() == 2));

      assertThat(ada.events)
          .startsWith("assigned [0, 1, 2, 3]")
          .filteredOn(event -> event.startsWith("revoked"))
          .singleElement()
          .asString()
          .as("only what moves")
          .matches("revoked \\[\\d, \\d\\]");
    }
  }

  @Test
  void a_static_member_comes_back_without_a_rebalance() {
    Map<String, Object> fixed = Map.of(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, "fixed");
    try (TestCluster cluster = GroupClients.cluster(1, 4).start();
        GroupClients group = new GroupClients(cluster)) {
      Member stays = group.join("a", QUICK_HEARTBEAT);
      Member before = group.join("b", fixed);
      group.pollUntil(
          "two each", () -> group.shares().stream().allMatch(share -> share.size() == 2));
      List<Integer> share = before.partitions();
      List<String> events = List.copyOf(stays.events);
      before.leave();

      Member after = group.join("b", fixed);
      group.pollUntil("back", () -> after.partitions().equals(share));

      assertThat(stays.events).isEqualTo(events);
    }
  }

  @Test
  void of_two_with_one_instance_the_older_is_fenced() {
    Map<String, Object> fixed = Map.of(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, "fixed");
    try (TestCluster cluster = GroupClients.cluster(1, 2).start();
        GroupClients group = new GroupClients(cluster)) {
      Member older = group.join("older", fixed);
      group.pollUntilShared(List.of(List.of(0, 1)));
      try (KafkaConsumer<String, String> newer = group.consumer("newer", fixed)) {
        newer.subscribe(List.of(TOPIC));
        while (newer.assignment().size() < 2) {
          newer.poll(Duration.ofMillis(20));
        }

        TopicPartition partition = new TopicPartition(TOPIC, 0);
        assertThatExceptionOfType(FencedInstanceIdException.class)
            .isThrownBy(
                () -> older.consumer.commitSync(Map.of(partition, new OffsetAndMetadata(1))));
      }
    }
  }

  @Test
  void a_consumer_that_assigns_itself_its_partitions_commits_too() {
    try (TestCluster cluster = GroupClients.cluster(1, 1).start();
        GroupClients group = new GroupClients(cluster);
        KafkaConsumer<String, String> alone = group.consumer("alone", Map.of())) {
      TopicPartition partition = new TopicPartition(TOPIC, 0);
      alone.assign(List.of(partition));
      alone.commitSync(Map.of(partition, new OffsetAndMetadata(3)));
      assertThat(alone.committed(Set.of(partition)))
          .containsEntry(partition, new OffsetAndMetadata(3));

      group.join("member");
      group.pollUntilShared(List.of(List.of(0)));
      assertThatExceptionOfType(CommitFailedException.class)
          .isThrownBy(() -> alone.commitSync(Map.of(partition, new OffsetAndMetadata(4))));
    }
  }

  @Test
  void a_group_goes_on_when_its_coordinator_dies() {
    try (TestCluster cluster =
            GroupClients.cluster(3, 4)
                .setting("default.replication.factor", "3")
                .setting("broker.session.timeout.ms", "1000")
                .setting("broker.heartbeat.interval.ms", "200")
                .start();
        GroupClients group = new GroupClients(cluster)) {
      group.join("a", QUICK_HEARTBEAT);
      group.join("b", QUICK_HEARTBEAT);
      group.pollUntil(
          "two each", () -> group.shares().stream().allMatch(share -> share.size() == 2));
      group.produce(10, 4);
      group.pollUntilRead(40);
      group.commitAll();
      int coordinator = cluster.leader("__consumer_offsets", group.partitionOfGroup(5));
      List<List<Integer>> shares = group.shares();

      cluster.killBroker(coordinator);
      group.produce(5, 4);
      group.pollUntilRead(60);
      group.commitAll();

      assertThat(cluster.leader("__consumer_offsets", group.partitionOfGroup(5)))
          .isNotEqualTo(coordinator);
      assertThat(group.shares()).as("no rebalance was needed").isEqualTo(shares);
      List<String> all = new ArrayList<>(expected(10, 4));
      all.addAll(expected(5, 4));
      assertThat(group.allValues()).containsExactlyInAnyOrderElementsOf(all);
    }
  }

  @Test
  void the_topic_of_offsets_is_internal() {
    try (TestCluster cluster = GroupClients.cluster(3, 1).start();
        GroupClients group = new GroupClients(cluster)) {
      group.join("a");
      group.pollUntilShared(List.of(List.of(0)));

      try (KafkaConsumer<String, String> other =
          group.consumer("other", Map.of(ConsumerConfig.GROUP_ID_CONFIG, "others"))) {
        assertThat(other.listTopics()).containsKeys(TOPIC, "__consumer_offsets");
        other.subscribe(Pattern.compile(".*"));
        while (other.assignment().isEmpty()) {
          other.poll(Duration.ofMillis(20));
        }
        assertThat(other.assignment()).extracting(TopicPartition::topic).containsOnly(TOPIC);
      }
      assertThat(cluster.logEndOffsets("__consumer_offsets")).hasSize(5);
    }
  }
}
