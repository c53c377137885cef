package io.weir.kafka.batch;

import io.weir.kafka.races.RacedAccumulator;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/**
 * Two threads append records of which each fills a batch: whoever fills one seals and encodes it.
 */
@JCStressTest
@Outcome(id = "2", expect = Expect.ACCEPTABLE, desc = "both records, and the memory is free")
@Outcome(expect = Expect.FORBIDDEN, desc = "a lost or doubled record, or lost memory")
@State
public class AppendFullRace {

  private final RacedAccumulator accumulator = new RacedAccumulator(RacedAccumulator.BATCH_BYTES);
  private final Lane lane = accumulator.open();

  @Actor
  public void one() {
    RacedAccumulator.append(lane, 1);
  }

  @Actor
  public void other() {
    RacedAccumulator.append(lane, 2);
  }

  @Arbiter
  public void count(I_Result result) {
    result.r1 = accumulator.deliverAll();
  }
}
