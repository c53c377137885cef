package io.weir.kafka.send;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.kafka.api.DeliveryTimeoutException;
import io.weir.kafka.api.Persistence;
import io.weir.kafka.network.ScriptedPeer.PeerLink;
import io.weir.kafka.producer.PipelineFixture;
import io.weir.kafka.protocol.ErrorCode;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A batch whose time is over while it is being written, or was written and is not answered. */
class ExpiryInFlightTest {

  @RegisterExtension final PipelineFixture fixture = new PipelineFixture();
  private final ScriptedBrokers brokers = fixture.brokers;

  /**
   * Record "late" has expired, and its second attempt is in a request that has not ended; "behind"
   * waits.
   *
   * @return the link of that request
   */
  private PeerLink expireInRequest(boolean stuck) {
    brokers.topic("t", 1);
    fixture.open(
        "enable.idempotence",
        "true",
        "delivery.timeout.ms",
        "10000",
        "request.timeout.ms",
        "10000",
        "batch.size",
        "1");
    fixture.send("t", "first");
    PeerLink link = brokers.kept().get(0).link();
    brokers.answerAll();
    fixture.send("t", "late");
    brokers.answer(ErrorCode.NOT_ENOUGH_REPLICAS);
    link.stuck = stuck;
    fixture.loop.advance(Duration.ofSeconds(5));
    fixture.send("t", "behind");
    fixture.loop.advance(Duration.ofMillis(5_010));
    assertThat(fixture.failure("late"))
        .isInstanceOf(DeliveryTimeoutException.class)
        .hasMessageContaining("it is in flight, attempt 2")
        .hasMessageContaining("POSSIBLY_PERSISTED: to send its records again may duplicate them");
    assertThat(fixture.failure("late").isSafeToResend()).isFalse();
    return link;
  }

  @Test
  void whatIsBeingWrittenLeavesWithItsOwnBytesHoweverMuchFollows() {
    PeerLink link = expireInRequest(true);
    assertThat(brokers.kept()).as("nothing has left").isEmpty();
    for (int i = 0; i < 50; i++) {
      fixture.send("t", "other" + i); // memory that was given back would be used for these
    }

    link.flush();
    fixture.loop.run();

    assertThat(brokers.numbered()).containsExactly("t-0[late]#1000/0/1");
    brokers.answer(ErrorCode.NONE);
    assertThat(brokers.numbered()).first().isEqualTo("t-0[behind]#1000/0/2");
    brokers.answerAll();
    assertThat(fixture.outcome("other49")).startsWith("delivered");
  }

  @Test
  void whatNeverLeftLeavesAGapThatTheNextEpochCloses() {
    PeerLink link = expireInRequest(true);

    link.ended(new IOException("reset"));
    fixture.loop.advance(Duration.ofSeconds(2));

    assertThat(brokers.numbered()).containsExactly("t-0[behind]#1000/1/0");
    brokers.answerAll();
  }

  @Test
  void whatWasWrittenAndIsRefusedAtLastLeavesAGapThatTheNextEpochCloses() {
    expireInRequest(false);
    assertThat(brokers.numbered()).containsExactly("t-0[late]#1000/0/1");

    brokers.answer(ErrorCode.NOT_ENOUGH_REPLICAS);

    assertThat(brokers.numbered()).containsExactly("t-0[behind]#1000/1/0");
    brokers.answerAll();
  }

  @Test
  void aBatchThatIsAbandonedInFlightSaysSo() {
    brokers.topic("t", 1);
    fixture.open("enable.idempotence", "true", "batch.size", "1");
    fixture.send("t", "a", "b");
    fixture.close(Duration.ZERO).join();

    assertThat(fixture.failure("a").persistence()).isEqualTo(Persistence.POSSIBLY_PERSISTED);
    assertThat(fixture.failure("a"))
        .hasMessageContaining("before the channel closed: it is in flight, attempt 1")
        .hasMessageContaining("may duplicate them");
    assertThat(fixture.failure("b").persistence()).isEqualTo(Persistence.NOT_PERSISTED);
    assertThat(fixture.failure("b"))
        .hasMessageContaining("it was never sent")
        .hasMessageContaining("can be sent again");
    brokers.kept().clear();
  }
}
