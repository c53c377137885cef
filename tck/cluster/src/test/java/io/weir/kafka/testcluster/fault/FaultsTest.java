package io.weir.kafka.testcluster.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.weir.kafka.protocol.Api;
import io.weir.kafka.protocol.Apis;
import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.testcluster.fault.FaultAction.Disconnect;
import io.weir.kafka.testcluster.fault.FaultAction.Moment;
import io.weir.kafka.testcluster.fault.FaultAction.Reply;
import io.weir.kafka.testcluster.message.PartFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FaultsTest {

  private static final FaultAction DISCONNECT = new Disconnect(Moment.BEFORE_HANDLING);
  private static final Trigger ALWAYS = Trigger.ONCE.times(Trigger.UNLIMITED);

  private final Faults faults = new Faults(new SplittableRandom(1), id -> null);

  @Test
  void a_fault_acts_once_unless_told_otherwise() {
    Fault fault = add(Trigger.ONCE, Apis.PRODUCE);

    assertThat(hitsOf(4)).containsExactly(true, false, false, false);
    assertThat(fault.hits()).isEqualTo(1);
    assertThat(fault.remaining()).isZero();
  }

  @Test
  void a_fault_of_the_third_call_lets_two_pass() {
    add(Trigger.ONCE.from(3), Apis.PRODUCE);

    assertThat(hitsOf(5)).containsExactly(false, false, true, false, false);
  }

  @Test
  void a_fault_acts_as_often_as_it_is_told() {
    Fault fault = add(Trigger.ONCE.from(2).times(2), Apis.PRODUCE);

    assertThat(hitsOf(5)).containsExactly(false, true, true, false, false);
    assertThat(fault.calls()).isEqualTo(3);
  }

  @Test
  void a_fault_without_end_never_rests() {
    Fault fault = add(ALWAYS, Apis.PRODUCE);

    assertThat(hitsOf(3)).containsExactly(true, true, true);
    assertThat(fault.remaining()).isEqualTo(Trigger.UNLIMITED);
  }

  @Test
  void a_fault_with_a_probability_acts_about_as_often() {
    add(ALWAYS.withProbability(0.25), Apis.PRODUCE);

    assertThat(hitsOf(4000).stream().filter(hit -> hit).count()).isBetween(850L, 1150L);
  }

  @Test
  void of_two_faults_the_first_acts_and_the_other_keeps_its_turn() {
    Fault first = add(Trigger.ONCE, Apis.PRODUCE);
    Fault second = add(Trigger.ONCE, Apis.PRODUCE);

    assertThat(hitsOf(3)).containsExactly(true, true, false);
    assertThat(first.hits()).isEqualTo(1);
    assertThat(second.hits()).isEqualTo(1);
  }

  @Test
  void faults_of_different_calls_count_from_the_same_first_one() {
    add(Trigger.ONCE.from(1), Apis.PRODUCE);
    add(Trigger.ONCE.from(2), Apis.PRODUCE);

    assertThat(hitsOf(3)).containsExactly(true, true, false);
  }

  @Test
  void a_removed_fault_acts_no_more_and_is_not_missed() {
    Fault fault = add(Trigger.ONCE, Apis.PRODUCE);
    faults.remove(fault);

    assertThat(hitsOf(1)).containsExactly(false);
    assertThat(faults.unfired()).isEmpty();
    assertThat(faults.all()).isEmpty();
    assertThat(fault.remaining()).isZero();
  }

  @Test
  void a_fault_that_acted_less_often_than_it_should_is_unfired() {
    Fault never = add(Trigger.ONCE, Apis.FETCH);
    Fault tooRarely = add(Trigger.ONCE.times(3), Apis.PRODUCE);
    Fault enough = add(ALWAYS, Apis.PRODUCE);
    assertThat(faults.unfired()).containsExactly(never, tooRarely, enough);

    hitsOf(2);
    assertThat(faults.unfired()).containsExactly(never, tooRarely, enough);
    hitsOf(2);

    assertThat(faults.unfired()).containsExactly(never);
  }

  @Test
  void a_fault_with_a_probability_is_unfired_only_if_nothing_fitted() {
    add(ALWAYS.withProbability(1e-12), Apis.PRODUCE);
    assertThat(faults.unfired()).hasSize(1);

    hitsOf(1);

    assertThat(faults.unfired()).isEmpty();
  }

  @Test
  void every_condition_has_to_fit() {
    Selector broker2 = new Selector("broker 2", call -> call.origin().broker() == 2);
    Selector app = new Selector("client app", call -> call.clientId().equals("app"));
    add(new FaultSpec(List.of(), List.of(broker2, app), PartFilter.EVERYTHING, ALWAYS, DISCONNECT));

    assertThat(isHit(Calls.metadata(Origin.client(1, 2, "PLAINTEXT"), "orders"))).isTrue();
    assertThat(isHit(Calls.metadata(Origin.client(1, 1, "PLAINTEXT"), "orders"))).isFalse();
  }

  @Test
  void a_topic_and_a_partition_have_to_be_named_together() {
    PartFilter orders1 = new PartFilter(Set.of("orders"), Set.of(1));
    add(new FaultSpec(List.of(), List.of(), orders1, ALWAYS, DISCONNECT));

    assertThat(isHit(Calls.produce("orders", 0, 1))).isTrue();
    assertThat(isHit(Calls.produce("orders", 0, 2))).isFalse();
    assertThat(isHit(Calls.produce("other", 1))).isFalse();
    // It asks for all partitions of the topic.
    assertThat(isHit(Calls.metadata(Calls.CLIENT, "orders"))).isTrue();
  }

  @Test
  void a_fault_describes_itself() {
    Selector client = new Selector("client app", call -> true);
    PartFilter parts = new PartFilter(Set.of("orders"), Set.of(0));
    Reply reply = new Reply(Moment.AFTER_APPLYING, ErrorCode.NOT_ENOUGH_REPLICAS);
    Fault fault =
        add(
            new FaultSpec(
                List.of(Apis.PRODUCE), List.of(client), parts, Trigger.ONCE.from(3), reply));

    assertThat(fault)
        .hasToString(
            "#1 Produce, topic orders, partition 0, client app, on call 3: apply, then reply"
                + " NOT_ENOUGH_REPLICAS (0 of 0 calls)");
  }

  @Test
  void triggers_that_make_no_sense_are_refused() {
    assertThatIllegalArgumentException().isThrownBy(() -> Trigger.ONCE.from(0));
    assertThatIllegalArgumentException().isThrownBy(() -> Trigger.ONCE.times(0));
    assertThatIllegalArgumentException().isThrownBy(() -> Trigger.ONCE.withProbability(0));
    assertThatIllegalArgumentException().isThrownBy(() -> Trigger.ONCE.withProbability(1.5));
    assertThatIllegalArgumentException().isThrownBy(() -> new FaultAction.Throttle(0));
    assertThatIllegalArgumentException().isThrownBy(() -> new FaultAction.Truncate(-1));
  }

  private Fault add(Trigger trigger, Api<?, ?> api) {
    return add(spec(trigger, api));
  }

  private Fault add(FaultSpec spec) {
    return faults.add(spec);
  }

  private static FaultSpec spec(Trigger trigger, Api<?, ?> api) {
    return new FaultSpec(List.of(api), List.of(), PartFilter.EVERYTHING, trigger, DISCONNECT);
  }

  private List<Boolean> hitsOf(int requests) {
    List<Boolean> hits = new ArrayList<>();
    for (int i = 0; i < requests; i++) {
      hits.add(isHit(Calls.produce("orders", 0)));
    }
    return hits;
  }

  private boolean isHit(RequestCall<?, ?> call) {
    return faults.judge(call).handling() instanceof Verdict.Handling.Hangup;
  }
}
