package io.weir.kafka.send;

import io.weir.kafka.batch.Lane;
import io.weir.kafka.network.BrokerAddress;
import io.weir.kafka.network.Loop;
import io.weir.kafka.time.Backoff;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The lanes that wait before they try again, each with its timer. Event loop only. */
final class BackOffs {

  private final Loop loop;
  private final Backoff backoff;
  private final Function<Lane, @Nullable BrokerAddress> leaders;
  private final Consumer<Lane> ended;
  private final Map<Lane, Wait> waiting = new LinkedHashMap<>();

  /**
   * @param leader at the beginning; null if there was none
   */
  private record Wait(Loop.Timer timer, @Nullable BrokerAddress leader) {}

  /**
   * @param leaders who leads a lane's partition, as far as is known
   * @param ended told of each lane that may try again
   */
  BackOffs(
      Loop loop,
      Backoff backoff,
      Function<Lane, @Nullable BrokerAddress> leaders,
      Consumer<Lane> ended) {
    this.loop = loop;
    this.backoff = backoff;
    this.leaders = leaders;
    this.ended = ended;
  }

  /**
   * Mutes the lane for a while, unless it waits already.
   *
   * @param attempts how often its batch was sent; at least 1
   */
  void begin(Lane lane, int attempts) {
    if (!waiting.containsKey(lane)) {
      lane.backOff();
      Loop.Timer timer = loop.schedule(() -> end(lane), backoff.nanosAfter(attempts));
      waiting.put(lane, new Wait(timer, leaders.apply(lane)));
    }
  }

  /** A lane whose partition has another leader now need not wait: that one was not tried yet. */
  void leadersChanged() {
    for (Map.Entry<Lane, Wait> each : new ArrayList<>(waiting.entrySet())) {
      BrokerAddress leader = leaders.apply(each.getKey());
      if (leader != null && !Objects.equals(leader, each.getValue().leader)) {
        each.getValue().timer.cancel();
        end(each.getKey());
      }
    }
  }

  private void end(Lane lane) {
    waiting.remove(lane);
    lane.endBackOff();
    ended.accept(lane);
  }

  /** Cancels all timers. */
  void stop() {
    waiting.values().forEach(each -> each.timer.cancel());
    waiting.clear();
  }
}
