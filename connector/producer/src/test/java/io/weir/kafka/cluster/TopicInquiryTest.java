package io.weir.kafka.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.kafka.network.ScriptedPeer;
import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.protocol.MetadataRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whether a topic can be written to is asked without creating it. */
class TopicInquiryTest {

  private final MetadataFixture fixture = new MetadataFixture();
  private final List<String> problems = new ArrayList<>();

  @AfterEach
  void close() {
    fixture.close();
  }

  private void ask(String topic) {
    TopicInquiry.ask(
        fixture.metadata.anyBroker(), topic, Duration.ofSeconds(5).toNanos(), problems::add);
    fixture.loop.run();
  }

  @Test
  void aTopicWhosePartitionsAllHaveALeaderIsNoProblem() {
    fixture.topic("orders", 5, 1);
    ask("orders");
    assertThat(problems).containsExactly("");
  }

  @Test
  void aTopicThatIsMissingIsNamedAndNotCreated() {
    fixture.topicError("orders", ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
    ask("orders");
    assertThat(problems).singleElement().asString().contains("'orders'").contains("UNKNOWN_TOPIC");
    assertThat(fixture.requests)
        .filteredOn(each -> MetadataFixture.names(each).contains("orders"))
        .hasSize(1)
        .noneMatch(MetadataRequest::allowAutoTopicCreation);
  }

  @Test
  void aPartitionWithoutLeaderIsAProblem() {
    fixture.topic("orders", 5, TopicSnapshot.NO_LEADER);
    ask("orders");
    assertThat(problems).containsExactly("not every partition of topic 'orders' has a leader");
  }

  @Test
  void aTopicThatIsAskedForIsNotInUseByThat() {
    fixture.topic("orders", 5, 1);
    ask("orders");
    assertThat(fixture.metadata.snapshot().topic("orders")).isNull();
  }

  @Test
  void whereNoBrokerCanBeReachedThatIsTheProblem() {
    fixture.peer.welcome(ScriptedPeer.Welcome.REFUSE);
    ask("orders");
    assertThat(problems).isEmpty();
    fixture.loop.advance(Duration.ofSeconds(5));
    assertThat(problems).singleElement().asString().contains("no broker could be asked");
  }
}
