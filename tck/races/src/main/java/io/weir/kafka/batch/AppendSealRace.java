package io.weir.kafka.batch;

import io.weir.kafka.races.RacedAccumulator;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** A thread appends to a lane that the loop seals: each record leaves in one batch. */
@JCStressTest
@Outcome(id = "2", expect = Expect.ACCEPTABLE, desc = "both records, and the memory is free")
@Outcome(expect = Expect.FORBIDDEN, desc = "a lost or doubled record, or lost memory")
@State
public class AppendSealRace {

  private final RacedAccumulator accumulator = new RacedAccumulator(16_384);
  private final Lane lane = accumulator.open();

  public AppendSealRace() {
    RacedAccumulator.append(lane, 1);
  }

  @Actor
  public void sender() {
    RacedAccumulator.append(lane, 2);
  }

  @Actor
  public void loop() {
    lane.seal();
  }

  @Arbiter
  public void count(I_Result result) {
    result.r1 = accumulator.deliverAll();
  }
}
