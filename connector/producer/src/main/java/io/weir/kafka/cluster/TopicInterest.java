package io.weir.kafka.cluster;

import io.weir.kafka.time.Backoff;
import io.weir.kafka.time.Reminder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The topics that the producer uses, and which of them it still waits for.
 *
 * <p>Each topic that is waited for has a backoff of its own, so one that does not exist delays no
 * other. One that the cluster does not have is asked for again only if somebody has asked for it
 * since: what nobody waits for any more is forgotten. All fields: event loop only.
 */
final class TopicInterest {

  private static final class Interest {

    final Reminder reminder = new Reminder();

    /** Whether somebody has asked for it since the last answer that did not have it. */
    boolean wanted = true;

    long lastUsedNanos;
    long nextAskNanos;
    int failures;

    Interest(long nowNanos) {
      lastUsedNanos = nowNanos;
      nextAskNanos = nowNanos;
    }
  }

  private final Backoff backoff;
  private final Map<String, Interest> all = new LinkedHashMap<>();

  /** Those of {@link #all} that have not been found yet. */
  private final Map<String, Interest> waiting = new LinkedHashMap<>();

  TopicInterest(Backoff backoff) {
    this.backoff = backoff;
  }

  /** Notes that the topic is in use; one that is new is waited for. */
  void use(String topic, long nowNanos) {
    Interest interest = all.get(topic);
    if (interest == null) {
      interest = new Interest(nowNanos);
      all.put(topic, interest);
      await(topic, interest, nowNanos);
    } else {
      interest.lastUsedNanos = nowNanos;
      interest.wanted = true;
    }
  }

  private void await(String topic, Interest interest, long nowNanos) {
    waiting.put(topic, interest);
    interest.reminder.waiting(nowNanos);
  }

  boolean contains(String topic) {
    return all.containsKey(topic);
  }

  boolean isWaiting(String topic) {
    return waiting.containsKey(topic);
  }

  Collection<String> names() {
    return List.copyOf(all.keySet());
  }

  /** The topics to ask for now. */
  Collection<String> due(long nowNanos) {
    List<String> due = new ArrayList<>();
    waiting.forEach(
        (topic, interest) -> {
          if (interest.nextAskNanos - nowNanos <= 0) {
            due.add(topic);
          }
        });
    return due;
  }

  /** When the next topic is to be asked for; empty if none is waited for. */
  OptionalLong nextAskNanos() {
    return waiting.values().stream().mapToLong(each -> each.nextAskNanos).min();
  }

  void found(String topic) {
    Interest interest = waiting.remove(topic);
    if (interest != null) {
      interest.failures = 0;
      interest.reminder.over();
    }
  }

  /**
   * The cluster did not know it yet, or not in full.
   *
   * @return for how many seconds it has been waited for, if it is time to mention that
   */
  OptionalLong missed(String topic, long nowNanos) {
    Interest interest = waiting.get(topic);
    if (interest == null) {
      return OptionalLong.empty();
    }
    interest.failures++;
    interest.wanted = false;
    interest.nextAskNanos = nowNanos + backoff.nanosAfter(interest.failures);
    return interest.reminder.due(nowNanos)
        ? OptionalLong.of(interest.reminder.seconds(nowNanos))
        : OptionalLong.empty();
  }

  void forget(String topic) {
    all.remove(topic);
    waiting.remove(topic);
  }

  /** Forgets topics that would be asked for now, but that nobody has asked for again. */
  void forgetUnwanted(long nowNanos) {
    waiting
        .entrySet()
        .removeIf(
            each -> {
              Interest interest = each.getValue();
              boolean unwanted = !interest.wanted && interest.nextAskNanos - nowNanos <= 0;
              if (unwanted) {
                all.remove(each.getKey());
              }
              return unwanted;
            });
  }

  /** Forgets topics that were found and then not used for so long. */
  void forgetIdle(long maxIdleNanos, long nowNanos) {
    all.entrySet()
        .removeIf(
            each ->
                !waiting.containsKey(each.getKey())
                    && nowNanos - each.getValue().lastUsedNanos > maxIdleNanos);
  }
}
