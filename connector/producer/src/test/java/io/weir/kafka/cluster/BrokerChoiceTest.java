package io.weir.kafka.cluster;

import static io.weir.kafka.cluster.MetadataFixture.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.kafka.config.MetadataSettings.Recovery;
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

  private static final List<InetSocketAddress> BOOTSTRAP = List.of(at("10.0.0.1"), at("10.0.0.2"));

  private MetadataFixture fixture = new MetadataFixture();
  private Metadata metadata = fixture.metadata;

  @AfterEach
  void closedMetadataLeavesNoTimer() {
    fixture.close();
    assertThat(fixture.loop.waiting()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"10.0.0.1, 10.0.0.2", "10.0.0.2, 10.0.0.1"})
  void eachBootstrapServerIsTriedUntilOneAnswers(String down, String up) {
    fixture.peer.welcome(at(down), Welcome.REFUSE);
    fixture.started();
    assertThat(fixture.asked).containsExactly(at(up));
  }

  @ParameterizedTest
  @CsvSource({"10.0.0.1, 10.0.0.2", "10.0.0.2, 10.0.0.1"})
  void aSilentBootstrapServerHoldsUpNoOther(String silent, String up) {
    fixture.peer.welcome(at(silent), Welcome.IGNORE);
    fixture.started();
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
    fixture.loseAllLinks();
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
    fixture.loseAllLinks();
    fixture.loop.advance(Duration.ofSeconds(2));
    fixture.error = ErrorCode.REBOOTSTRAP_REQUIRED.code();
    metadata.invalidate("ask");
    fixture.loop.run();
    assertThat(last()).as("a known broker").isIn(at("10.0.1.1"), at("10.0.1.2"));
    fixture.error = 0;
    int before = fixture.asked.size();
    fixture.loop.advance(Duration.ofSeconds(1));
    assertThat(fixture.asked.get(before)).isIn(BOOTSTRAP);
  }

  @Test
  void knownBrokersThatDoNotTellOfTheClusterAreGivenUp() {
    fixture.topic("orders", 0, 1);
    fixture.request("orders");
    fixture.loseAllLinks();
    fixture.loop.advance(Duration.ofSeconds(2));
    fixture.error = ErrorCode.UNKNOWN_SERVER_ERROR.code();
    int before = fixture.asked.size();
    metadata.invalidate("ask");
    fixture.loop.advance(MetadataFixture.FIVE_MINUTES.minusSeconds(1));
    assertThat(since(before)).hasSizeGreaterThan(200).doesNotContainAnyElementsOf(BOOTSTRAP);
    fixture.loop.advance(Duration.ofSeconds(5));
    assertThat(last()).as("a bootstrap server").isIn(BOOTSTRAP);
  }

  @Test
  void withoutRecoveryOnlyKnownBrokersAreAsked() {
    use(new MetadataFixture(MetadataFixture.FIVE_MINUTES, Recovery.NONE));
    knownBrokersAreSilent();
    int before = fixture.asked.size();
    metadata.invalidate("ask");
    fixture.loop.advance(Duration.ofMinutes(2));
    fixture.loseAllLinks();
    fixture.peer.welcome(at("10.0.1.1"), Welcome.REFUSE);
    fixture.peer.welcome(at("10.0.1.2"), Welcome.REFUSE);
    int links = fixture.peer.links.size();
    fixture.loop.advance(Duration.ofMinutes(2));
    assertThat(since(before)).isNotEmpty().doesNotContainAnyElementsOf(BOOTSTRAP);
    assertThat(fixture.peer.links.subList(links, fixture.peer.links.size()))
        .isNotEmpty()
        .allMatch(each -> !BOOTSTRAP.contains(each.address));

    fixture.silent.clear();
    fixture.peer.welcome(at("10.0.1.2"), Welcome.ACCEPT);
    fixture.topic("orders", 9, 2);
    fixture.loop.advance(Duration.ofSeconds(5));
    assertThat(topic("orders").leaderEpoch(0)).isEqualTo(9);
  }

  @Test
  void withoutRecoveryADemandToStartOverIsAnErrorLikeOthers() {
    use(new MetadataFixture(MetadataFixture.FIVE_MINUTES, Recovery.NONE));
    fixture.topic("orders", 0, 1);
    fixture.request("orders");
    fixture.loseAllLinks();
    fixture.loop.advance(Duration.ofSeconds(2));
    fixture.error = ErrorCode.REBOOTSTRAP_REQUIRED.code();
    int before = fixture.asked.size();
    metadata.invalidate("ask");
    fixture.loop.advance(Duration.ofSeconds(10));
    assertThat(since(before)).hasSizeGreaterThan(5).doesNotContainAnyElementsOf(BOOTSTRAP);
  }

  @Test
  void aDemandThatBringsNothingNewIsRepeatedAtAnotherBroker() {
    fixture.topic("orders", 0, 1);
    fixture.request("orders");
    fixture.loop.advance(Duration.ofSeconds(1));
    fixture.beliefs.put(last(), fixture.topics.get("orders"));
    fixture.topic("orders", 1, 2);
    int before = fixture.asked.size();
    metadata.invalidate("the leader is cut off, and still believes that it leads");
    fixture.loop.advance(Duration.ofMillis(500));
    assertThat(topic("orders").leaderId(0)).isEqualTo(2);
    assertThat(since(before)).hasSize(2).doesNotHaveDuplicates();
  }

  @Test
  void aDemandThatBringsNothingNewIsRepeatedOnlyOnce() {
    fixture.topic("orders", 0, 1);
    fixture.request("orders");
    fixture.loop.advance(Duration.ofSeconds(1));
    int before = fixture.asked.size();
    metadata.invalidate("a partition is slow, but has not moved");
    fixture.loop.advance(Duration.ofMinutes(1));
    assertThat(since(before)).hasSize(2);
  }

  @Test
  void brokersThatAreEquallyBusyAreAskedInTurn() {
    fixture.topic("orders", 0, 1);
    fixture.request("orders");
    metadata.snapshot().brokers().forEach(each -> fixture.connections.to(each).open());
    fixture.loop.advance(Duration.ofSeconds(1));
    int before = fixture.asked.size();
    fixture.loop.advance(MetadataFixture.FIVE_MINUTES);
    metadata.invalidate("something has moved");
    fixture.loop.run();
    assertThat(since(before)).hasSize(2).doesNotHaveDuplicates();
  }

  @Test
  void aLateBrokerHoldsUpNothing() {
    fixture.topic("orders", 0, 1);
    fixture.request("orders");
    fixture.loop.advance(Duration.ofSeconds(1));
    fixture.silent.addAll(List.copyOf(fixture.asked));
    fixture.topic("orders", 1, 2);
    metadata.invalidate("the leader has moved");
    fixture.loop.advance(Duration.ofMillis(1900));
    assertThat(topic("orders").leaderId(0)).isEqualTo(1);
    fixture.loop.advance(Duration.ofMillis(1200));
    assertThat(topic("orders").leaderId(0)).as("as another broker says").isEqualTo(2);
    assertThat(fixture.unanswered).hasSize(1);
  }

  @Test
  void aLateAnswerCountsAndMakesTheNextUnnecessary() {
    fixture.topic("orders", 0, 1);
    fixture.request("orders");
    fixture.loop.advance(Duration.ofSeconds(1));
    fixture.brokers.forEach(each -> fixture.silent.add(at("10.0.1." + each)));
    fixture.silent.addAll(BOOTSTRAP);
    fixture.topic("orders", 1, 2);
    metadata.invalidate("the leader has moved");
    fixture.loop.advance(Duration.ofSeconds(25));
    int asked = fixture.asked.size();
    assertThat(asked).as("each only once while it owes an answer").isLessThanOrEqualTo(2 + 4);
    fixture.silent.clear();
    fixture.answerAll();
    assertThat(topic("orders").leaderId(0)).isEqualTo(2);
    fixture.loop.advance(Duration.ofMinutes(4));
    assertThat(fixture.asked).hasSize(asked);
  }

  @Test
  void aLateAnswerDoesNotMeetALaterDemand() {
    fixture.topic("orders", 0, 1);
    fixture.request("orders");
    fixture.loop.advance(Duration.ofSeconds(1));
    fixture.brokers.forEach(each -> fixture.silent.add(at("10.0.1." + each)));
    fixture.silent.addAll(BOOTSTRAP);
    metadata.invalidate("the leader has moved");
    fixture.loop.advance(Duration.ofSeconds(10));
    metadata.invalidate("it has moved again");
    int asked = fixture.asked.size();
    fixture.silent.clear();
    fixture.answerAll();
    fixture.loop.advance(Duration.ofSeconds(1));
    assertThat(fixture.asked.size()).isGreaterThan(asked);
  }

  @Test
  void bootstrapConnectionsDoNotRestWhileTheKnownBrokersAreLate() {
    knownBrokersAreSilent();
    metadata.invalidate("ask");
    fixture.loop.advance(Duration.ofSeconds(8));
    assertThat(BOOTSTRAP).as("after both known brokers").contains(last());
    int links = fixture.peer.links.size();
    fixture.loop.advance(Duration.ofSeconds(10));
    assertThat(fixture.peer.links).as("none is opened again and again").hasSize(links);
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
    fixture.started();
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

  private void use(MetadataFixture other) {
    fixture.close();
    fixture = other;
    metadata = other.metadata;
  }

  /** They take connections and requests, and answer none. */
  private void knownBrokersAreSilent() {
    fixture.topic("orders", 0, 1);
    fixture.request("orders");
    fixture.loseAllLinks();
    fixture.brokers.forEach(each -> fixture.silent.add(at("10.0.1." + each)));
    fixture.loop.advance(Duration.ofSeconds(1));
  }

  private List<InetSocketAddress> since(int before) {
    return fixture.asked.subList(before, fixture.asked.size());
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
