package io.weir.kafka.testcluster.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import org.junit.jupiter.api.Test;

class RandomGroupTest {

  private static final int SEEDS = 100;

  @Test
  void no_partition_has_two_holders_and_every_group_settles() {
    for (long seed = 0; seed < SEEDS; seed++) {
      long each = seed;
      assertThatNoException().as("seed %d", seed).isThrownBy(() -> new RandomGroup(each).run());
    }

    assertThat(RandomGroup.HAPPENED)
        .containsKeys(
            "a client crashed",
            "a client joined again",
            "a client left",
            "a client was forgotten: FENCED_INSTANCE_ID",
            "a client was forgotten: ILLEGAL_GENERATION",
            "a client was forgotten: UNKNOWN_MEMBER_ID",
            "an assignment was handed out",
            "long silence",
            "replication stopped",
            "the coordinator moved");
  }
}
