package io.weir.kafka.cluster;

import io.weir.kafka.time.Reminder;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * What keeps the cluster from being asked, for errors and for the log: there once in a while, not
 * at once. All fields: event loop only.
 */
final class Trouble {

  private static final Logger LOG = System.getLogger("io.weir.kafka.cluster");

  private final Reminder reminder = new Reminder();
  private String text = "no broker has answered yet";

  /** A clause; empty if there is none. */
  String text() {
    return text;
  }

  /** An answer is waited for. */
  void waiting(long nowNanos) {
    reminder.waiting(nowNanos);
  }

  /** Something went wrong while an answer was waited for. */
  void note(String what, long nowNanos) {
    text = what;
    if (reminder.due(nowNanos)) {
      LOG.log(
          Level.WARNING,
          "WEIR00401 nothing is known of the cluster for {0} s: {1}",
          reminder.seconds(nowNanos),
          what);
    }
  }

  /** The cluster has answered. */
  void over() {
    text = "";
    reminder.over();
  }
}
