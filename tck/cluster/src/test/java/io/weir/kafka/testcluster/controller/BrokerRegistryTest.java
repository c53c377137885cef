package io.weir.kafka.testcluster.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.testcluster.controller.ControllerAnswer.Standing;
import io.weir.kafka.testcluster.controller.ControllerRequest.Heartbeat;
import io.weir.kafka.testcluster.metadata.BrokerNode;
import io.weir.kafka.testcluster.metadata.PartitionImage;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BrokerRegistryTest {

  private final ControllerFixture cluster = new ControllerFixture(Map.of());

  @Test
  void a_broker_is_fenced_until_its_first_heartbeat() {
    cluster.register(1);
    assertThat(cluster.controller.image().brokers()).hasSize(1);
    assertThat(cluster.controller.image().liveBrokers()).isEmpty();

    assertThat(cluster.serve(1)).isEqualTo(Standing.State.SERVING);
    assertThat(cluster.controller.image().liveBrokers())
        .extracting(BrokerNode::id)
        .containsExactly(1);
  }

  @Test
  void each_registration_has_a_larger_epoch() {
    long first = cluster.register(1);
    long second = cluster.register(2);
    long again = cluster.register(1);

    assertThat(first).isPositive().isLessThan(second);
    assertThat(second).isLessThan(again);
  }

  @Test
  void a_process_that_another_has_replaced_is_refused() {
    long first = cluster.register(1);
    cluster.register(1);

    assertThat(cluster.refusal(new Heartbeat(1, first, Heartbeat.Intent.SERVE)))
        .isEqualTo(ErrorCode.STALE_BROKER_EPOCH);
    assertThat(cluster.refusal(new Heartbeat(2, 1, Heartbeat.Intent.SERVE)))
        .isEqualTo(ErrorCode.BROKER_ID_NOT_REGISTERED);
  }

  @Test
  void a_silent_broker_is_fenced_when_its_session_ends() {
    cluster.start(1, 2, 3);
    cluster.topic(1, 2, 3);
    cluster.nowMs += 8999;
    cluster.serve(2);
    cluster.serve(3);
    cluster.controller.tick(cluster.nowMs);
    assertThat(cluster.partition().leader()).isEqualTo(1);

    cluster.nowMs += 1;
    assertThat(cluster.controller.nextDeadlineMs()).hasValue(cluster.nowMs);
    cluster.controller.tick(cluster.nowMs);

    assertThat(cluster.partition().leader()).isEqualTo(2);
    assertThat(cluster.partition().isr()).containsExactly(2, 3);
    assertThat(cluster.controller.image().liveBroker(1)).isNull();
  }

  @Test
  void a_broker_that_was_only_slow_serves_again_with_its_old_epoch() {
    cluster.start(1, 2);
    cluster.topic(1, 2);
    cluster.lose(1);
    assertThat(cluster.controller.image().liveBroker(1)).isNull();

    assertThat(cluster.serve(1)).isEqualTo(Standing.State.SERVING);
    assertThat(cluster.controller.image().liveBroker(1)).isNotNull();
    assertThat(cluster.partition().leader()).isEqualTo(2);
  }

  @Test
  void a_new_registration_ends_the_session_before_it() {
    cluster.start(1, 2);
    cluster.topic(1, 2);

    cluster.register(1);

    assertThat(cluster.partition().leader()).isEqualTo(2);
    assertThat(cluster.partition().isr()).containsExactly(2);
    assertThat(cluster.controller.image().liveBroker(1)).isNull();
  }

  @Test
  void a_broker_that_shuts_down_hands_over_first_and_may_stop_then() {
    cluster.start(1, 2, 3);
    cluster.topic(1, 2, 3);

    assertThat(cluster.shutDown(1)).isEqualTo(Standing.State.SHUTTING_DOWN);
    assertThat(cluster.partition().leader()).isEqualTo(2);
    assertThat(cluster.partition().isr()).containsExactly(2, 3);
    assertThat(cluster.controller.image().liveBroker(1)).isNotNull();

    assertThat(cluster.shutDown(1)).isEqualTo(Standing.State.MAY_STOP);
    assertThat(cluster.controller.image().liveBroker(1)).isNull();
  }

  @Test
  void a_broker_that_shuts_down_joins_no_isr_and_is_not_elected() {
    cluster.start(1, 2, 3);
    cluster.topic(1, 2, 3);
    cluster.shutDown(1);

    assertThat(
            cluster.refusal(
                cluster.proposal(
                    2,
                    cluster.partition().leaderEpoch(),
                    cluster.partition().partitionEpoch(),
                    2,
                    3,
                    1)))
        .isEqualTo(ErrorCode.INELIGIBLE_REPLICA);
    cluster.lose(2, 3);
    assertThat(cluster.partition().leader()).isEqualTo(PartitionImage.NO_LEADER);
  }

  @Test
  void a_broker_that_leads_nothing_may_stop_at_once() {
    cluster.start(1, 2);
    cluster.topic(1, 2);

    assertThat(cluster.shutDown(2)).isEqualTo(Standing.State.MAY_STOP);
    assertThat(cluster.partition().isr()).containsExactly(1);
  }

  @Test
  void the_last_of_the_isr_stays_in_it_when_it_shuts_down() {
    cluster.start(1, 2);
    cluster.topic(1);

    cluster.shutDown(1);
    assertThat(cluster.shutDown(1)).isEqualTo(Standing.State.MAY_STOP);

    assertThat(cluster.partition().leader()).isEqualTo(PartitionImage.NO_LEADER);
    assertThat(cluster.partition().isr()).containsExactly(1);
  }
}
