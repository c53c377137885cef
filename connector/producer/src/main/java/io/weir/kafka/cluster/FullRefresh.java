package io.weir.kafka.cluster;

import io.weir.kafka.time.Backoff;

/**
 * Says when all topics in use are to be asked for: by age, or when what is known has proven wrong;
 * with a backoff while such demands bring nothing new. A demand that brings nothing new is repeated
 * once by itself: a broker that is cut off from its cluster tells the old news, another one may
 * not. All fields: event loop only.
 */
final class FullRefresh {

  /** What a refresh has brought. */
  enum News {
    /** Something that was known has changed. */
    CHANGED,
    /** Everything is as it was. */
    SAME
  }

  /**
   * One refresh that was begun.
   *
   * @param demanded whether it was demanded, rather than due by age
   * @param demandsBefore how many demands had come by then
   */
  record Attempt(boolean demanded, int demandsBefore) {}

  private final Backoff backoff;
  private final long trustNanos;

  private long dueNanos;
  private long lastNanos;

  /** Refreshes in a row that were demanded and brought nothing new. */
  private int futile;

  /** Whether one was demanded since the last one was begun. */
  private boolean demanded;

  /** How often one was demanded; may overflow, as only equality counts. */
  private int demands;

  /**
   * The first is due at once. A {@code metadata.max.age.ms} of 0 does not mean to ask without a
   * pause: the shortest backoff is kept.
   */
  FullRefresh(ClusterSettings settings, Backoff backoff, long nowNanos) {
    this.backoff = backoff;
    this.trustNanos =
        Math.max(
            settings.metadata().maxAge().toNanos(), settings.retryBackoff().initial().toNanos());
    dueNanos = nowNanos;
    lastNanos = nowNanos;
  }

  long dueNanos() {
    return dueNanos;
  }

  boolean isDue(long nowNanos) {
    return dueNanos - nowNanos <= 0;
  }

  /** Makes one due: at once, or after a backoff where the last ones were futile. */
  void demand() {
    demanded = true;
    demands++;
    long earliest = lastNanos + backoff.nanosAfter(futile + 1);
    if (earliest - dueNanos < 0) {
      dueNanos = earliest;
    }
  }

  Attempt begin(long nowNanos) {
    Attempt attempt = new Attempt(demanded, demands);
    dueNanos = nowNanos + trustNanos;
    demanded = false;
    return attempt;
  }

  /** The attempt has no answer, or none yet: another one is due. */
  void missed(Attempt attempt, long nowNanos) {
    dueNanos = nowNanos;
    demanded |= attempt.demanded;
  }

  /** The answer is there; if it was late, a second attempt is not needed any more. */
  void answered(Attempt attempt, long nowNanos) {
    lastNanos = nowNanos;
    if (demands == attempt.demandsBefore) {
      demanded = false;
      dueNanos = nowNanos + trustNanos;
    }
  }

  /**
   * What the answer was worth; told after {@link #answered}.
   *
   * @return whether another broker is to be asked
   */
  boolean brought(Attempt attempt, News news) {
    futile = attempt.demanded && news == News.SAME ? futile + 1 : 0;
    boolean doubted = futile == 1;
    if (doubted) {
      demand();
    }
    return doubted;
  }
}
