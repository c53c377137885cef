package io.weir.kafka.testcluster.launch;

import java.util.Locale;
import java.util.Optional;

/** Says what the cluster holds, whenever that has changed. Used by one thread. */
final class StatusLine {

  private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB"};
  private static final int STEP = 1024;

  /** Owned by the one thread that asks. */
  private ClusterStatus last = ClusterStatus.NOTHING;

  /** The line to print; empty if nothing has changed since the last one. */
  Optional<String> next(ClusterStatus now) {
    if (now.equals(last)) {
      return Optional.empty();
    }
    long added = now.totals().records() - last.totals().records();
    last = now;
    return Optional.of(
        String.format(
            Locale.ROOT,
            "%,d topics, %,d partitions, %,d records (%+,d), %s%s",
            now.totals().topics(),
            now.totals().partitions(),
            now.totals().records(),
            added,
            size(now.totals().bytes()),
            troubles(now)));
  }

  /** Only what is there, so that a line without troubles is short. */
  private static String troubles(ClusterStatus now) {
    return some(now.underReplicated(), "under-replicated")
        + some(now.leaderless(), "leaderless")
        + some(now.faultsFired(), now.faultsFired() == 1 ? "fault fired" : "faults fired");
  }

  private static String some(long count, String what) {
    return count == 0 ? "" : String.format(Locale.ROOT, ", %,d %s", count, what);
  }

  private static String size(long bytes) {
    double value = bytes;
    int unit = 0;
    while (value >= STEP && unit < UNITS.length - 1) {
      value /= STEP;
      unit++;
    }
    return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", value, UNITS[unit]);
  }
}
