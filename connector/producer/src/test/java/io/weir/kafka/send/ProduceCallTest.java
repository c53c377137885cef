package io.weir.kafka.send;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.kafka.api.Persistence;
import io.weir.kafka.network.ScriptedPeer;
import io.weir.kafka.network.ScriptedPeer.Received;
import io.weir.kafka.producer.PipelineFixture;
import io.weir.kafka.protocol.ApiVersionsResponse;
import io.weir.kafka.protocol.Apis;
import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.protocol.ProduceRequest;
import io.weir.kafka.protocol.ProduceResponse;
import io.weir.kafka.protocol.ProduceResponse.PartitionProduceResponse;
import io.weir.kafka.protocol.ProduceResponse.TopicProduceResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Every batch leaves its request exactly once, whatever the answer is, or if there is none. */
class ProduceCallTest {

  @RegisterExtension final PipelineFixture fixture = new PipelineFixture();
  private final ScriptedBrokers brokers = fixture.brokers;

  /** Several partitions in one request: they come together while the connection opens. */
  private void sendTogether() {
    fixture.offer("t", 0, "a");
    fixture.offer("t", 1, "b");
    fixture.offer("u", 0, "c");
    fixture.loop.run();
    assertThat(brokers.waiting()).containsExactly("[t-0[a], t-1[b], u-0[c]]");
  }

  private void open(String... settings) {
    brokers.topic("t", 1, 1);
    brokers.topic("u", 1);
    fixture.open(settings);
  }

  private void claim(int lowest, int highest) {
    List<ApiVersionsResponse.ApiVersion> versions =
        List.of(
            ScriptedPeer.version(Apis.PRODUCE, lowest, highest),
            ScriptedPeer.version(Apis.METADATA, 0, 9),
            ScriptedPeer.version(Apis.API_VERSIONS, 0, 3));
    brokers.peer.rule(Apis.API_VERSIONS, received -> ScriptedPeer.versions((short) 0, versions));
  }

  @Test
  void eachPartitionHasItsOwnAnswer() {
    open("retries", "0");
    sendTogether();
    brokers.answer(
        brokers.take(),
        part -> part.values().contains("b") ? ErrorCode.INVALID_RECORD : ErrorCode.NONE);
    assertThat(fixture.outcomes)
        .containsEntry("a", "delivered t-0@0")
        .containsEntry("b", "BrokerException")
        .containsEntry("c", "delivered u-0@1");
  }

  @Test
  void aPartitionThatTheAnswerLeavesOutIsTriedAgain() {
    open();
    sendTogether();
    brokers.answer(brokers.take(), part -> part.topic().equals("u") ? null : ErrorCode.NONE);
    assertThat(fixture.outcomes.keySet()).containsExactlyInAnyOrder("a", "b");
    fixture.loop.advance(Duration.ofSeconds(1));
    assertThat(brokers.waiting()).containsExactly("[u-0[c]]");
    brokers.answerAll();
    assertThat(fixture.outcome("c")).isEqualTo("delivered u-0@2");
  }

  @Test
  void anAnswerForAPartitionThatWasNotSentIsIgnored() {
    open();
    fixture.send("t", "a");
    Received request = brokers.take();
    List<PartitionProduceResponse> strange =
        List.of(PartitionProduceResponse.appended(7, 70, -1, 0));
    List<PartitionProduceResponse> right =
        List.of(
            PartitionProduceResponse.appended(0, 5, -1, 0),
            PartitionProduceResponse.refused(0, ErrorCode.INVALID_RECORD, "a second answer"));
    UUID id = ((ProduceRequest) request.body()).topicData().get(0).topicId();
    request.answer(
        Apis.PRODUCE,
        new ProduceResponse(
            List.of(
                new TopicProduceResponse("", new UUID(9, 9), strange),
                new TopicProduceResponse("", id, strange),
                new TopicProduceResponse("", id, right)),
            0,
            List.of()));
    fixture.loop.run();
    assertThat(fixture.outcome("a")).isEqualTo("delivered t-0@5");
  }

  @Test
  void whatWasInABrokenConnectionIsTriedAgain() {
    open();
    sendTogether();
    brokers.take().link().ended(new IOException("reset"));
    fixture.loop.advance(Duration.ofSeconds(2));
    assertThat(brokers.waiting()).containsExactlyInAnyOrder("[t-0[a]]", "[t-1[b]]", "[u-0[c]]");
    brokers.answerAll();
    assertThat(fixture.outcomes.values()).allMatch(each -> each.startsWith("delivered"));
  }

  @Test
  void aRequestWithoutAnswerInTimeIsLostAndMayHaveArrived() {
    open("retries", "0", "request.timeout.ms", "3000");
    fixture.send("t", "a");
    fixture.loop.advance(Duration.ofMillis(3_001));
    assertThat(fixture.failure("a"))
        .hasMessageContaining("did not answer Produce")
        .hasMessageContaining("within 3000 ms");
    assertThat(fixture.failure("a").persistence()).isEqualTo(Persistence.POSSIBLY_PERSISTED);
    brokers.take();
  }

  @Test
  void whatHasNotLeftIsNotPersisted() {
    open("retries", "0");
    fixture.send("t", "warm-up");
    Received first = brokers.take();
    brokers.answer(first, part -> ErrorCode.NONE);
    first.link().stuck = true;
    fixture.send("t", "a");
    first.link().ended(new IOException("reset"));
    fixture.loop.run();
    assertThat(fixture.failure("a").persistence()).isEqualTo(Persistence.NOT_PERSISTED);
  }

  @Test
  void aDuplicateIsDeliveredAtAnUnknownOffset() {
    open();
    fixture.send("t", "a");
    brokers.answer(ErrorCode.DUPLICATE_SEQUENCE_NUMBER);
    assertThat(fixture.outcome("a")).isEqualTo("delivered t-0@-1");
  }

  @Test
  void acksZeroIsDeliveredWhenItHasLeft() {
    open("acks", "0");
    fixture.send("t", "a");
    assertThat(fixture.outcome("a")).isEqualTo("delivered t-0@-1");
    assertThat(brokers.waiting()).containsExactly("[t-0[a]]");
  }

  @Test
  void withAcksZeroABrokerThatClosesSaysThatMetadataIsOutdated() {
    open("acks", "0");
    fixture.send("t", "a");
    int before = brokers.metadataRequests.size();
    brokers.take().link().ended(new IOException("reset"));
    fixture.loop.advance(Duration.ofSeconds(2));
    assertThat(brokers.metadataRequests).hasSizeGreaterThan(before);
  }

  @Test
  void acksZeroThatHasNotLeftIsTriedAgain() {
    open("acks", "0");
    fixture.send("t", "warm-up");
    Received first = brokers.take();
    first.link().stuck = true;
    fixture.send("t", "a", "b");
    assertThat(fixture.outcome("a")).isEqualTo("none");
    first.link().ended(new IOException("reset"));
    fixture.loop.advance(Duration.ofSeconds(2));
    assertThat(fixture.outcome("a")).isEqualTo("delivered t-0@-1");
    assertThat(fixture.outcome("b")).isEqualTo("delivered t-0@-1");
  }

  @Test
  void acksZeroThatHasNotLeftAndMayNotBeTriedAgainIsNotPersisted() {
    open("acks", "0", "retries", "0");
    fixture.send("t", "warm-up");
    Received first = brokers.take();
    first.link().stuck = true;
    fixture.send("t", "a");
    first.link().ended(new IOException("reset"));
    fixture.loop.run();
    assertThat(fixture.failure("a")).hasMessageContaining("the write to broker 1");
    assertThat(fixture.failure("a").persistence()).isEqualTo(Persistence.NOT_PERSISTED);
  }

  @Test
  void topicsWithoutIdsGoByNameEvenToABrokerThatSpeaksIds() {
    brokers.topicIds = false;
    open();
    sendTogether();
    Received request = brokers.kept().get(0);
    assertThat(request.header().requestApiVersion()).isEqualTo((short) 12);
    brokers.answerAll();
    assertThat(fixture.outcomes)
        .containsEntry("a", "delivered t-0@0")
        .containsEntry("c", "delivered u-0@2");
  }

  @Test
  void topicsWithIdsGoById() {
    open();
    fixture.send("t", "a");
    assertThat(brokers.kept().get(0).header().requestApiVersion()).isEqualTo((short) 13);
    brokers.answerAll();
  }

  @Test
  void aThrottledBrokerIsLeftAloneForSoLong() {
    open("batch.size", "1");
    fixture.send("t", "a", "b");
    brokers.answer(brokers.take(), part -> ErrorCode.NONE, 5_000);
    fixture.loop.advance(Duration.ofMillis(4_999));
    assertThat(brokers.waiting()).isEmpty();
    fixture.loop.advance(Duration.ofMillis(2));
    assertThat(brokers.waiting()).containsExactly("[t-0[b]]");
    brokers.answerAll();
  }

  @Test
  void aBrokerThatThrottlesByItselfIsNotLeftAlone() {
    claim(3, 5);
    open("batch.size", "1");
    fixture.send("t", "a", "b");
    brokers.answer(brokers.take(), part -> ErrorCode.NONE, 5_000);
    assertThat(brokers.waiting()).containsExactly("[t-0[b]]");
    brokers.answerAll();
  }

  @Test
  void aSilenceLongerThanTheIdleTimeEnds() {
    open("batch.size", "1", "connections.max.idle.ms", "2000");
    fixture.send("t", "a", "b");
    brokers.answer(brokers.take(), part -> ErrorCode.NONE, 5_000);
    fixture.loop.advance(Duration.ofMillis(5_001));
    assertThat(brokers.waiting()).containsExactly("[t-0[b]]");
    brokers.answerAll();
  }

  @Test
  void anIdleConnectionOpensAgain() {
    open("connections.max.idle.ms", "2000");
    fixture.send("t", "a");
    brokers.answerAll();
    fixture.loop.advance(Duration.ofSeconds(10));
    assertThat(brokers.peer.links).allMatch(each -> each.closed);
    fixture.send("t", "b");
    brokers.answerAll();
    assertThat(fixture.outcome("b")).isEqualTo("delivered t-0@1");
  }
}
