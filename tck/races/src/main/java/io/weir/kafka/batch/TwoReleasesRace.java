package io.weir.kafka.batch;

import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Two batches give their memory back after a refusal: one of them tells of it. */
@JCStressTest
@Outcome(id = "1, 0", expect = Expect.ACCEPTABLE, desc = "told once, and no byte is left")
@Outcome(expect = Expect.FORBIDDEN, desc = "told never or twice, or bytes are lost")
@State
public class TwoReleasesRace {

  private static final int BYTES = 10;

  private final AtomicInteger told = new AtomicInteger();
  private final MemoryBudget budget = new MemoryBudget(BYTES, told::incrementAndGet);

  public TwoReleasesRace() {
    budget.take(BYTES);
    budget.take(BYTES);
    if (budget.admits()) {
      throw new IllegalStateException("there is no room");
    }
  }

  @Actor
  public void one() {
    budget.release(BYTES);
  }

  @Actor
  public void other() {
    budget.release(BYTES);
  }

  @Arbiter
  public void count(II_Result result) {
    result.r1 = told.get();
    result.r2 = (int) budget.usedBytes();
  }
}
