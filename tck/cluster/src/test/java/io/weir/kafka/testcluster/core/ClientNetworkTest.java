package io.weir.kafka.testcluster.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.weir.kafka.protocol.Apis;
import io.weir.kafka.protocol.Frames;
import io.weir.kafka.protocol.MetadataResponse;
import io.weir.kafka.protocol.RequestHeader;
import io.weir.kafka.testcluster.Batches;
import io.weir.kafka.testcluster.fault.LinkRule;
import io.weir.kafka.testcluster.fault.LinkRule.Silence;
import io.weir.kafka.testcluster.metadata.NewTopic;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a client sees of the network between it and its broker. */
class ClientNetworkTest {

  private final CoreDriver driver = CoreDriver.ofBrokers(2);
  private final ClientNetwork network = driver.core.clientNetwork();
  private final long connection = driver.connect(1);

  @AfterEach
  void close() {
    driver.close();
  }

  @Test
  void latency_delays_requests_and_responses_and_keeps_their_order() {
    network.rule(1, LinkRule.CLEAN.withLatencyMs(40));

    RequestHeader first = ask();
    driver.advanceMs(10);
    RequestHeader second = ask();
    driver.advanceMs(69);
    assertThat(driver.hasResponse(connection)).isFalse();
    driver.advanceMs(1);
    driver.receive(connection, Apis.METADATA, first);
    assertThat(driver.hasResponse(connection)).isFalse();
    driver.advanceMs(10);

    driver.receive(connection, Apis.METADATA, second);
  }

  @Test
  void a_rule_of_one_broker_leaves_the_others_alone() {
    network.rule(2, LinkRule.CLEAN.withLatencyMs(40));

    driver.receive(connection, Apis.METADATA, ask());
  }

  @Test
  void slices_together_are_the_response() {
    network.rule(1, LinkRule.CLEAN.withSlices(7, 0));

    RequestHeader header = ask();

    List<byte[]> slices = allFrames();
    assertThat(slices).hasSizeGreaterThan(3);
    assertThat(slices.subList(0, slices.size() - 1)).allMatch(slice -> slice.length == 7);
    assertThat(read(header, slices).brokers()).hasSize(2);
  }

  @Test
  void slices_come_one_by_one_with_a_gap() {
    network.rule(1, LinkRule.CLEAN.withSlices(50, 20));

    RequestHeader header = ask();
    List<byte[]> slices = new ArrayList<>(allFrames());
    assertThat(slices).hasSize(1);
    driver.advanceMs(19);
    assertThat(driver.hasResponse(connection)).isFalse();
    driver.advanceMs(1);
    slices.addAll(allFrames());
    assertThat(slices).hasSize(2);
    driver.advanceMs(1000);
    slices.addAll(allFrames());

    assertThat(read(header, slices).brokers()).hasSize(2);
  }

  @Test
  void a_broker_that_does_not_hear_its_client_has_not_seen_the_request() {
    driver.core.createTopic(NewTopic.named("orders").withAssignment(Map.of(0, List.of(1))));
    network.rule(1, LinkRule.CLEAN.withSilence(Silence.OF_CLIENTS));

    RequestHeader produce =
        driver.send(
            connection,
            Apis.PRODUCE,
            9,
            Requests.produce(1, "orders", 0, Batches.of(1000, "value")));
    driver.advanceMs(5_000);
    assertThat(driver.core.replica("orders", 0).logEndOffset()).isZero();
    assertThat(driver.closed).isEmpty();

    network.rule(1, LinkRule.CLEAN);
    driver.step(new Event.Nudged());

    driver.receive(connection, Apis.PRODUCE, produce);
  }

  @Test
  void a_client_that_does_not_hear_its_broker_was_served_and_hears_it_later() {
    driver.core.createTopic(NewTopic.named("orders").withAssignment(Map.of(0, List.of(1))));
    network.rule(1, LinkRule.CLEAN.withSilence(Silence.OF_BROKER));

    RequestHeader produce =
        driver.send(
            connection,
            Apis.PRODUCE,
            9,
            Requests.produce(1, "orders", 0, Batches.of(1000, "value")));
    driver.advanceMs(5_000);
    assertThat(driver.core.replica("orders", 0).logEndOffset()).isEqualTo(1);
    assertThat(driver.hasResponse(connection)).isFalse();

    network.heal();
    driver.step(new Event.Nudged());

    driver.receive(connection, Apis.PRODUCE, produce);
  }

  @Test
  void a_client_does_not_hear_that_a_silent_broker_has_died() {
    network.rule(1, LinkRule.CLEAN.withSilence(Silence.BOTH));

    driver.step(new Event.BrokerKilled(1));
    assertThat(driver.closed).isEmpty();
    network.heal();
    driver.step(new Event.Nudged());

    assertThat(driver.closed).containsEntry(connection, "broker 1 is killed");
  }

  @Test
  void a_client_that_goes_takes_what_is_under_way_with_it() {
    network.rule(1, LinkRule.CLEAN.withLatencyMs(40));
    ask();
    driver.step(new Event.ConnectionClosed(connection));

    driver.advanceMs(100);

    assertThat(driver.hasResponse(connection)).isFalse();
  }

  @Test
  void a_broker_that_refuses_closes_new_connections_only() {
    network.refuse(1);

    assertThat(driver.closed).containsKey(driver.connect(1));
    driver.receive(connection, Apis.METADATA, ask());
    network.admit(1);
    assertThat(driver.closed).doesNotContainKey(driver.connect(1));
  }

  private RequestHeader ask() {
    return driver.send(connection, Apis.METADATA, 9, Requests.metadata());
  }

  private List<byte[]> allFrames() {
    List<byte[]> frames = new ArrayList<>();
    for (byte[] next = driver.nextFrame(connection); next != null; ) {
      frames.add(next);
      next = driver.nextFrame(connection);
    }
    return frames;
  }

  private static MetadataResponse read(RequestHeader header, List<byte[]> slices) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    slices.forEach(all::writeBytes);
    return Frames.readResponse(
        Apis.METADATA, header, Unpooled.wrappedBuffer(all.toByteArray()).skipBytes(Integer.BYTES));
  }
}
