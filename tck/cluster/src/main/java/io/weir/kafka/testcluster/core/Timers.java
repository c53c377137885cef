package io.weir.kafka.testcluster.core;

import io.weir.kafka.testcluster.broker.Task;
import io.weir.kafka.testcluster.core.Effect.CancelTimer;
import io.weir.kafka.testcluster.core.Effect.SetTimer;
import java.util.HashMap;
import java.util.Map;

/**
 * All that is to happen at a time: the driver keeps the clock, this class knows what to do when a
 * timer fires.
 *
 * <p>Owned by the core's thread. Ids are never reused; one that has fired or was cancelled does
 * nothing.
 */
final class Timers {

  private final Effects effects;

  /** By id; owned by the core's thread. */
  private final Map<Long, Task> tasks = new HashMap<>();

  /** Owned by the core's thread. */
  private long nextId = 1;

  Timers(Effects effects) {
    this.effects = effects;
  }

  /**
   * @param atMs milliseconds since 1970
   * @return an id to {@link #cancel} it
   */
  long schedule(long atMs, Task task) {
    long id = nextId++;
    tasks.put(id, task);
    effects.add(new SetTimer(id, atMs));
    return id;
  }

  /** Harmless if it has fired or never existed. */
  void cancel(long id) {
    if (tasks.remove(id) != null) {
      effects.add(new CancelTimer(id));
    }
  }

  void fired(long id, long nowMs) {
    Task task = tasks.remove(id);
    if (task != null) {
      task.run(nowMs);
    }
  }
}
