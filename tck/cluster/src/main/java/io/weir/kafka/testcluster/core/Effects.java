package io.weir.kafka.testcluster.core;

import java.util.ArrayList;
import java.util.List;

/** What the driver has to do after the current step. Owned by the core's thread. */
final class Effects {

  /** Owned by the core's thread. */
  private List<Effect> pending = new ArrayList<>();

  void add(Effect effect) {
    pending.add(effect);
  }

  /** All since the last call, in order; owned by the caller. */
  List<Effect> drain() {
    List<Effect> drained = pending;
    pending = new ArrayList<>();
    return drained;
  }
}
