package io.weir.kafka.testcluster.group;

import static io.weir.kafka.testcluster.group.Coordination.GROUP;
import static io.weir.kafka.testcluster.group.Coordination.PARTITION;
import static io.weir.kafka.testcluster.group.Coordination.SESSION_MS;
import static io.weir.kafka.testcluster.group.Coordination.answered;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.testcluster.group.Coordination.Actor;
import io.weir.kafka.testcluster.metadata.RejectedException;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MovingCoordinatorTest {

  private final Coordination group = Coordination.start();
  private final Actor ada = group.actor("ada");
  private final Actor ben = group.actor("ben");

  @Test
  void a_stable_group_goes_on_where_it_was() {
    group.settle(ada, ben);
    ada.commit("orders", 0, 42);
    GroupDescription before = group.description();

    group.moveToAnotherBroker();

    assertThat(group.description()).isEqualTo(before);
    assertThat(ada.heartbeat()).isEqualTo(ErrorCode.NONE);
    ben.sync(Map.of());
    assertThat(ben.assignment()).isEqualTo("ben");
    assertThat(group.coordinator.committed(GROUP).get(new Place("orders", 0)))
        .isEqualTo(CommittedOffset.of(42, group.nowMs));
  }

  @Test
  void sessions_start_anew() {
    group.settle(ada);
    group.advanceMs(SESSION_MS - 1);
    group.moveToAnotherBroker();
    group.advanceMs(SESSION_MS - 1);
    assertThat(group.clients()).containsExactly("ada");

    group.advanceMs(1);
    assertThat(group.clients()).isEmpty();
  }

  @Test
  void who_waits_is_sent_away() {
    group.settle(ada, ben);
    ben.offering("range").join();
    group.moveToAnotherBroker();

    assertThat(answered(ben.joining).error()).isEqualTo(ErrorCode.NOT_COORDINATOR);
  }

  @Test
  void what_was_not_replicated_fails() {
    group.settle(ada);
    group.log.holdBack();
    ben.enter();
    ada.join();
    ada.takeJoined();
    ben.takeJoined();
    ben.sync(Map.of());
    ada.sync(Map.of());
    Pending<Map<Place, ErrorCode>> commit =
        group.coordinator.commit(
            new Commit("simple", new Caller("", null), -1, offset(new Place("orders", 0))),
            group.nowMs);

    group.coordinator.resigned(PARTITION, group.nowMs);

    assertThat(answered(ada.syncing).error()).isEqualTo(ErrorCode.NOT_COORDINATOR);
    assertThat(answered(ben.syncing).error()).isEqualTo(ErrorCode.NOT_COORDINATOR);
    assertThat(answered(commit)).containsValue(ErrorCode.NOT_COORDINATOR);
    assertThat(group.coordinator.nextDeadlineMs().orElseThrow())
        .as("only the expiry of offsets is due")
        .isGreaterThan(group.nowMs + 500_000);
  }

  private SortedMap<Place, CommittedOffset> offset(Place place) {
    return new TreeMap<>(Map.of(place, CommittedOffset.of(1, group.nowMs)));
  }

  @Test
  void another_broker_is_not_the_coordinator() {
    group.settle(ada);
    group.coordinator.resigned(PARTITION, group.nowMs);

    assertThat(ada.heartbeat()).isEqualTo(ErrorCode.NOT_COORDINATOR);
    assertThat(ada.joinError()).isEqualTo(ErrorCode.NOT_COORDINATOR);
    assertThat(answered(ada.sync(Map.of())).error()).isEqualTo(ErrorCode.NOT_COORDINATOR);
    assertThatExceptionOfType(RejectedException.class)
        .isThrownBy(() -> ada.commit("orders", 0, 1))
        .satisfies(e -> assertThat(e.error()).isEqualTo(ErrorCode.NOT_COORDINATOR));
  }

  @Test
  void a_coordinator_loads_until_the_log_that_it_found_is_replicated() {
    group.settle(ada);
    group.log.holdBack();
    ada.commit("orders", 0, 42);
    group.moveToAnotherBroker();

    assertThat(ada.joinError()).isEqualTo(ErrorCode.COORDINATOR_LOAD_IN_PROGRESS);
    assertThat(ada.heartbeat()).as("its session goes on").isEqualTo(ErrorCode.NONE);
    assertThatExceptionOfType(RejectedException.class)
        .isThrownBy(() -> group.coordinator.list())
        .satisfies(e -> assertThat(e.error()).isEqualTo(ErrorCode.COORDINATOR_LOAD_IN_PROGRESS));

    group.replicate();
    assertThat(group.coordinator.committed(GROUP)).hasSize(1);
    assertThat(group.coordinator.list()).hasSize(1);
  }

  @Test
  void the_same_broker_in_another_epoch_starts_from_its_log() {
    group.settle(ada);
    ada.join();

    group.coordinator.elected(PARTITION, 7, group.nowMs);

    assertThat(group.state()).isEqualTo(GroupState.STABLE);
    group.coordinator.elected(PARTITION, 7, group.nowMs);
    assertThat(group.clients()).containsExactly("ada");
  }

  @Test
  void a_group_whose_first_member_has_no_generation_yet_is_known_and_empty() {
    ada.enter();

    group.moveToAnotherBroker();

    assertThat(group.state()).isEqualTo(GroupState.EMPTY);
    assertThat(ada.heartbeat()).isEqualTo(ErrorCode.UNKNOWN_MEMBER_ID);
  }

  /** Computed with {@code Utils.abs(groupId.hashCode()) % 50} of kafka-clients. */
  @ParameterizedTest
  @CsvSource({"billing,9", "g,3", "polygenelubricants,0", "'',0"})
  void a_group_lies_where_kafka_would_put_it(String group, int partition) {
    assertThat(GroupCoordinator.partitionOf(group, 50)).isEqualTo(partition);
  }
}
