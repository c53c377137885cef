package io.weir.kafka.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.kafka.identity.LaneState.Certainty;
import io.weir.kafka.identity.LaneState.Follower;
import io.weir.kafka.identity.LaneState.Running;
import io.weir.kafka.identity.LaneState.Standing;
import org.junit.jupiter.api.Test;

class LaneIdentityTest {

  private static final ProducerIdAndEpoch NAME = new ProducerIdAndEpoch(7, (short) 0);

  @Test
  void numbersFollowEachOther() {
    LaneIdentity lane = new LaneIdentity();
    lane.granted(NAME);

    assertThat(lane.number(3)).isEqualTo(0);
    assertThat(lane.number(2)).isEqualTo(3);
    assertThat(lane.number(1)).isEqualTo(5);
    assertThat(lane.name()).isEqualTo(NAME);
  }

  @Test
  void sequencesStartAgainBehindTheLargest() {
    LaneIdentity lane = new LaneIdentity(new Running(NAME, Integer.MAX_VALUE - 1L, Standing.KNOWN));

    assertThat(LaneIdentity.sequence(lane.number(2))).isEqualTo(Integer.MAX_VALUE - 1);
    long wrapped = lane.number(1);
    assertThat(LaneIdentity.sequence(wrapped)).isZero();

    lane.lost(wrapped - 2, Certainty.UNKNOWN);
    lane.accepted(wrapped, 0);
    assertThat(lane.state()).as("0 lies behind 2^31 - 2").isInstanceOf(Running.class);
  }

  @Test
  void anExhaustedEpochNeedsAnotherId() {
    LaneIdentity lane =
        new LaneIdentity(
            new Running(new ProducerIdAndEpoch(7, Short.MAX_VALUE), 10, Standing.KNOWN));

    lane.lost(5, Certainty.TOLD);
    lane.drained(Follower.REFUSED);

    assertThat(lane.isNameless()).isTrue();
    assertThat(lane.spentProducerId()).isEqualTo(7);
    assertThatThrownBy(lane::name).isInstanceOf(IllegalStateException.class);
    lane.granted(new ProducerIdAndEpoch(8, (short) 0));
    assertThat(lane.number(1)).isZero();
  }

  @Test
  void aProbeThatIsAcceptedGoesOnUnderTheOldEpoch() {
    LaneIdentity lane = new LaneIdentity(new Running(NAME, 10, Standing.KNOWN));
    lane.lost(5, Certainty.UNKNOWN);
    lane.drained(Follower.DOUBTFUL);
    assertThat(lane.isProbing()).isTrue();
    assertThat(lane.name()).isEqualTo(NAME);

    lane.accepted(7, 0);

    assertThat(lane.number(1)).isEqualTo(10);
  }

  @Test
  void aPartitionThatHasRestedSendsOneBatchAheadUntilTheBrokerHasIt() {
    long rest = LaneIdentity.REST.toNanos();
    LaneIdentity lane = new LaneIdentity(new Running(NAME, 10, Standing.NEW));
    lane.accepted(5, 1_000);
    lane.idle(1_000 + rest);
    assertThat(lane.window()).isEqualTo(LaneState.REMEMBERED_BATCHES);
    lane.idle(1_001 + rest);
    assertThat(lane.window()).isEqualTo(1);
    lane.accepted(10, 1_002 + rest);
    lane.idle(1_003 + rest);
    assertThat(lane.window()).isEqualTo(LaneState.REMEMBERED_BATCHES);
  }
}
