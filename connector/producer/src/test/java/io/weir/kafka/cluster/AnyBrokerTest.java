package io.weir.kafka.cluster;

import static io.weir.kafka.cluster.MetadataFixture.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.kafka.network.BrokerConnection;
import io.weir.kafka.network.RequestFailure;
import io.weir.kafka.network.RequestFailure.Kind;
import io.weir.kafka.network.RequestFailure.Reach;
import io.weir.kafka.network.RequestOptions;
import io.weir.kafka.network.ScriptedPeer.Welcome;
import io.weir.kafka.protocol.Apis;
import io.weir.kafka.protocol.InitProducerIdRequest;
import io.weir.kafka.protocol.InitProducerIdResponse;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Questions that any broker can answer, here that for a producer id. */
final class AnyBrokerTest {

  private static final RequestOptions OPTIONS =
      RequestOptions.within(Duration.ofSeconds(30).toNanos());

  private final MetadataFixture fixture = new MetadataFixture();
  private final List<InetSocketAddress> asked = new ArrayList<>();

  @BeforeEach
  void brokersKnowProducerIds() {
    fixture.peer.rule(
        Apis.INIT_PRODUCER_ID,
        received -> {
          asked.add(received.link().address);
          return new InitProducerIdResponse(0, (short) 0, 4711, (short) 0, -1, (short) -1);
        });
  }

  @AfterEach
  void nothingIsLeftAfterClose() {
    fixture.close();
    assertThat(fixture.loop.waiting()).isZero();
  }

  @Test
  void aBootstrapServerIsAskedWhileNoBrokerIsKnown() {
    Ending ending = ask();
    assertThat(ending.told).as("never inside the call that asks").isEmpty();
    fixture.loop.run();
    assertThat(ending.told).hasSize(1).first().asString().endsWith(":9092) answered 4711");
    assertThat(asked.get(0)).isIn(at("10.0.0.1"), at("10.0.0.2"));
  }

  @Test
  void aKnownBrokerIsAskedWhenAllBootstrapServersAreGone() {
    fixture.topic("orders", 0, 1);
    fixture.request("orders");
    fixture.peer.welcome(at("10.0.0.1"), Welcome.REFUSE);
    fixture.peer.welcome(at("10.0.0.2"), Welcome.REFUSE);
    fixture.loseAllLinks();
    Ending ending = ask();
    fixture.loop.run();
    assertThat(ending.told).hasSize(1).first().asString().endsWith(" answered 4711");
    assertThat(asked.get(0)).isIn(at("10.0.1.1"), at("10.0.1.2"));
  }

  @Test
  void questionsWithoutConnectionWaitForOneAndShareIt() {
    fixture.peer.welcome(Welcome.REFUSE);
    Ending first = ask();
    Ending second = ask();
    fixture.loop.advance(Duration.ofSeconds(10));
    assertThat(first.told).isEmpty();
    fixture.peer.welcome(Welcome.ACCEPT);
    fixture.loop.advance(Duration.ofSeconds(2));
    assertThat(first.told).hasSize(1);
    assertThat(second.told).hasSize(1);
    assertThat(asked).hasSize(2);
    assertThat(asked.get(0)).isEqualTo(asked.get(1));
  }

  @Test
  void aSilentServerHoldsUpNoQuestion() {
    fixture.peer.welcome(at("10.0.0.1"), Welcome.IGNORE);
    fixture.peer.welcome(at("10.0.1.1"), Welcome.IGNORE);
    Ending ending = ask();
    fixture.loop.advance(Duration.ofSeconds(1));
    assertThat(ending.told).hasSize(1);
  }

  @Test
  void aQuestionFailsAfterItsTimeoutAndIsNotAskedLater() {
    fixture.topic("orders", 0, 1);
    fixture.request("orders");
    fixture.peer.welcome(Welcome.REFUSE);
    fixture.loseAllLinks();
    Ending ending = ask();
    fixture.loop.advance(Duration.ofSeconds(30));
    assertThat(ending.failure().kind()).isEqualTo(Kind.NOT_READY);
    assertThat(ending.failure().reach()).isEqualTo(Reach.NOT_WRITTEN);
    assertThat(ending.failure().text())
        .startsWith("no broker could be asked within 30000 ms: b")
        .endsWith("Connection refused; InitProducerId was not sent");
    fixture.peer.keep(Apis.INIT_PRODUCER_ID);
    fixture.peer.welcome(Welcome.ACCEPT);
    fixture.loop.advance(Duration.ofMinutes(1));
    assertThat(fixture.peer.requests).isEmpty();
  }

  @Test
  void aQuestionIsNotAskedTwice() {
    fixture.peer.keep(Apis.INIT_PRODUCER_ID);
    Ending ending = ask();
    fixture.loop.run();
    fixture.peer.lastLink().ended(new IOException("reset"));
    assertThat(ending.failure().mayHaveArrived()).isTrue();
    fixture.loop.advance(Duration.ofMinutes(1));
    assertThat(fixture.peer.requests).hasSize(1);
  }

  @Test
  void theNextQuestionGoesToAnotherBrokerThanTheOneThatDidNotAnswer() {
    fixture.peer.keep(Apis.INIT_PRODUCER_ID);
    Ending silent = ask();
    fixture.loop.advance(Duration.ofSeconds(30));
    assertThat(silent.failure().kind()).isEqualTo(Kind.TIMED_OUT);
    ask();
    fixture.loop.run();
    assertThat(fixture.peer.requests).hasSize(2);
    assertThat(fixture.peer.requests.get(1).link().address)
        .isNotEqualTo(fixture.peer.requests.get(0).link().address);
  }

  @Test
  void aSilencedBrokerIsNotAsked() {
    fixture.peer.rule(
        Apis.INIT_PRODUCER_ID,
        received -> new InitProducerIdResponse(5000, (short) 0, 4711, (short) 0, -1, (short) -1));
    Ending first = ask();
    fixture.loop.run();
    Ending second = ask();
    fixture.loop.run();
    assertThat(first.told).hasSize(1);
    assertThat(second.told).hasSize(1);
    assertThat(second.told).isNotEqualTo(first.told);
  }

  @Test
  void closeFailsWhatWaits() {
    fixture.peer.welcome(Welcome.IGNORE);
    Ending ending = ask();
    fixture.loop.run();
    fixture.metadata.close();
    assertThat(ending.failure().kind()).isEqualTo(Kind.CLOSED);
    assertThat(ending.failure().text())
        .isEqualTo("the producer has closed; InitProducerId was not sent");

    Ending late = ask();
    assertThat(late.told).as("never inside the call that asks").isEmpty();
    fixture.loop.run();
    assertThat(late.failure().kind()).isEqualTo(Kind.CLOSED);
  }

  private Ending ask() {
    Ending ending = new Ending();
    fixture
        .metadata
        .anyBroker()
        .ask(Apis.INIT_PRODUCER_ID, InitProducerIdRequest.idempotent(), OPTIONS, ending);
    return ending;
  }

  private static final class Ending implements AnyBroker.Listener<InitProducerIdResponse> {

    final List<Object> told = new ArrayList<>();

    @Override
    public void answered(BrokerConnection broker, InitProducerIdResponse response) {
      broker.throttle(response.throttleTimeMs());
      told.add(broker.address() + " answered " + response.producerId());
    }

    @Override
    public void failed(RequestFailure failure) {
      told.add(failure);
    }

    RequestFailure failure() {
      assertThat(told).hasSize(1).first().isInstanceOf(RequestFailure.class);
      return (RequestFailure) told.get(0);
    }
  }
}
