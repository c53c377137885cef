package io.weir.kafka.batch;

import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A record asks for room while the last bytes come back: refused means told later, once. */
@JCStressTest
@Outcome(id = "1, 0", expect = Expect.ACCEPTABLE, desc = "admitted")
@Outcome(id = "0, 1", expect = Expect.ACCEPTABLE, desc = "refused, and told of room")
@Outcome(expect = Expect.FORBIDDEN, desc = "refused for ever, or told for nothing")
@State
public class RefusalRace {

  private static final int BYTES = 10;

  private final AtomicInteger told = new AtomicInteger();
  private final MemoryBudget budget = new MemoryBudget(BYTES, told::incrementAndGet);

  public RefusalRace() {
    budget.take(BYTES);
  }

  @Actor
  public void ask(II_Result result) {
    result.r1 = budget.admits() ? 1 : 0;
  }

  @Actor
  public void release() {
    budget.release(BYTES);
  }

  @Arbiter
  public void count(II_Result result) {
    result.r2 = told.get();
  }
}
