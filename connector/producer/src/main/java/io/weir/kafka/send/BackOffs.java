package io.weir.kafka.send;

import io.weir.kafka.batch.Lane;
import io.weir.kafka.network.Loop;
import io.weir.kafka.time.Backoff;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** The lanes that wait before they try again, each with its timer. Event loop only. */
final class BackOffs {

  private final Loop loop;
  private final Backoff backoff;
  private final Consumer<Lane> ended;
  private final Map<Lane, Loop.Timer> waiting = new LinkedHashMap<>();

  /**
   * @param ended told of each lane that may try again
   */
  BackOffs(Loop loop, Backoff backoff, Consumer<Lane> ended) {
    this.loop = loop;
    this.backoff = backoff;
    this.ended = ended;
  }

  /**
   * Mutes the lane, which does not wait yet, for a while.
   *
   * @param attempts how often its batch was sent
   */
  void begin(Lane lane, int attempts) {
    lane.backOff();
    waiting.put(lane, loop.schedule(() -> end(lane), backoff.nanosAfter(attempts)));
  }

  private void end(Lane lane) {
    waiting.remove(lane);
    lane.endBackOff();
    ended.accept(lane);
  }

  /** Cancels all timers. */
  void stop() {
    waiting.values().forEach(Loop.Timer::cancel);
    waiting.clear();
  }
}
