package io.weir.kafka.connector;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/**
 * Messages arrive while the completion task counts an outcome and requests more: before all that
 * was requested has come, somebody schedules the next refill.
 */
@JCStressTest
@Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "a refill comes")
@Outcome(expect = Expect.FORBIDDEN, desc = "demand has died, or there are too many")
@State
public class RefillRace {

  private static final int ROOM = 4;

  private final Demand demand = new Demand(0);
  private long requested;
  private int arrived;
  private boolean refillScheduled;

  public RefillRace() {
    requested = demand.next(ROOM);
    arrive();
    arrive();
  }

  private void arrive() {
    arrived++;
    refillScheduled |= demand.received();
  }

  @Actor
  public void upstream() {
    arrive();
    arrive();
  }

  @Actor
  public void completionTask() {
    demand.settled();
    requested += demand.next(ROOM);
  }

  /** The upstream goes on with what it was asked for. */
  @Arbiter
  public void rest(I_Result result) {
    while (arrived < requested) {
      arrive();
    }
    boolean bounded = demand.inFlight() == arrived - 1 && demand.outstanding() == 0;
    result.r1 = refillScheduled && bounded ? 1 : 0;
  }
}
