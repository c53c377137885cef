package io.weir.kafka.testcluster;

import static io.weir.kafka.testcluster.GroupClients.GROUP;
import static io.weir.kafka.testcluster.GroupClients.TOPIC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.weir.kafka.testcluster.GroupClients.Member;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ClassicGroupDescription;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListGroupsOptions;
import org.apache.kafka.clients.admin.MemberToRemove;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.GroupType;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.GroupNotEmptyException;
import org.apache.kafka.common.errors.GroupSubscribedToTopicException;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Referee: what Kafka's own administration client says of groups and does with them. */
@Timeout(120)
class GroupAdminTest {

  private static final TopicPartition FIRST = new TopicPartition(TOPIC, 0);
  private static final TopicPartition SECOND = new TopicPartition(TOPIC, 1);

  private final TestCluster cluster = GroupClients.cluster(3, 2).topic("payments", 1).start();
  private final GroupClients group = new GroupClients(cluster);
  private final Admin admin = Admin.create(Map.of("bootstrap.servers", cluster.bootstrapServers()));

  @AfterEach
  void close() {
    admin.close();
    group.close();
    cluster.close();
  }

  @Test
  void groups_are_listed_with_their_state_and_type() throws Exception {
    group.join("a");
    group.pollUntilShared(List.of(List.of(0, 1)));
    admin.alterConsumerGroupOffsets("simple", Map.of(FIRST, new OffsetAndMetadata(1))).all().get();

    assertThat(admin.listGroups().all().get())
        .containsExactlyInAnyOrder(
            new GroupListing(
                GROUP, Optional.of(GroupType.CLASSIC), "consumer", Optional.of(GroupState.STABLE)),
            new GroupListing(
                "simple", Optional.of(GroupType.CLASSIC), "", Optional.of(GroupState.EMPTY)));
    assertThat(
            admin
                .listGroups(new ListGroupsOptions().inGroupStates(Set.of(GroupState.EMPTY)))
                .all()
                .get())
        .extracting(GroupListing::groupId)
        .containsExactly("simple");
    assertThat(
            admin
                .listGroups(new ListGroupsOptions().withTypes(Set.of(GroupType.CONSUMER)))
                .all()
                .get())
        .isEmpty();
  }

  @Test
  void a_stable_group_is_described_with_its_members_and_what_they_consume() throws Exception {
    group.join("a");
    group.pollUntilShared(List.of(List.of(0, 1)));

    ConsumerGroupDescription described = described();

    assertThat(described.groupState()).isEqualTo(GroupState.STABLE);
    assertThat(described.type()).isEqualTo(GroupType.CLASSIC);
    assertThat(described.partitionAssignor()).isEqualTo("range");
    assertThat(described.members())
        .singleElement()
        .satisfies(
            member -> {
              assertThat(member.clientId()).isEqualTo("a");
              assertThat(member.host()).isEqualTo("/127.0.0.1");
              assertThat(member.assignment().topicPartitions())
                  .containsExactlyInAnyOrder(FIRST, SECOND);
            });
    int partition = group.partitionOfGroup(5);
    assertThat(described.coordinator().id())
        .isEqualTo(cluster.leader("__consumer_offsets", partition));

    ClassicGroupDescription classic =
        Objects.requireNonNull(admin.describeClassicGroups(List.of(GROUP)).all().get().get(GROUP));
    assertThat(classic.protocol()).isEqualTo("consumer");
    assertThat(classic.protocolData()).isEqualTo("range");
    assertThat(classic.members()).hasSize(1);
  }

  @Test
  void a_group_that_is_not_there_is_not_found() {
    assertFails(
        admin.describeConsumerGroups(List.of("nobody")).all(), GroupIdNotFoundException.class);
    assertFails(
        admin.deleteConsumerGroups(List.of("nobody")).all(), GroupIdNotFoundException.class);
  }

  @Test
  void offsets_are_altered_and_listed() throws Exception {
    Map<TopicPartition, OffsetAndMetadata> offsets =
        Map.of(
            FIRST, new OffsetAndMetadata(7, Optional.of(0), "by hand"),
            SECOND, new OffsetAndMetadata(9));
    admin.alterConsumerGroupOffsets(GROUP, offsets).all().get();
    admin.alterConsumerGroupOffsets("other", Map.of(FIRST, new OffsetAndMetadata(1))).all().get();

    var listed =
        admin.listConsumerGroupOffsets(
            Map.of(
                GROUP,
                new ListConsumerGroupOffsetsSpec(),
                "other",
                new ListConsumerGroupOffsetsSpec().topicPartitions(List.of(FIRST, SECOND)),
                "unknown",
                new ListConsumerGroupOffsetsSpec()));

    assertThat(listed.partitionsToOffsetAndMetadata(GROUP).get()).isEqualTo(offsets);
    assertThat(listed.partitionsToOffsetAndMetadata("other").get())
        .containsEntry(FIRST, new OffsetAndMetadata(1))
        .containsEntry(SECOND, null);
    assertThat(listed.partitionsToOffsetAndMetadata("unknown").get()).isEmpty();
  }

  @Test
  void offsets_of_a_group_with_members_cannot_be_altered() {
    group.join("a");
    group.pollUntilShared(List.of(List.of(0, 1)));

    assertFails(
        admin.alterConsumerGroupOffsets(GROUP, Map.of(FIRST, new OffsetAndMetadata(1))).all(),
        UnknownMemberIdException.class);
  }

  @Test
  void offsets_of_topics_that_nobody_consumes_are_deleted() throws Exception {
    TopicPartition payments = new TopicPartition("payments", 0);
    admin
        .alterConsumerGroupOffsets(
            GROUP, Map.of(FIRST, new OffsetAndMetadata(0), payments, new OffsetAndMetadata(2)))
        .all()
        .get();
    group.join("a");
    group.pollUntilShared(List.of(List.of(0, 1)));

    var deleted = admin.deleteConsumerGroupOffsets(GROUP, Set.of(FIRST, payments));

    deleted.partitionResult(payments).get();
    assertFails(deleted.partitionResult(FIRST), GroupSubscribedToTopicException.class);
    assertThat(admin.listConsumerGroupOffsets(GROUP).partitionsToOffsetAndMetadata().get())
        .containsOnlyKeys(FIRST);
  }

  @Test
  void a_group_is_deleted_when_it_has_no_members_left() throws Exception {
    Member member = group.join("a");
    group.pollUntilShared(List.of(List.of(0, 1)));
    member.consumer.commitSync(Map.of(FIRST, new OffsetAndMetadata(1)));
    assertFails(admin.deleteConsumerGroups(List.of(GROUP)).all(), GroupNotEmptyException.class);
    member.leave();

    admin.deleteConsumerGroups(List.of(GROUP)).all().get();

    assertThat(admin.listGroups().all().get()).isEmpty();
    assertThat(admin.listConsumerGroupOffsets(GROUP).partitionsToOffsetAndMetadata().get())
        .isEmpty();
  }

  @Test
  void members_are_removed() throws Exception {
    group.join("a", Map.of(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, "fixed"));
    group.pollUntilShared(List.of(List.of(0, 1)));

    admin
        .removeMembersFromConsumerGroup(
            GROUP, new RemoveMembersFromConsumerGroupOptions(Set.of(new MemberToRemove("fixed"))))
        .all()
        .get();
    assertThat(described().groupState()).isEqualTo(GroupState.EMPTY);
  }

  @Test
  void all_members_are_removed_at_once() throws Exception {
    group.join("a");
    group.join("b");
    group.pollUntil("one each", () -> group.shares().stream().allMatch(share -> share.size() == 1));

    admin
        .removeMembersFromConsumerGroup(GROUP, new RemoveMembersFromConsumerGroupOptions())
        .all()
        .get();

    assertThat(described().members()).isEmpty();
  }

  @Test
  void offsets_go_when_their_topic_is_deleted() throws Exception {
    TopicPartition payments = new TopicPartition("payments", 0);
    admin
        .alterConsumerGroupOffsets(
            GROUP, Map.of(FIRST, new OffsetAndMetadata(1), payments, new OffsetAndMetadata(2)))
        .all()
        .get();

    admin.deleteTopics(List.of("payments")).all().get();

    assertThat(admin.listConsumerGroupOffsets(GROUP).partitionsToOffsetAndMetadata().get())
        .containsOnlyKeys(FIRST);
  }

  private ConsumerGroupDescription described() throws Exception {
    return Objects.requireNonNull(
        admin.describeConsumerGroups(List.of(GROUP)).all().get().get(GROUP));
  }

  private static void assertFails(KafkaFuture<?> future, Class<? extends Throwable> error) {
    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(future::get)
        .withCauseInstanceOf(error);
  }
}
