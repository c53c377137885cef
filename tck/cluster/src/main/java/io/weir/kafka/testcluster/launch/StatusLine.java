package io.weir.kafka.testcluster.launch;

import io.weir.kafka.testcluster.ClusterTotals;
import java.util.Locale;
import java.util.Optional;

/** Says what the cluster holds, whenever that has changed. Used by one thread. */
final class StatusLine {

  private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB"};
  private static final int STEP = 1024;

  /** Owned by the one thread that asks. */
  private ClusterTotals last = new ClusterTotals(0, 0, 0, 0);

  /** The line to print; empty if nothing has changed since the last one. */
  Optional<String> next(ClusterTotals now) {
    if (now.equals(last)) {
      return Optional.empty();
    }
    long added = now.records() - last.records();
    last = now;
    return Optional.of(
        String.format(
            Locale.ROOT,
            "%,d topics, %,d partitions, %,d records (%+,d), %s",
            now.topics(),
            now.partitions(),
            now.records(),
            added,
            size(now.bytes())));
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
