package io.weir.kafka.batch;

import io.weir.kafka.network.Loop;
import io.weir.kafka.wake.SerialDrain;
import java.util.Queue;
import java.util.function.Consumer;
import org.jctools.queues.MpscUnboundedArrayQueue;

/**
 * Tells the event loop which lanes have something new: an open batch whose linger time runs, or a
 * sealed one. A lane is in the queue at most once, so the queue is bounded by the number of lanes.
 *
 * <p>Any thread signals; the loop drains. What was changed before {@link #signal} is seen by the
 * look that follows it: the mark is taken off before the lane is looked at.
 */
final class LaneSignals {

  private static final int QUEUE_CHUNK = 64;

  private final Queue<Lane> touched = new MpscUnboundedArrayQueue<>(QUEUE_CHUNK);
  private final SerialDrain drain;
  private final Consumer<Lane> onTouched;

  LaneSignals(Loop loop, Consumer<Lane> onTouched) {
    this.onTouched = onTouched;
    this.drain = new SerialDrain(loop::execute, this::drain);
  }

  void signal(Lane lane) {
    if (lane.markSignalled()) {
      touched.add(lane);
      drain.wake();
    }
  }

  private void drain() {
    for (Lane lane = touched.poll(); lane != null; lane = touched.poll()) {
      lane.clearSignalled();
      onTouched.accept(lane);
    }
  }
}
