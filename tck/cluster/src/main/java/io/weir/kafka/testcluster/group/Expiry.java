package io.weir.kafka.testcluster.group;

import java.util.List;

/**
 * Which offsets are too old (KIP-211): those of a group without members once it has been empty for
 * {@code offsets.retention.minutes}; those of a simple group as long after their commit; in a
 * stable group of consumers those of topics that nobody subscribes to, as long after their commit.
 * An offset that says when it expires does so then.
 *
 * <p>Stateless.
 */
final class Expiry {

  private final long afterMs;

  Expiry(GroupSettings settings) {
    this.afterMs = settings.retention().afterMs();
  }

  /** The places whose offsets are to be removed. */
  List<Place> expired(ClassicGroup group, long nowMs) {
    if (group.protocolType() == null) {
      return group
          .offsets()
          .placesWhere(each -> isOver(each.getValue(), each.getValue().committedAtMs(), nowMs));
    }
    if (group.isIn(GroupState.EMPTY)) {
      return group
          .offsets()
          .placesWhere(each -> isOver(each.getValue(), emptySince(group, each.getValue()), nowMs));
    }
    if (group.isIn(GroupState.STABLE) && group.isOfConsumers()) {
      return group
          .offsets()
          .placesWhere(
              each ->
                  !group.subscribesTo(each.getKey().topic())
                      && isOver(each.getValue(), each.getValue().committedAtMs(), nowMs));
    }
    return List.of();
  }

  private static long emptySince(ClassicGroup group, CommittedOffset offset) {
    return group.stateSinceMs() < 0 ? offset.committedAtMs() : group.stateSinceMs();
  }

  private boolean isOver(CommittedOffset offset, long sinceMs, long nowMs) {
    return offset.expiresAtMs() == CommittedOffset.NO_EXPIRY
        ? nowMs - sinceMs >= afterMs
        : nowMs >= offset.expiresAtMs();
  }
}
