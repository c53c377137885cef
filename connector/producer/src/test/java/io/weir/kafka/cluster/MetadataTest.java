package io.weir.kafka.cluster;

import static io.weir.kafka.network.ScriptedPeer.version;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.kafka.config.MetadataSettings.Recovery;
import io.weir.kafka.network.BrokerAddress;
import io.weir.kafka.network.BrokerConnection;
import io.weir.kafka.network.ScriptedPeer;
import io.weir.kafka.network.ScriptedPeer.Welcome;
import io.weir.kafka.protocol.Apis;
import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.protocol.MetadataRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class MetadataTest {

  private final MetadataFixture fixture = new MetadataFixture();
  private final Metadata metadata = fixture.metadata;

  @AfterEach
  void closedMetadataLeavesNoTimer() {
    fixture.close();
    assertThat(fixture.loop.waiting()).isZero();
  }

  @Test
  void aTopicIsFoundOnFirstUse() {
    fixture.topic("orders", 4, 1, 2, 1);
    assertThat(metadata.snapshot().partitionCount("orders")).isZero();
    fixture.request("orders");
    assertThat(fixture.news).containsExactly("ready orders");
    assertThat(metadata.snapshot().partitionCount("orders")).isEqualTo(3);
    assertThat(metadata.snapshot().leader("orders", 1))
        .isEqualTo(new BrokerAddress(2, "10.0.1.2", 9092));
    assertThat(metadata.snapshot().leader("orders", 3)).isNull();
    assertThat(metadata.snapshot().clusterId()).isEqualTo("one");
    assertThat(topic("orders").leaderEpoch(0)).isEqualTo(4);
    assertThat(topic("orders").id()).isEqualTo(new UUID(1, "orders".hashCode()));
  }

  @Test
  void theBrokersAreLearntWithoutAnyTopic() {
    fixture.started();
    assertThat(metadata.snapshot().brokers()).extracting(BrokerAddress::id).containsExactly(1, 2);
  }

  @Test
  void severalNewTopicsShareOneRequest() {
    fixture.started();
    fixture.topic("a", 0, 1);
    fixture.topic("b", 0, 1);
    metadata.request("a");
    metadata.request("b");
    metadata.request("a");
    metadata.request("c");
    fixture.loop.run();
    assertThat(fixture.requests).as("start, then the first, then those meanwhile").hasSize(3);
    assertThat(fixture.lastAsked()).containsExactly("b", "c");
    assertThat(fixture.news).containsExactly("ready a", "ready b");
  }

  @Test
  void aTopicThatIsKnownIsToldAtOnce() {
    fixture.topic("orders", 0, 1);
    fixture.request("orders");
    int before = fixture.requests.size();
    fixture.request("orders");
    assertThat(fixture.requests).hasSize(before);
    assertThat(fixture.news).containsExactly("ready orders", "ready orders");
  }

  @Test
  void anUnknownTopicIsAskedForAgainWithBackoffAndDelaysNoOther() {
    fixture.request("missing");
    fixture.loop.advance(Duration.ofSeconds(5));
    int asked = fixture.requests.size();
    assertThat(asked).as("100 ms, 200 ms, ... 1 s").isBetween(6, 12);
    assertThat(fixture.news).isEmpty();

    fixture.topic("orders", 0, 1);
    fixture.request("orders");
    assertThat(fixture.news).containsExactly("ready orders");

    fixture.topic("missing", 0, 1);
    fixture.loop.advance(Duration.ofSeconds(2));
    assertThat(fixture.news).containsExactly("ready orders", "ready missing");
  }

  @Test
  void aTopicThatNobodyWaitsForAnyMoreIsNoLongerAskedFor() {
    metadata.request("missing");
    fixture.loop.run();
    assertThat(fixture.lastAsked()).containsExactly("missing");
    int before = fixture.requests.size();
    fixture.loop.advance(Duration.ofMinutes(4));
    assertThat(fixture.requests).hasSize(before);

    metadata.request("missing");
    fixture.topic("missing", 0, 1);
    fixture.loop.run();
    assertThat(fixture.news).as("who asks anew is answered").containsExactly("ready missing");
  }

  @Test
  void aRequestHoldsUntilThereIsAnAnswer() {
    fixture.peer.welcome(Welcome.REFUSE);
    metadata.request("orders");
    fixture.topic("orders", 0, 1);
    fixture.loop.advance(Duration.ofMinutes(10));
    fixture.peer.welcome(Welcome.ACCEPT);
    fixture.loop.advance(Duration.ofSeconds(3));
    assertThat(fixture.news).containsExactly("ready orders");
  }

  @Test
  void aFatalErrorIsToldAndNotAskedAgain() {
    fixture.topicError("secret", ErrorCode.TOPIC_AUTHORIZATION_FAILED);
    fixture.request("secret");
    assertThat(fixture.news)
        .containsExactly(
            "failed topic 'secret': TOPIC_AUTHORIZATION_FAILED:"
                + " the principal may not do this with the topic");
    int before = fixture.requests.size();
    fixture.loop.advance(Duration.ofSeconds(10));
    assertThat(fixture.requests).hasSize(before);

    fixture.topic("secret", 0, 1);
    fixture.request("secret");
    assertThat(fixture.news).endsWith("ready secret");
  }

  @Test
  void outdatedMetadataIsAskedForAgainWithBackoffWhileNothingChanges() {
    fixture.topic("orders", 3, 1);
    fixture.request("orders");
    fixture.topic("orders", 4, 2);
    fixture.loop.advance(Duration.ofMillis(200));
    metadata.invalidate("not the leader");
    fixture.loop.run();
    assertThat(topic("orders").leaderId(0)).isEqualTo(2);

    int before = fixture.requests.size();
    for (int i = 0; i < 100; i++) {
      metadata.invalidate("still not the leader");
      fixture.loop.advance(Duration.ofMillis(100));
    }
    assertThat(fixture.requests.size() - before).isBetween(9, 20);
  }

  @Test
  void anInvalidationDuringARefreshLeadsToAnother() {
    fixture.topic("orders", 3, 1);
    fixture.request("orders");
    fixture.loop.advance(Duration.ofSeconds(1));
    int before = fixture.requests.size();
    metadata.invalidate("first");
    metadata.invalidate("second, while the first is asked");
    fixture.loop.advance(Duration.ofSeconds(1));
    assertThat(fixture.requests).hasSize(before + 2);
  }

  @Test
  void anOlderLeaderEpochIsIgnored() {
    fixture.topic("orders", 5, 1);
    fixture.request("orders");
    fixture.topic("orders", 4, 2);
    refresh();
    assertThat(topic("orders").leaderId(0)).isEqualTo(1);
    assertThat(topic("orders").leaderEpoch(0)).isEqualTo(5);
  }

  @Test
  void aRecreatedTopicStartsItsEpochsAnew() {
    fixture.topic("orders", 5, 1, 1);
    fixture.request("orders");
    fixture.topics.put("orders", MetadataFixture.topic("orders", new UUID(2, 2), 0, 2));
    refresh();
    assertThat(topic("orders").leaderId(0)).isEqualTo(2);
    assertThat(topic("orders").partitionCount()).isEqualTo(1);
  }

  @Test
  void partitionsThatWereAddedAreNews() {
    fixture.topic("orders", 5, 1);
    fixture.request("orders");
    fixture.topic("orders", 5, 1, 2, 1);
    fixture.loop.advance(MetadataFixture.FIVE_MINUTES);
    assertThat(topic("orders").partitionCount()).isEqualTo(3);
    assertThat(topic("orders").leaderId(1)).isEqualTo(2);
  }

  @Test
  void aBrokerThatLagsBehindDoesNotTakePartitionsOfAnotherEpochBack() {
    fixture.topic("orders", 5, 1, 2);
    fixture.request("orders");
    fixture.topics.put("orders", MetadataFixture.topic("orders", topic("orders").id(), 4, 2, 1));
    refresh();
    assertThat(topic("orders").leaderId(0)).isEqualTo(1);
    assertThat(topic("orders").leaderId(1)).isEqualTo(2);
  }

  @Test
  void anOldBrokerIsAskedInItsOwnVersion() {
    fixture.peer.rule(
        Apis.API_VERSIONS,
        received -> ScriptedPeer.versions((short) 0, List.of(version(Apis.METADATA, 0, 7))));
    List<Integer> asked = new ArrayList<>();
    fixture.topics.put("orders", MetadataFixture.topic("orders", new UUID(0, 0), 3, 1));
    fixture.peer.rule(
        Apis.METADATA,
        received -> {
          asked.add((int) received.header().requestApiVersion());
          return fixture.response((MetadataRequest) received.body());
        });
    fixture.request("orders");
    assertThat(asked).isNotEmpty().containsOnly(7);
    assertThat(topic("orders").leaderEpoch(0)).isEqualTo(3);
    assertThat(fixture.news).containsExactly("ready orders");
  }

  @Test
  void aConnectionThatClosesWhileNothingIsAskedIsNoObstacle() {
    fixture.topic("orders", 5, 1);
    fixture.request("orders");
    fixture.loseAllLinks();
    assertThat(metadata.obstacle("orders")).isEqualTo("the cluster answers");
  }

  @Test
  void whenTheLastConnectionIsLostAnotherIsLookedForAlthoughNobodyAsks() {
    fixture.started();
    fixture.peer.welcome(ScriptedPeer.Welcome.REFUSE);
    fixture.loseAllLinks();
    fixture.loop.advance(Duration.ofMinutes(2));
    assertThat(connected()).as("while none can be reached").isFalse();

    fixture.peer.welcome(ScriptedPeer.Welcome.ACCEPT);
    fixture.loop.advance(Duration.ofSeconds(5));

    assertThat(connected()).isTrue();
  }

  @Test
  void aConnectionThatNobodyNeedsIsNotReplaced() {
    fixture.started();
    int before = fixture.requests.size();
    fixture.connections.all().forEach(BrokerConnection::rest);
    fixture.loop.advance(Duration.ofMinutes(1));
    assertThat(connected()).isFalse();
    assertThat(fixture.requests).hasSize(before);
  }

  private boolean connected() {
    return fixture.connections.all().stream().anyMatch(BrokerConnection::isReady);
  }

  @Test
  void toBeginIsToLearnTheBrokers() {
    metadata.begin();
    fixture.loop.run();
    assertThat(metadata.snapshot().brokers()).hasSize(2);
    assertThat(fixture.requests).hasSize(1);
  }

  @Test
  void anAgeOfZeroDoesNotMeanToAskWithoutPause() {
    MetadataFixture eager = new MetadataFixture(Duration.ZERO, Recovery.REBOOTSTRAP);
    eager.topic("orders", 5, 1);
    eager.request("orders");
    eager.loop.advance(Duration.ofSeconds(10));
    assertThat(eager.requests).hasSizeBetween(90, 110);
    eager.close();
  }

  @Test
  void aKnownTopicThatIsBrieflyLostKeepsItsPartitions() {
    fixture.topic("orders", 5, 1, 2);
    fixture.request("orders");
    fixture.topicError("orders", ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
    refresh();
    assertThat(topic("orders").partitionCount()).isEqualTo(2);
    assertThat(topic("orders").error()).isEqualTo(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);

    fixture.topic("orders", 5, 1, 2);
    fixture.loop.advance(Duration.ofSeconds(2));
    assertThat(topic("orders").error()).isEqualTo(ErrorCode.NONE);
  }

  @Test
  void aPartitionWithoutLeaderIsAskedForAgain() {
    fixture.topic("orders", 5, 1, -1);
    fixture.request("orders");
    assertThat(fixture.news).containsExactly("ready orders");
    assertThat(metadata.snapshot().leader("orders", 1)).isNull();
    fixture.topic("orders", 5, 1, 2);
    fixture.loop.advance(Duration.ofSeconds(2));
    assertThat(topic("orders").leaderId(1)).isEqualTo(2);
  }

  @Test
  void onlyANewerLeaderHintIsAccepted() {
    fixture.topic("orders", 5, 1);
    fixture.request("orders");
    int before = fixture.requests.size();
    assertThat(metadata.accept(new LeaderHint("orders", 0, 2, 5, null))).isFalse();
    assertThat(metadata.accept(new LeaderHint("orders", 1, 2, 6, null))).isFalse();
    assertThat(metadata.accept(new LeaderHint("orders", -1, 2, 6, null))).isFalse();
    assertThat(metadata.accept(new LeaderHint("other", 0, 2, 6, null))).isFalse();
    assertThat(metadata.accept(new LeaderHint("orders", 0, 9, 6, null))).isFalse();
    assertThat(metadata.accept(new LeaderHint("orders", 0, 2, 6, null))).isTrue();
    assertThat(topic("orders").leaderId(0)).isEqualTo(2);
    BrokerAddress new9 = new BrokerAddress(9, "10.0.1.9", 9092);
    assertThat(metadata.accept(new LeaderHint("orders", 0, 9, 7, new9))).isTrue();
    assertThat(metadata.snapshot().leader("orders", 0)).isEqualTo(new9);
    assertThat(fixture.requests).hasSize(before);
  }

  @Test
  void metadataIsRefreshedByAge() {
    fixture.topic("orders", 5, 1);
    fixture.request("orders");
    int before = fixture.requests.size();
    fixture.loop.advance(Duration.ofMinutes(5).minusMillis(1));
    assertThat(fixture.requests).hasSize(before);
    fixture.loop.advance(Duration.ofMillis(1));
    assertThat(fixture.requests).hasSize(before + 1);
    assertThat(fixture.lastAsked()).containsExactly("orders");
  }

  @Test
  void aTopicOutOfUseIsForgotten() {
    fixture.topic("orders", 5, 1);
    fixture.topic("old", 5, 1);
    fixture.request("orders");
    fixture.request("old");
    fixture.loop.advance(Duration.ofMinutes(4));
    metadata.used("orders");
    fixture.loop.advance(Duration.ofMinutes(4));
    metadata.used("orders");
    fixture.loop.advance(Duration.ofMinutes(3));
    assertThat(metadata.snapshot().topic("old")).isNull();
    assertThat(topic("orders").partitionCount()).isOne();
  }

  private void refresh() {
    fixture.loop.advance(Duration.ofSeconds(2));
    metadata.invalidate("a test wants it");
    fixture.loop.run();
  }

  private TopicSnapshot topic(String name) {
    TopicSnapshot topic = metadata.snapshot().topic(name);
    assertThat(topic).isNotNull();
    return topic;
  }
}
