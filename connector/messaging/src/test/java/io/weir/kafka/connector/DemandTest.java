package io.weir.kafka.connector;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DemandTest {

  private static final int UNLIMITED = 0;

  @Test
  void theFirstRequestFillsTheRoom() {
    assertThat(new Demand(UNLIMITED).next(100)).isEqualTo(100);
  }

  @Test
  void whatIsOutstandingStaysWithinTheWindow() {
    Demand demand = new Demand(UNLIMITED);

    assertThat(demand.next(Integer.MAX_VALUE)).isEqualTo(Demand.WINDOW);
    assertThat(demand.next(Integer.MAX_VALUE)).isZero();
  }

  @Test
  void aRefillWaitsUntilAQuarterOfTheWindowIsFree() {
    Demand demand = new Demand(UNLIMITED);
    demand.next(100);

    receive(demand, 24);
    assertThat(demand.next(100)).isZero();
    receive(demand, 1);
    assertThat(demand.next(100)).isEqualTo(25);
  }

  @Test
  void theUpstreamsThreadAsksForARefillOnceWhenAQuarterIsLeft() {
    Demand demand = new Demand(UNLIMITED);
    demand.next(100);

    assertThat(receive(demand, 74)).isZero();
    assertThat(receive(demand, 1)).isEqualTo(1);
    assertThat(receive(demand, 25)).isZero();
  }

  @Test
  void aRefillCanBeAskedForAgainAfterEachRequest() {
    Demand demand = new Demand(UNLIMITED);
    demand.next(4);

    assertThat(receive(demand, 3)).isEqualTo(1);
    assertThat(demand.next(4)).isEqualTo(3);
    assertThat(receive(demand, 4)).isEqualTo(1);
  }

  @Test
  void noRoomMeansNoRequestWhileSomethingIsInFlight() {
    Demand demand = new Demand(UNLIMITED);
    demand.next(1);
    demand.received();

    assertThat(demand.next(0)).isZero();
  }

  @Test
  void oneMessageIsRequestedWhenNothingElseWouldWakeTheChannel() {
    Demand demand = new Demand(UNLIMITED);

    assertThat(demand.next(0)).isEqualTo(1);
    assertThat(demand.next(0)).isZero();
    demand.received();
    demand.settled();
    assertThat(demand.next(0)).isEqualTo(1);
  }

  @Test
  void messagesWithoutAnOutcomeStayWithinTheLimit() {
    Demand demand = new Demand(10);

    assertThat(demand.next(1000)).isEqualTo(10);
    receive(demand, 10);
    assertThat(demand.next(1000)).isZero();
    settle(demand, 3);
    assertThat(demand.next(1000)).isEqualTo(3);
    assertThat(demand.inFlight() + demand.outstanding()).isEqualTo(10);
  }

  @Test
  void aLimitOfOneStillFlows() {
    Demand demand = new Demand(1);

    for (int i = 0; i < 5; i++) {
      assertThat(demand.next(1000)).isEqualTo(1);
      assertThat(demand.next(1000)).isZero();
      demand.received();
      assertThat(demand.next(1000)).isZero();
      demand.settled();
    }
  }

  private static int receive(Demand demand, int messages) {
    int asked = 0;
    for (int i = 0; i < messages; i++) {
      asked += demand.received() ? 1 : 0;
    }
    return asked;
  }

  private static void settle(Demand demand, int messages) {
    for (int i = 0; i < messages; i++) {
      demand.settled();
    }
  }
}
