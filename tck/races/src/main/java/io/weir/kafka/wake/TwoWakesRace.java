package io.weir.kafka.wake;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Two threads leave work and wake the drain: all of it is done, by one drain at a time. */
@JCStressTest
@Outcome(id = "2, 0", expect = Expect.ACCEPTABLE, desc = "both pieces, one after the other")
@Outcome(expect = Expect.FORBIDDEN, desc = "a lost wake-up, or two drains at once")
@State
public class TwoWakesRace {

  private final ConcurrentLinkedQueue<Integer> work = new ConcurrentLinkedQueue<>();
  private final AtomicInteger draining = new AtomicInteger();
  private final SerialDrain drain = new SerialDrain(Runnable::run, this::drain);
  private int done;
  private int overlaps;

  private void drain() {
    if (draining.getAndIncrement() > 0) {
      overlaps++;
    }
    while (work.poll() != null) {
      done++;
    }
    draining.decrementAndGet();
  }

  private void leaveWork() {
    work.add(1);
    drain.wake();
  }

  @Actor
  public void one() {
    leaveWork();
  }

  @Actor
  public void other() {
    leaveWork();
  }

  @Arbiter
  public void count(II_Result result) {
    result.r1 = done;
    result.r2 = overlaps;
  }
}
