package io.weir.kafka.testcluster.group;

import static io.weir.kafka.testcluster.group.Coordination.GROUP;
import static io.weir.kafka.testcluster.group.Coordination.PARTITION;
import static io.weir.kafka.testcluster.group.Coordination.answered;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.testcluster.group.Coordination.Actor;
import io.weir.kafka.testcluster.metadata.RejectedException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OffsetsTest {

  private static final long RETENTION_MS = GroupSettings.DEFAULTS.retention().afterMs();
  private static final long CHECK_MS = GroupSettings.DEFAULTS.retention().checkIntervalMs();
  private static final Place ORDERS = new Place("orders", 0);

  private final Coordination group = Coordination.start();
  private final Actor ada = group.actor("ada");
  private final Actor nobody = group.actor("");

  @Test
  void a_member_commits() {
    group.settle(ada);

    assertThat(answered(ada.commit("orders", 0, 42))).containsEntry(ORDERS, ErrorCode.NONE);

    assertThat(committed()).isEqualTo(42);
  }

  @Test
  void the_last_commit_counts() {
    group.settle(ada);
    ada.commit("orders", 0, 42);
    ada.commit("orders", 0, 7);

    assertThat(committed()).isEqualTo(7);
  }

  @Test
  void a_commit_counts_when_it_is_replicated() {
    group.settle(ada);
    ada.commit("orders", 0, 1);
    group.log.holdBack();

    Pending<Map<Place, ErrorCode>> commit = ada.commit("orders", 0, 2);
    assertThat(commit.answer()).isEmpty();
    assertThat(committed()).isEqualTo(1);

    group.replicate();
    assertThat(answered(commit)).containsEntry(ORDERS, ErrorCode.NONE);
    assertThat(committed()).isEqualTo(2);
    assertThat(group.coordinator.drainCompleted()).contains(commit);
    assertThat(group.coordinator.drainCompleted()).isEmpty();
  }

  @Test
  void a_commit_that_is_replicated_too_late_counts_though_its_caller_was_told_otherwise() {
    group.settle(ada);
    group.log.holdBack();
    Pending<Map<Place, ErrorCode>> commit = ada.commit("orders", 0, 42);

    group.advanceMs(5000);
    assertThat(answered(commit)).containsEntry(ORDERS, ErrorCode.COORDINATOR_NOT_AVAILABLE);
    assertThat(committed()).isEqualTo(-1);

    group.replicate();
    assertThat(committed()).isEqualTo(42);
  }

  @Test
  void what_the_log_refuses_is_not_committed() {
    group.settle(ada);
    group.log.refuse(ErrorCode.MESSAGE_TOO_LARGE);

    assertThat(answered(ada.commit("orders", 0, 42)))
        .containsEntry(ORDERS, ErrorCode.INVALID_COMMIT_OFFSET_SIZE);
    assertThat(committed()).isEqualTo(-1);
  }

  @Test
  void whoever_assigns_itself_its_partitions_commits_without_membership() {
    answered(nobody.commit("orders", 0, 42));

    assertThat(committed()).isEqualTo(42);
    assertThat(group.description().protocolType()).isEmpty();
    assertThat(group.state()).isEqualTo(GroupState.EMPTY);
  }

  @Test
  void nobody_else_commits_while_the_group_has_members() {
    group.settle(ada);

    assertRejected(() -> nobody.commit("orders", 0, 42), ErrorCode.UNKNOWN_MEMBER_ID);
  }

  @Test
  void a_member_commits_in_its_generation_only() {
    group.settle(ada);
    ada.generation++;

    assertRejected(() -> ada.commit("orders", 0, 42), ErrorCode.ILLEGAL_GENERATION);
  }

  @Test
  void a_member_of_no_group_cannot_commit() {
    ada.memberId = "ada";
    ada.generation = 1;

    assertRejected(() -> ada.commit("orders", 0, 42), ErrorCode.GROUP_ID_NOT_FOUND);
  }

  @Test
  void a_member_may_commit_while_others_join_but_not_before_its_assignment() {
    Actor ben = group.actor("ben");
    group.settle(ada, ben);
    ben.offering("range").join();
    assertThat(answered(ada.commit("orders", 0, 1))).containsEntry(ORDERS, ErrorCode.NONE);

    ada.join();
    ada.takeJoined();
    assertRejected(() -> ada.commit("orders", 0, 2), ErrorCode.REBALANCE_IN_PROGRESS);
  }

  @Test
  void a_fenced_instance_cannot_commit() {
    Actor before = group.staticActor("fixed");
    Actor after = group.staticActor("fixed");
    group.settle(before);
    after.join();

    assertRejected(() -> before.commit("orders", 0, 1), ErrorCode.FENCED_INSTANCE_ID);
  }

  @Test
  void a_text_beside_an_offset_has_a_limit() {
    Place large = new Place("orders", 1);
    Commit commit =
        new Commit(
            GROUP,
            nobody.caller(),
            -1,
            new TreeMap<>(Map.of(ORDERS, noted(4096), large, noted(4097))));

    assertThat(answered(group.coordinator.commit(commit, group.nowMs)))
        .containsEntry(ORDERS, ErrorCode.NONE)
        .containsEntry(large, ErrorCode.OFFSET_METADATA_TOO_LARGE);
    assertThat(group.coordinator.committed(GROUP)).containsOnlyKeys(ORDERS);
  }

  private CommittedOffset noted(int length) {
    return new CommittedOffset(1, -1, "x".repeat(length), group.nowMs, -1, new UUID(0, 0));
  }

  @Test
  void an_unknown_group_has_no_offsets() {
    assertThat(group.coordinator.committed("unknown")).isEmpty();
  }

  @Test
  void offsets_of_topics_that_nobody_consumes_can_be_deleted() {
    ada.protocols = List.of(new Protocol("range", subscription("orders")));
    group.settle(ada);
    ada.commit("orders", 0, 1);
    ada.commit("payments", 0, 2);
    Place payments = new Place("payments", 0);

    assertThat(answered(deleteOffsets(ORDERS, payments)))
        .containsEntry(ORDERS, ErrorCode.GROUP_SUBSCRIBED_TO_TOPIC)
        .containsEntry(payments, ErrorCode.NONE);

    assertThat(group.coordinator.committed(GROUP)).containsOnlyKeys(ORDERS);
    assertThat(group.log.records(PARTITION))
        .endsWith(new GroupRecord.Offset(GROUP, payments, null));
  }

  @Test
  void a_group_without_members_keeps_no_offset_that_is_deleted() {
    nobody.commit("orders", 0, 1);

    answered(deleteOffsets(ORDERS));

    assertThat(committed()).isEqualTo(-1);
  }

  @Test
  void offsets_of_unknown_groups_and_of_groups_that_cannot_be_understood_stay() {
    assertRejected(() -> deleteOffsets(ORDERS), ErrorCode.GROUP_ID_NOT_FOUND);
    ada.protocolType = "connect";
    group.settle(ada);
    assertRejected(() -> deleteOffsets(ORDERS), ErrorCode.NON_EMPTY_GROUP);
  }

  private Pending<Map<Place, ErrorCode>> deleteOffsets(Place... places) {
    return group.coordinator.deleteOffsets(GROUP, Set.of(places), group.nowMs);
  }

  @Test
  void a_group_without_members_can_be_deleted_with_its_offsets() {
    nobody.commit("orders", 0, 1);

    assertThat(answered(group.coordinator.delete(GROUP, group.nowMs))).isEqualTo(ErrorCode.NONE);

    assertRejected(group::description, ErrorCode.GROUP_ID_NOT_FOUND);
    assertThat(committed()).isEqualTo(-1);
    group.moveToAnotherBroker();
    assertRejected(group::description, ErrorCode.GROUP_ID_NOT_FOUND);
  }

  @Test
  void a_group_with_members_or_without_existence_cannot_be_deleted() {
    assertRejected(
        () -> group.coordinator.delete(GROUP, group.nowMs), ErrorCode.GROUP_ID_NOT_FOUND);
    group.settle(ada);
    assertRejected(() -> group.coordinator.delete(GROUP, group.nowMs), ErrorCode.NON_EMPTY_GROUP);
  }

  @Test
  void offsets_go_with_their_topic() {
    nobody.commit("orders", 0, 1);
    nobody.commit("payments", 0, 2);

    group.coordinator.topicDeleted("orders", group.nowMs);

    assertThat(group.coordinator.committed(GROUP)).containsOnlyKeys(new Place("payments", 0));
  }

  @Test
  void a_simple_group_forgets_an_offset_after_the_retention() {
    nobody.commit("orders", 0, 1);
    group.advanceMs(RETENTION_MS / 2);
    nobody.commit("payments", 0, 1);

    group.advanceMs(RETENTION_MS / 2 + CHECK_MS);
    assertThat(group.coordinator.committed(GROUP)).containsOnlyKeys(new Place("payments", 0));

    group.advanceMs(RETENTION_MS / 2);
    assertRejected(group::description, ErrorCode.GROUP_ID_NOT_FOUND);
  }

  @Test
  void a_group_forgets_its_offsets_when_it_has_been_empty_for_so_long() {
    group.settle(ada);
    ada.commit("orders", 0, 1);
    for (long waited = 0; waited < RETENTION_MS + CHECK_MS; waited += 9000) {
      group.advanceMs(9000);
      ada.heartbeat();
    }
    assertThat(committed()).as("with a member").isEqualTo(1);
    ada.leave();

    group.advanceMs(RETENTION_MS - CHECK_MS);
    assertThat(committed()).as("empty, but not for so long").isEqualTo(1);
    group.advanceMs(2 * CHECK_MS);
    assertThat(committed()).isEqualTo(-1);
  }

  @Test
  void consumers_forget_offsets_of_topics_that_they_gave_up() {
    ada.protocols = List.of(new Protocol("range", subscription("orders")));
    ada.sessionMs = 1_800_000;
    group.settle(ada);
    ada.commit("orders", 0, 1);
    ada.commit("payments", 0, 1);
    for (long waited = 0; waited < RETENTION_MS + CHECK_MS; waited += 1_000_000) {
      group.advanceMs(1_000_000);
      ada.heartbeat();
    }

    assertThat(group.coordinator.committed(GROUP)).containsOnlyKeys(ORDERS);
  }

  @Test
  void an_offset_may_say_when_it_expires() {
    Commit commit =
        new Commit(
            GROUP,
            nobody.caller(),
            -1,
            new TreeMap<>(
                Map.of(
                    ORDERS,
                    new CommittedOffset(
                        1, -1, "", group.nowMs, group.nowMs + 1000, new UUID(0, 0)))));
    answered(group.coordinator.commit(commit, group.nowMs));
    assertThat(committed()).isEqualTo(1);

    group.advanceMs(CHECK_MS);

    assertThat(committed()).isEqualTo(-1);
  }

  private long committed() {
    CommittedOffset offset = group.coordinator.committed(GROUP).get(ORDERS);
    return offsetOf(offset);
  }

  private static long offsetOf(@Nullable CommittedOffset offset) {
    return offset == null ? -1 : offset.offset();
  }

  static ByteBuf subscription(String topic) {
    ByteBuf bytes = Unpooled.buffer().writeShort(1).writeInt(1).writeShort(topic.length());
    bytes.writeCharSequence(topic, StandardCharsets.UTF_8);
    return bytes.writeInt(-1);
  }

  private static void assertRejected(ThrowingCallable call, ErrorCode error) {
    assertThatExceptionOfType(RejectedException.class)
        .isThrownBy(call)
        .extracting(RejectedException::error)
        .isEqualTo(error);
  }
}
