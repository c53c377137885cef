package io.weir.kafka.testcluster.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.kafka.protocol.Apis;
import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.protocol.HeartbeatRequest;
import io.weir.kafka.protocol.ProduceRequest;
import io.weir.kafka.protocol.ProduceRequest.PartitionProduceData;
import io.weir.kafka.protocol.ProduceRequest.TopicProduceData;
import io.weir.kafka.protocol.ProduceResponse;
import io.weir.kafka.protocol.ProduceResponse.PartitionProduceResponse;
import io.weir.kafka.protocol.ProduceResponse.TopicProduceResponse;
import io.weir.kafka.testcluster.fault.RequestOutcome.Disconnected;
import io.weir.kafka.testcluster.message.PartFilter;
import io.weir.kafka.wire.Wire;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RequestJournalTest {

  private static final UUID ORDERS = new UUID(4, 2);
  private static final long NOON_MS = 12 * 3_600_000L;

  private final RequestJournal journal =
      new RequestJournal(id -> id.equals(ORDERS) ? "orders" : null);

  @Test
  void a_produce_request_is_told_with_its_batches_and_its_answer() {
    RequestTrace trace = journal.arrived(Calls.produce("orders", 0), NOON_MS);
    trace.answered(Apis.PRODUCE, refused(), NOON_MS + 12);

    assertThat(journal.requests())
        .singleElement()
        .satisfies(
            request -> assertThat(request.errors()).containsExactly(ErrorCode.NOT_ENOUGH_REPLICAS))
        .hasToString(
            "12:00:00.000 #1 Produce v9 app -> broker 1, acks=-1, orders-0 (2 records, 77 bytes,"
                + " producer 3 epoch 0 sequence 10): NOT_ENOUGH_REPLICAS after 12 ms");
  }

  private static ProduceResponse refused() {
    PartitionProduceResponse partition =
        PartitionProduceResponse.refused(0, ErrorCode.NOT_ENOUGH_REPLICAS, null);
    return new ProduceResponse(
        List.of(new TopicProduceResponse("orders", Wire.ZERO_UUID, List.of(partition))),
        0,
        List.of());
  }

  @Test
  void a_topic_by_id_is_told_by_its_name() {
    List<PartitionProduceData> none = List.of(new PartitionProduceData(2, null));
    ProduceRequest request =
        new ProduceRequest("tx", (short) 1, 1000, List.of(new TopicProduceData("", ORDERS, none)));
    journal.arrived(Calls.call(Calls.CLIENT, Apis.PRODUCE, 13, request), NOON_MS);

    RecordedRequest recorded = journal.requests().get(0);

    assertThat(recorded.names("orders")).isTrue();
    assertThat(recorded).asString().endsWith("acks=1, orders-2 (no batch, 0 bytes): pending");
  }

  @Test
  void a_groups_request_names_its_group() {
    HeartbeatRequest heartbeat = new HeartbeatRequest("readers", 3, "member", null);
    RequestTrace trace =
        journal.arrived(Calls.call(Calls.CLIENT, Apis.HEARTBEAT, 4, heartbeat), NOON_MS);
    trace.became(new Disconnected("broker 1 is killed"));

    assertThat(journal.requests().get(0))
        .asString()
        .endsWith("broker 1, group readers: disconnected: broker 1 is killed");
  }

  @Test
  void followers_are_kept_only_when_everyone_is() {
    Origin follower = Origin.follower(2, 1, "PLAINTEXT");
    journal.arrived(Calls.metadata(follower, "orders"), NOON_MS);
    journal.keep(JournalLevel.EVERYONE);
    journal.arrived(Calls.metadata(follower, "orders"), NOON_MS);
    journal.keep(JournalLevel.OFF);
    journal.arrived(Calls.metadata(Calls.CLIENT, "orders"), NOON_MS);

    assertThat(journal.requests())
        .singleElement()
        .hasToString("12:00:00.000 #1 Metadata v9 broker 2 -> broker 1, orders: pending");
  }

  @Test
  void the_oldest_go_when_it_is_full() {
    for (int i = 0; i < RequestJournal.CAPACITY + 3; i++) {
      journal.arrived(Calls.metadata(Calls.CLIENT, "orders"), NOON_MS);
    }

    assertThat(journal.requests()).hasSize(RequestJournal.CAPACITY);
    assertThat(journal.requests().get(0).number()).isEqualTo(4);
    assertThat(journal.forgotten()).isEqualTo(3);
  }

  @Test
  void a_request_that_a_fault_has_caught_names_the_fault() {
    Faults faults = new Faults(new SplittableRandom(1), id -> null);
    FaultAction action = new FaultAction.Truncate(4);
    faults.add(new FaultSpec(List.of(), List.of(), PartFilter.EVERYTHING, Trigger.ONCE, action));
    var call = Calls.metadata(Calls.CLIENT, "orders");
    faults.judge(call);

    journal.arrived(call, NOON_MS);

    assertThat(journal.requests().get(0)).asString().endsWith("pending [fault #1]");
  }
}
