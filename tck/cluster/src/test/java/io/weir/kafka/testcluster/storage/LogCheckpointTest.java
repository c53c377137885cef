package io.weir.kafka.testcluster.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.kafka.testcluster.storage.LogCheckpoint.Shutdown;
import org.junit.jupiter.api.Test;

class LogCheckpointTest {

  private static final LogCheckpoint SOME = new LogCheckpoint(30, 10, 20, Shutdown.CLEAN);

  @Test
  void a_checkpoint_is_one_line() {
    assertThat(SOME.text()).isEqualTo("30 10 20 CLEAN\n");
    assertThat(LogCheckpoint.parse(SOME.text())).isEqualTo(SOME);
  }

  @Test
  void a_checkpoint_that_is_not_whole_counts_as_none() {
    for (int length = 0; length < SOME.text().length(); length++) {
      assertThat(LogCheckpoint.parse(SOME.text().substring(0, length)))
          .as("%d characters", length)
          .isEqualTo(LogCheckpoint.NONE);
    }
  }
}
