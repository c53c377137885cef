package io.weir.kafka.testcluster.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.kafka.testcluster.ClusterTotals;
import org.junit.jupiter.api.Test;

class StatusLineTest {

  private final StatusLine line = new StatusLine();

  @Test
  void nothing_is_said_while_nothing_changes() {
    assertThat(line.next(healthy(0, 0, 0, 0))).isEmpty();
    assertThat(line.next(healthy(1, 6, 10, 700))).isPresent();
    assertThat(line.next(healthy(1, 6, 10, 700))).isEmpty();
  }

  @Test
  void totals_and_what_was_added_are_told() {
    assertThat(line.next(healthy(2, 7, 1500, 700)))
        .hasValue("2 topics, 7 partitions, 1,500 records (+1,500), 700 B");
    assertThat(line.next(healthy(2, 7, 1_001_500, 5L * 1024 * 1024 + 600_000)))
        .hasValue("2 topics, 7 partitions, 1,001,500 records (+1,000,000), 5.6 MiB");
  }

  @Test
  void troubles_are_told_until_they_are_over() {
    ClusterTotals totals = new ClusterTotals(1, 6, 0, 0);

    assertThat(line.next(new ClusterStatus(totals, 3, 1, 0)))
        .hasValue("1 topics, 6 partitions, 0 records (+0), 0 B, 3 under-replicated, 1 leaderless");
    assertThat(line.next(new ClusterStatus(totals, 0, 0, 2)))
        .hasValue("1 topics, 6 partitions, 0 records (+0), 0 B, 2 faults fired");
  }

  private static ClusterStatus healthy(int topics, int partitions, long records, long bytes) {
    return new ClusterStatus(new ClusterTotals(topics, partitions, records, bytes), 0, 0, 0);
  }
}
