package io.weir.kafka.send;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.kafka.api.BrokerException;
import io.weir.kafka.api.Persistence;
import io.weir.kafka.network.ScriptedPeer;
import io.weir.kafka.producer.PipelineFixture;
import io.weir.kafka.protocol.Apis;
import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.protocol.InitProducerIdResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How the producer comes by its id, and what becomes of records that wait for it. */
class ProducerIdTest {

  @RegisterExtension final PipelineFixture fixture = new PipelineFixture();
  private final ScriptedBrokers brokers = fixture.brokers;

  private ErrorCode answer = ErrorCode.NONE;
  private int asked;

  @BeforeEach
  void answerAsTheTestSays() {
    brokers.topic("t", 1, 1);
    brokers.peer.rule(
        Apis.INIT_PRODUCER_ID,
        received -> {
          asked++;
          return new InitProducerIdResponse(0, answer.code(), 7, (short) 0, -1, (short) -1);
        });
  }

  private void open(String... settings) {
    String[] all = new String[settings.length + 2];
    System.arraycopy(settings, 0, all, 2, settings.length);
    all[0] = "enable.idempotence";
    all[1] = "true";
    fixture.open(all);
  }

  @Test
  void oneIdServesAllPartitions() {
    open();
    fixture.send("t", "a");
    fixture.sendTo("t", 1, "b");
    assertThat(brokers.numbered()).containsExactly("t-0[a]#7/0/0", "t-1[b]#7/0/0");
    assertThat(asked).isOne();
    brokers.answerAll();
  }

  @Test
  void aCoordinatorThatIsStillLoadingIsAskedAgain() {
    answer = ErrorCode.COORDINATOR_LOAD_IN_PROGRESS;
    open();
    fixture.send("t", "a");
    fixture.loop.advance(Duration.ofSeconds(2));
    assertThat(asked).isBetween(3, 6);
    assertThat(fixture.outcomes).isEmpty();
    answer = ErrorCode.NONE;
    fixture.loop.advance(Duration.ofSeconds(2));
    assertThat(brokers.numbered()).containsExactly("t-0[a]#7/0/0");
    brokers.answerAll();
  }

  @Test
  void aRefusalFailsWhatWaitsAndTheNextRecordAsksAgain() {
    answer = ErrorCode.CLUSTER_AUTHORIZATION_FAILED;
    open();
    fixture.send("t", "a");
    fixture.sendTo("t", 1, "b");
    fixture.loop.advance(Duration.ofSeconds(1));
    assertThat(fixture.failure("b")).isInstanceOf(BrokerException.class);
    assertThat(fixture.failure("a"))
        .hasMessageContaining("of channel 'orders-out' has failed, as there is no producer id")
        .hasMessageContaining("CLUSTER_AUTHORIZATION_FAILED (31)")
        .hasMessageContaining("allow the principal IDEMPOTENT_WRITE")
        .hasMessageContaining("enable.idempotence=false")
        .hasMessageContaining("NOT_PERSISTED: its records can be sent again");
    assertThat(fixture.failure("a").persistence()).isEqualTo(Persistence.NOT_PERSISTED);
    int before = asked;
    fixture.loop.advance(Duration.ofMinutes(10));
    assertThat(asked).as("nobody needs one").isEqualTo(before);

    answer = ErrorCode.NONE;
    fixture.send("t", "c");
    fixture.loop.advance(Duration.ofSeconds(2));
    assertThat(brokers.numbered()).containsExactly("t-0[c]#7/0/0");
    brokers.answerAll();
  }

  @Test
  void oneRefusalAfterTheOtherIsNoHotLoop() {
    answer = ErrorCode.CLUSTER_AUTHORIZATION_FAILED;
    open();
    for (int i = 0; i < 100; i++) {
      fixture.send("t", "a" + i);
      fixture.loop.advance(Duration.ofMillis(50));
    }
    assertThat(asked).isLessThan(15);
    fixture.loop.advance(Duration.ofSeconds(2));
    assertThat(fixture.failures).hasSize(100);
  }

  @Test
  void withoutAnAnswerARecordExpiresAndSaysWhy() {
    answer = ErrorCode.COORDINATOR_NOT_AVAILABLE;
    open("delivery.timeout.ms", "5000", "request.timeout.ms", "1000");
    fixture.send("t", "a");
    fixture.loop.advance(Duration.ofMillis(5_001));
    assertThat(fixture.failure("a"))
        .hasMessageContaining("it was never sent; there is no producer id yet: bootstrap server")
        .hasMessageContaining("COORDINATOR_NOT_AVAILABLE (15)");
    assertThat(fixture.failure("a").persistence()).isEqualTo(Persistence.NOT_PERSISTED);
  }

  @Test
  void aBrokerThatKnowsNoProducerIdsIsARefusal() {
    brokers.peer.rule(
        Apis.API_VERSIONS,
        received ->
            ScriptedPeer.versions(
                (short) 0,
                List.of(
                    ScriptedPeer.version(Apis.PRODUCE, 3, 9),
                    ScriptedPeer.version(Apis.METADATA, 0, 9),
                    ScriptedPeer.version(Apis.API_VERSIONS, 0, 3))));
    open();
    fixture.send("t", "a");
    fixture.loop.advance(Duration.ofSeconds(1));
    assertThat(fixture.failure("a")).hasMessageContaining("speaks no version of InitProducerId");
  }
}
