package io.weir.kafka.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.kafka.event.Parting;
import org.junit.jupiter.api.Test;

/** Readiness asks whether a broker can be reached, not how many sockets are open. */
class BrokerReachTest {

  private final BrokerReach reach = BrokerReach.sought();

  private void lose(int broker, Parting parting) {
    reach.parted(broker, parting, "broker " + broker + " (b:1) is gone");
  }

  @Test
  void beforeTheFirstAnswerNoBrokerIsKnownToBeThere() {
    assertThat(reach.problem()).isEqualTo("no broker has answered yet");
  }

  @Test
  void whoNeedsNoBrokerYetMissesNone() {
    assertThat(BrokerReach.unneeded().problem()).isEmpty();
  }

  @Test
  void oneBrokerIsEnough() {
    reach.connected(1);
    lose(2, Parting.NOT_OPENED);
    assertThat(reach.problem()).isEmpty();
  }

  @Test
  void connectionsThatNobodyNeedsMayAllClose() {
    reach.connected(1);
    lose(1, Parting.UNNEEDED);
    assertThat(reach.problem()).isEmpty();
  }

  @Test
  void aConnectionThatBreaksIsNoProblemUntilTheNextCannotBeOpened() {
    reach.connected(1);
    lose(1, Parting.BROKEN);
    assertThat(reach.problem()).isEmpty();

    lose(1, Parting.NOT_OPENED);
    assertThat(reach.problem()).isEqualTo("no broker can be reached: broker 1 (b:1) is gone");
  }

  @Test
  void whatComesBackHeals() {
    lose(-1, Parting.NOT_OPENED);
    assertThat(reach.problem()).isNotEmpty();
    reach.connected(1);
    assertThat(reach.problem()).isEmpty();
  }

  @Test
  void theBootstrapConnectionRestsWhileOthersServe() {
    reach.connected(-1);
    reach.connected(1);
    lose(-1, Parting.UNNEEDED);
    lose(1, Parting.BROKEN);
    lose(1, Parting.NOT_OPENED);
    assertThat(reach.problem()).isNotEmpty();
  }
}
