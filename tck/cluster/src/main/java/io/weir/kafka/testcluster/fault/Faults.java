package io.weir.kafka.testcluster.fault;

import io.weir.kafka.testcluster.message.TopicNames;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The faults of a cluster, in the order in which they were declared.
 *
 * <p>Core's thread. Each fault counts each request that fits it; of those whose turn it is, the one
 * declared first acts, and the others keep their turn for the next request. A fault that has done
 * its work stays listed until it is removed.
 */
public final class Faults {

  private final RandomGenerator random;
  private final TopicNames names;

  /** All three: core's thread. */
  private final List<Fault> faults = new ArrayList<>();

  private final List<Fault> active = new ArrayList<>();
  private long nextId = 1;

  /**
   * @param random for faults with a probability; asked by nothing else
   * @param names of topics that requests name by id
   */
  public Faults(RandomGenerator random, TopicNames names) {
    this.random = random;
    this.names = names;
  }

  /** It acts from the next request on. */
  public Fault add(FaultSpec spec) {
    Fault fault = new Fault(nextId++, spec);
    faults.add(fault);
    active.add(fault);
    return fault;
  }

  /** It acts no more and is listed no more. Harmless if it was removed already. */
  public void remove(Fault fault) {
    fault.remove();
    faults.remove(fault);
    active.remove(fault);
  }

  /** All that were not removed, in the order of their declaration. */
  public List<Fault> all() {
    return List.copyOf(faults);
  }

  /** Those that have not done what they were declared for. */
  public List<Fault> unfired() {
    return faults.stream().filter(Fault::isUnfired).toList();
  }

  /** Says what is to become of a request, and counts it. */
  public <Q extends Record, R extends Record> Verdict<Q, R> judge(RequestCall<Q, R> call) {
    Fault acting = active.isEmpty() ? null : turnOf(call);
    if (acting == null) {
      return Verdict.serve(call.request());
    }
    acting.countHit();
    if (acting.remaining() == 0) {
      active.remove(acting);
    }
    call.caughtBy(acting);
    return new Judge<>(call, acting.spec(), names).verdict();
  }

  private @Nullable Fault turnOf(RequestCall<?, ?> call) {
    Fault first = null;
    for (Fault fault : active) {
      if (fault.spec().fits(call, names)) {
        fault.countCall();
        if (first == null && fault.isDue(random)) {
          first = fault;
        }
      }
    }
    return first;
  }
}
