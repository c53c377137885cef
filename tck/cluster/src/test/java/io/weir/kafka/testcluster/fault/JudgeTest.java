package io.weir.kafka.testcluster.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.weir.kafka.protocol.Apis;
import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.protocol.MetadataResponse;
import io.weir.kafka.protocol.ProduceRequest;
import io.weir.kafka.protocol.ProduceResponse;
import io.weir.kafka.protocol.ProduceResponse.PartitionProduceResponse;
import io.weir.kafka.protocol.ProduceResponse.TopicProduceResponse;
import io.weir.kafka.testcluster.fault.FaultAction.Answer;
import io.weir.kafka.testcluster.fault.FaultAction.Delay;
import io.weir.kafka.testcluster.fault.FaultAction.Disconnect;
import io.weir.kafka.testcluster.fault.FaultAction.Moment;
import io.weir.kafka.testcluster.fault.FaultAction.Reply;
import io.weir.kafka.testcluster.fault.FaultAction.Rewrite;
import io.weir.kafka.testcluster.fault.FaultAction.Silence;
import io.weir.kafka.testcluster.fault.FaultAction.Throttle;
import io.weir.kafka.testcluster.fault.FaultAction.Truncate;
import io.weir.kafka.testcluster.fault.Verdict.Delivery;
import io.weir.kafka.testcluster.fault.Verdict.Handling;
import io.weir.kafka.testcluster.message.NamedPart;
import io.weir.kafka.testcluster.message.NamedParts;
import io.weir.kafka.testcluster.message.PartFilter;
import io.weir.kafka.wire.Wire;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class JudgeTest {

  private static final ErrorCode ERROR = ErrorCode.NOT_ENOUGH_REPLICAS;
  private static final PartFilter ORDERS_0 = new PartFilter(Set.of("orders"), Set.of(0));

  @Test
  void a_reply_to_the_whole_request_is_answered_without_handling() {
    var verdict = judge(new Reply(Moment.BEFORE_HANDLING, ERROR), Calls.produce("orders", 0));

    assertThat(verdict.handling())
        .isInstanceOfSatisfying(
            Handling.Answer.class,
            answer -> assertThat(answer.response()).hasToString("" + refused()));
    assertThat(verdict.delivery()).isEqualTo(new Delivery.Whole());
  }

  private static ProduceResponse refused() {
    return response(PartitionProduceResponse.refused(0, ERROR, "An injected fault."));
  }

  private static ProduceResponse response(PartitionProduceResponse... partitions) {
    return new ProduceResponse(
        List.of(new TopicProduceResponse("orders", Wire.ZERO_UUID, List.of(partitions))),
        0,
        List.of());
  }

  @Test
  void a_reply_for_one_partition_serves_the_others() {
    var verdict = judge(new Reply(Moment.BEFORE_HANDLING, ERROR), Calls.produce("orders", 0, 1));

    ProduceRequest rest = served(verdict);
    assertThat(NamedParts.of(ProduceRequest.SHAPE, rest))
        .containsExactly(NamedPart.of("orders", 1));
    PartitionProduceResponse fine = PartitionProduceResponse.appended(1, 5, -1, 0);
    assertThat(verdict.rewriting().apply(response(fine)))
        .isEqualTo(
            response(PartitionProduceResponse.refused(0, ERROR, "An injected fault."), fine));
  }

  @Test
  void a_reply_after_the_fact_serves_everything() {
    var call = Calls.produce("orders", 0);
    var verdict = judge(new Reply(Moment.AFTER_APPLYING, ERROR), call);

    assertThat(served(verdict)).isSameAs(call.request());
    ProduceResponse changed =
        verdict.rewriting().apply(response(PartitionProduceResponse.appended(0, 5, -1, 0)));
    assertThat(changed.responses().get(0).partitionResponses().get(0).error()).isEqualTo(ERROR);
  }

  @Test
  void where_there_is_no_answer_an_error_costs_the_connection() {
    var call = Calls.produce(Calls.CLIENT, 0, "orders", 0);

    assertThat(judge(new Reply(Moment.BEFORE_HANDLING, ERROR), call).handling())
        .isInstanceOf(Handling.Hangup.class);
    var after = judge(new Reply(Moment.AFTER_APPLYING, ERROR), call);
    assertThat(served(after)).isSameAs(call.request());
    assertThat(after.delivery()).isEqualTo(new Delivery.Hangup());
  }

  @Test
  void silence_disconnect_and_delay_act_before_handling_or_after_applying() {
    assertThat(handling(new Silence(Moment.BEFORE_HANDLING))).isInstanceOf(Handling.Never.class);
    assertThat(delivery(new Silence(Moment.AFTER_APPLYING))).isEqualTo(new Delivery.Never());
    assertThat(handling(new Disconnect(Moment.BEFORE_HANDLING)))
        .isInstanceOf(Handling.Hangup.class);
    assertThat(delivery(new Disconnect(Moment.AFTER_APPLYING))).isEqualTo(new Delivery.Hangup());
    assertThat(handling(new Delay(Moment.BEFORE_HANDLING, 9))).isEqualTo(new Handling.Later<>(9));
    assertThat(delivery(new Delay(Moment.AFTER_APPLYING, 9))).isEqualTo(new Delivery.Later(9));
  }

  @Test
  void a_cut_answer_is_served_first() {
    assertThat(handling(new Truncate(3))).isInstanceOf(Handling.Serve.class);
    assertThat(delivery(new Truncate(3))).isEqualTo(new Delivery.Part(3));
  }

  @Test
  void a_throttled_answer_says_so_and_mutes_the_connection() {
    var verdict = judge(new Throttle(250), Calls.produce("orders", 0));

    assertThat(verdict.rewriting().apply(response()).throttleTimeMs()).isEqualTo(250);
    assertThat(verdict.delivery()).isEqualTo(new Delivery.Muting(250));
  }

  @Test
  void a_function_makes_the_answer() {
    var verdict = judge(new Answer(request -> response()), Calls.produce("orders", 0));

    assertThat(verdict.handling()).isEqualTo(new Handling.Answer<>(response()));
  }

  @Test
  void a_function_changes_the_answer() {
    var verdict = judge(new Rewrite(served -> refused()), Calls.produce("orders", 0));

    assertThat(verdict.rewriting().apply(response())).isEqualTo(refused());
  }

  @Test
  void an_answer_of_another_api_is_named() {
    Answer wrong = new Answer(request -> MetadataResponse.SHAPE.empty());

    assertThatExceptionOfType(ClassCastException.class)
        .isThrownBy(() -> judge(wrong, Calls.produce("orders", 0)))
        .withMessageStartingWith("The answer to Produce is no ProduceResponse but Metadata");
  }

  private static Handling<?, ?> handling(FaultAction action) {
    return judge(action, Calls.produce("orders", 0)).handling();
  }

  private static Delivery delivery(FaultAction action) {
    return judge(action, Calls.produce("orders", 0)).delivery();
  }

  private static <Q extends Record> Q served(Verdict<Q, ?> verdict) {
    assertThat(verdict.handling()).isInstanceOf(Handling.Serve.class);
    return ((Handling.Serve<Q, ?>) verdict.handling()).request();
  }

  private static <Q extends Record, R extends Record> Verdict<Q, R> judge(
      FaultAction action, RequestCall<Q, R> call) {
    FaultSpec spec =
        new FaultSpec(List.of(Apis.PRODUCE), List.of(), ORDERS_0, Trigger.ONCE, action);
    return new Judge<>(call, spec, id -> null).verdict();
  }
}
