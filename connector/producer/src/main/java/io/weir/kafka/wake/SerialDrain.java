package io.weir.kafka.wake;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs one drain on an executor whenever there is work: never two at once, never one too few, and
 * one hand-off to the executor per sleep however often it is woken.
 *
 * <p>The caller first makes its work visible (puts it into a concurrent queue) and then calls
 * {@link #wake}. The drain takes all the work it sees; what arrives meanwhile makes it run once
 * more.
 *
 * <pre>
 *   state      wake()                    the drain starts   the drain ends
 *   IDLE       -> SCHEDULED, hand off    -                  -
 *   SCHEDULED  stays                     -> RUNNING         -
 *   RUNNING    -> AGAIN                  -                  -> IDLE
 *   AGAIN      stays                     -                  -> RUNNING, runs again
 * </pre>
 *
 * <p>Any thread may wake. The drain's runs are ordered: each sees all that the one before it wrote.
 * A run that throws counts as AGAIN: the executor gets the exception, and one more turn.
 */
public final class SerialDrain {

  private static final int IDLE = 0;
  private static final int SCHEDULED = 1;
  private static final int RUNNING = 2;
  private static final int AGAIN = 3;

  private final AtomicInteger state = new AtomicInteger(IDLE);
  private final Executor executor;
  private final Runnable drain;
  private final Runnable turn = this::turn;

  /**
   * @param executor runs the drain; must not refuse work before the last wake
   * @param drain takes each piece of work out before it works on it: one that it throws over must
   *     not be there in the next run
   */
  public SerialDrain(Executor executor, Runnable drain) {
    this.executor = executor;
    this.drain = drain;
  }

  /** Makes sure that the drain runs after this call. */
  public void wake() {
    while (true) {
      int now = state.get();
      if (now == SCHEDULED || now == AGAIN) {
        return;
      }
      if (state.compareAndSet(now, now == IDLE ? SCHEDULED : AGAIN)) {
        if (now == IDLE) {
          executor.execute(turn);
        }
        return;
      }
    }
  }

  private void turn() {
    boolean ended = false;
    try {
      do {
        state.set(RUNNING);
        drain.run();
      } while (!state.compareAndSet(RUNNING, IDLE));
      ended = true;
    } finally {
      if (!ended) {
        handOffAgain();
      }
    }
  }

  /** The drain threw, and what it did not come to must not wait for the next wake. */
  private void handOffAgain() {
    state.set(SCHEDULED);
    executor.execute(turn);
  }
}
