package io.weir.kafka.batch;

import io.weir.kafka.races.RacedAccumulator;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A record is appended while the accumulator closes: it is taken and leaves, or is refused. */
@JCStressTest
@Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "taken, and it left")
@Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "refused")
@Outcome(expect = Expect.FORBIDDEN, desc = "a record without outcome, or one that nobody sent")
@State
public class CloseSendRace {

  private final RacedAccumulator accumulator = new RacedAccumulator(16_384);
  private final Lane lane = accumulator.open();

  @Actor
  public void send(II_Result result) {
    result.r1 = RacedAccumulator.append(lane, 1) ? 1 : 0;
  }

  @Actor
  public void close() {
    accumulator.close();
  }

  @Arbiter
  public void count(II_Result result) {
    result.r2 = accumulator.deliverAll();
  }
}
