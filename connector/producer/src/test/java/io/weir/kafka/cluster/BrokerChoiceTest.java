package io.weir.kafka.cluster;

import static io.weir.kafka.cluster.MetadataFixture.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.kafka.network.BrokerAddress;
import io.weir.kafka.network.ScriptedPeer.Welcome;
import io.weir.kafka.protocol.Apis;
import io.weir.kafka.protocol.ErrorCode;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whom metadata asks, and what it does when nobody answers. */
final class BrokerChoiceTest {

  private final MetadataFixture fixture = new MetadataFixture();
  private final Metadata metadata = fixture.metadata;

  @AfterEach
  void closedMetadataLeavesNoTimer() {
    fixture.close();
    assertThat(fixture.loop.waiting()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"10.0.0.1, 10.0.0.2", "10.0.0.2, 10.0.0.1"})
  void eachBootstrapServerIsTriedUntilOneAnswers(String down, String up) {
    fixture.peer.welcome(at(down), Welcome.REFUSE);
    started();
    assertThat(fixture.asked).containsExactly(at(up));
  }

  @ParameterizedTest
  @CsvSource({"10.0.0.1, 10.0.0.2", "10.0.0.2, 10.0.0.1"})
  void aSilentBootstrapServerHoldsUpNoOther(String silent, String up) {
    fixture.peer.welcome(at(silent), Welcome.IGNORE);
    metadata.start();
    fixture.loop.advance(Duration.ofSeconds(1));
    assertThat(fixture.asked).containsExactly(at(up));
  }

  @Test
  void nothingReachableIsTriedAgainForEver() {
    fixture.peer.welcome(Welcome.REFUSE);
    fixture.request("orders");
    fixture.loop.advance(Duration.ofMinutes(10));
    assertThat(fixture.news).isEmpty();
    fixture.peer.welcome(Welcome.ACCEPT);
    fixture.topic("orders", 0, 1);
    fixture.loop.advance(Duration.ofSeconds(3));
    assertThat(fixture.news).containsExactly("ready orders");
  }

  @Test
  void whenAllKnownBrokersAreGoneTheBootstrapServersAreAsked() {
    fixture.topic("orders", 0, 1);
    fixture.request("orders");
    fixture.loop.advance(Duration.ofSeconds(1));
    loseAllLinks();
    fixture.peer.welcome(at("10.0.1.1"), Welcome.REFUSE);
    fixture.peer.welcome(at("10.0.1.2"), Welcome.REFUSE);
    fixture.brokers = List.of(3);
    fixture.topic("orders", 1, 3);
    metadata.invalidate("the leader is gone");
    fixture.loop.advance(Duration.ofSeconds(2));
    assertThat(metadata.snapshot().brokers()).extracting(BrokerAddress::id).containsExactly(3);
    assertThat(topic("orders").leaderId(0)).isEqualTo(3);
  }

  @Test
  void aDemandToStartOverLeadsBackToTheBootstrapServers() {
    fixture.topic("orders", 0, 1);
    fixture.request("orders");
    loseAllLinks();
    fixture.loop.advance(Duration.ofSeconds(2));
    fixture.error = ErrorCode.REBOOTSTRAP_REQUIRED.code();
    metadata.invalidate("ask");
    fixture.loop.run();
    assertThat(last()).as("a known broker").isIn(at("10.0.1.1"), at("10.0.1.2"));
    fixture.error = 0;
    fixture.loop.advance(Duration.ofSeconds(1));
    assertThat(last()).as("a bootstrap server").isIn(at("10.0.0.1"), at("10.0.0.2"));
  }

  @Test
  void anAnswerWithoutBrokersChangesNothing() {
    fixture.brokers = List.of();
    fixture.topic("orders", 0, 1);
    fixture.request("orders");
    fixture.loop.advance(Duration.ofSeconds(1));
    assertThat(metadata.snapshot()).isSameAs(ClusterSnapshot.EMPTY);
    fixture.brokers = List.of(1);
    fixture.loop.advance(Duration.ofSeconds(2));
    assertThat(fixture.news).containsExactly("ready orders");
  }

  @Test
  void aBrokerThatNeverAnswersIsLeftAfterTheRequestTimeout() {
    fixture.peer.keep(Apis.METADATA);
    fixture.request("orders");
    assertThat(fixture.peer.requests).hasSize(1);
    fixture.loop.advance(Duration.ofSeconds(31));
    assertThat(fixture.peer.requests.size()).isGreaterThan(1);
  }

  @Test
  void bootstrapConnectionsRestOnceAKnownBrokerIsConnected() {
    started();
    assertThat(fixture.peer.lastLink().closed).isFalse();
    metadata.snapshot().brokers().forEach(each -> fixture.connections.to(each).open());
    fixture.loop.run();
    assertThat(fixture.peer.links.get(0).closed).isTrue();
    assertThat(fixture.peer.lastLink().closed).isFalse();
  }

  @Test
  void aBrokenConnectionDuringARequestIsRetriedElsewhere() {
    fixture.peer.keep(Apis.METADATA);
    fixture.request("orders");
    fixture.peer.lastLink().ended(new IOException("reset"));
    fixture.loop.advance(Duration.ofSeconds(1));
    assertThat(fixture.peer.requests.size()).isGreaterThan(1);
  }

  private void started() {
    metadata.start();
    fixture.loop.run();
  }

  private void loseAllLinks() {
    List.copyOf(fixture.peer.links).forEach(each -> each.ended(new IOException("reset")));
  }

  private InetSocketAddress last() {
    return fixture.asked.get(fixture.asked.size() - 1);
  }

  private TopicSnapshot topic(String name) {
    TopicSnapshot topic = metadata.snapshot().topic(name);
    assertThat(topic).isNotNull();
    return topic;
  }
}
