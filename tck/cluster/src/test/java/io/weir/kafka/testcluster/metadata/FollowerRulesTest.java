package io.weir.kafka.testcluster.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.kafka.testcluster.storage.EpochEnd;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a leader makes of its followers' fetches, and a follower of its leader's answer. */
class FollowerRulesTest {

  private static final long LAG_MS = 100;
  private static final ReplicationRules RULES = ReplicationRules.KAFKA;

  private static FollowerState fetched(FollowerState before, long offset, long end, long nowMs) {
    return before.fetched(new FollowerFetch(2, 7, offset, 0), end, nowMs);
  }

  @Test
  void a_follower_that_asks_for_the_end_has_caught_up_now() {
    FollowerState state = fetched(FollowerState.unseen(2, 0), 5, 5, 1000);

    assertThat(state.caughtUpAtMs()).isEqualTo(1000);
    assertThat(state.logEndOffset()).isEqualTo(5);
    assertThat(state.brokerEpoch()).isEqualTo(7);
  }

  @Test
  void one_that_asks_for_what_was_the_end_at_its_last_fetch_had_caught_up_then() {
    FollowerState first = fetched(FollowerState.unseen(2, 0), 3, 5, 1000);
    FollowerState second = fetched(first, 5, 9, 1010);

    assertThat(first.caughtUpAtMs()).isZero();
    assertThat(second.caughtUpAtMs()).isEqualTo(1000);
  }

  @Test
  void one_that_never_reaches_the_earlier_end_falls_behind() {
    FollowerState state = fetched(FollowerState.unseen(2, 1000), 3, 5, 1010);
    state = fetched(state, 4, 9, 1020);

    assertThat(state.caughtUpAtMs()).isEqualTo(1000);
    assertThat(RULES.fallsOutOfSync(state, 9, 1100, LAG_MS)).isFalse();
    assertThat(RULES.fallsOutOfSync(state, 9, 1101, LAG_MS)).isTrue();
  }

  @Test
  void one_that_has_everything_is_in_sync_however_long_it_is_silent() {
    FollowerState state = fetched(FollowerState.unseen(2, 0), 5, 5, 1000);

    assertThat(RULES.isCaughtUp(state, 5, 1_000_000, LAG_MS)).isTrue();
    assertThat(RULES.isCaughtUp(state, 6, 1_000_000, LAG_MS)).isFalse();
  }

  @Test
  void the_high_watermark_is_the_least_of_all_ends() {
    FollowerState near = fetched(FollowerState.unseen(2, 0), 8, 9, 1000);
    FollowerState far = fetched(FollowerState.unseen(3, 0), 4, 9, 1000);

    assertThat(RULES.highWatermark(9, List.of())).isEqualTo(9);
    assertThat(RULES.highWatermark(9, List.of(near))).isEqualTo(8);
    assertThat(RULES.highWatermark(9, List.of(near, far))).isEqualTo(4);
    assertThat(RULES.highWatermark(9, List.of(FollowerState.unseen(2, 0)))).isNegative();
  }

  @Test
  void a_follower_below_the_high_watermark_or_the_leaders_epoch_stays_out_of_the_isr() {
    FollowerState state = fetched(FollowerState.unseen(2, 0), 5, 9, 1000);

    assertThat(RULES.mayJoinIsr(state, 5, 5)).isTrue();
    assertThat(RULES.mayJoinIsr(state, 6, 5)).isFalse();
    assertThat(RULES.mayJoinIsr(state, 5, 6)).isFalse();
  }

  @Test
  void a_log_is_cut_where_the_shared_epoch_ends_first() {
    assertThat(RULES.truncationPoint(new EpochEnd(3, 7), new EpochEnd(3, 9), 12)).isEqualTo(7);
    assertThat(RULES.truncationPoint(new EpochEnd(3, 9), new EpochEnd(3, 7), 12)).isEqualTo(7);
    assertThat(RULES.truncationPoint(new EpochEnd(3, 9), new EpochEnd(3, 9), 8)).isEqualTo(8);
  }

  @Test
  void without_the_leaders_epoch_it_is_cut_at_the_end_of_the_one_before() {
    assertThat(RULES.truncationPoint(new EpochEnd(3, 9), new EpochEnd(2, 4), 12)).isEqualTo(4);
  }

  @Test
  void a_log_that_knows_no_epoch_is_cut_where_the_leaders_ends() {
    assertThat(RULES.truncationPoint(new EpochEnd(3, 9), EpochEnd.UNKNOWN, 12)).isEqualTo(9);
  }
}
