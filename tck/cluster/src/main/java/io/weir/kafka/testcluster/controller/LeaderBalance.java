package io.weir.kafka.testcluster.controller;

import io.weir.kafka.testcluster.metadata.ClusterImage;
import io.weir.kafka.testcluster.metadata.ClusterSettings;
import java.util.OptionalLong;

/**
 * Gives leaderships back to the preferred leaders, {@code leader.imbalance.check.interval.seconds}
 * after one has moved away.
 *
 * <p>Owned by the core's thread. A real controller looks at a fixed beat, so it may be earlier.
 */
final class LeaderBalance {

  private final ClusterState state;
  private final Elections elections;

  /** The image that was looked at last; owned by the core's thread. */
  private long seenVersion = -1;

  /** When to act; empty while all is balanced; owned by the core's thread. */
  private OptionalLong deadlineMs = OptionalLong.empty();

  LeaderBalance(ClusterState state, Elections elections) {
    this.state = state;
    this.elections = elections;
  }

  OptionalLong nextDeadlineMs() {
    return deadlineMs;
  }

  /** To be called after each change. */
  void look(long nowMs) {
    ClusterImage image = state.image();
    if (image.version() == seenVersion) {
      return;
    }
    seenVersion = image.version();
    ClusterSettings settings = image.settings();
    if (!settings.autoLeaderRebalance() || !isImbalanced(image)) {
      deadlineMs = OptionalLong.empty();
    } else if (deadlineMs.isEmpty()) {
      deadlineMs = OptionalLong.of(nowMs + settings.leaderImbalanceCheckIntervalMs());
    }
  }

  private static boolean isImbalanced(ClusterImage image) {
    return image.topics().stream()
        .flatMap(topic -> topic.partitions().stream())
        .anyMatch(Elections::isImbalanced);
  }

  /** Acts if it is time; who cannot lead yet is asked again an interval later. */
  void tick(long nowMs) {
    if (deadlineMs.isPresent() && deadlineMs.getAsLong() <= nowMs) {
      deadlineMs = OptionalLong.empty();
      seenVersion = -1;
      elections.preferAll();
    }
  }
}
