package io.weir.kafka.wake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class SerialDrainTest {

  private final Queue<Runnable> handedOff = new ArrayDeque<>();
  private int runs;

  @Test
  void manyWakesBeforeTheDrainStartsAreOneHandOffAndOneRun() {
    SerialDrain drain = new SerialDrain(handedOff::add, () -> runs++);

    drain.wake();
    drain.wake();
    drain.wake();

    assertThat(handedOff).hasSize(1);
    runHandedOff();
    assertThat(runs).isEqualTo(1);
  }

  @Test
  void aWakeAfterTheDrainHasEndedHandsOffAgain() {
    SerialDrain drain = new SerialDrain(handedOff::add, () -> runs++);

    drain.wake();
    runHandedOff();
    drain.wake();
    runHandedOff();

    assertThat(runs).isEqualTo(2);
  }

  @Test
  void wakesDuringARunAreOneMoreRunWithoutAHandOff() {
    List<SerialDrain> self = new ArrayList<>();
    SerialDrain drain =
        new SerialDrain(
            handedOff::add,
            () -> {
              runs++;
              if (runs == 1) {
                self.get(0).wake();
                self.get(0).wake();
              }
            });
    self.add(drain);

    drain.wake();
    handedOff.remove().run();

    assertThat(runs).isEqualTo(2);
    assertThat(handedOff).isEmpty();
  }

  @Test
  void aRunThatThrowsIsFollowedByOneThatComesToTheRest() {
    Queue<String> work = new ArrayDeque<>(List.of("bad", "good"));
    List<String> done = new ArrayList<>();
    SerialDrain drain =
        new SerialDrain(
            handedOff::add,
            () -> {
              for (String next = work.poll(); next != null; next = work.poll()) {
                if (next.equals("bad")) {
                  throw new IllegalStateException("bad work");
                }
                done.add(next);
              }
            });

    drain.wake();
    assertThatThrownBy(() -> handedOff.remove().run()).hasMessage("bad work");
    runHandedOff();
    work.add("later");
    drain.wake();
    runHandedOff();

    assertThat(done).containsExactly("good", "later");
  }

  /**
   * Many threads put work and wake; a pool that could run two drains at once must not, and no piece
   * of work may be left lying.
   */
  @Test
  @Timeout(60)
  void noWakeIsLostAndNoTwoRunsOverlapHoweverManyThreadsWake() throws InterruptedException {
    int threads = 8;
    int piecesPerThread = 50_000;
    Queue<Integer> work = new ConcurrentLinkedQueue<>();
    CountDownLatch left = new CountDownLatch(threads * piecesPerThread);
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger overlaps = new AtomicInteger();
    ExecutorService pool = Executors.newFixedThreadPool(4);
    SerialDrain drain =
        new SerialDrain(
            pool,
            () -> {
              if (inside.incrementAndGet() > 1) {
                overlaps.incrementAndGet();
              }
              while (work.poll() != null) {
                left.countDown();
              }
              inside.decrementAndGet();
            });
    List<Thread> wakers = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      wakers.add(
          new Thread(
              () -> {
                for (int piece = 0; piece < piecesPerThread; piece++) {
                  work.add(piece);
                  drain.wake();
                }
              }));
    }

    wakers.forEach(Thread::start);
    for (Thread waker : wakers) {
      waker.join();
    }

    try {
      assertThat(left.await(30, TimeUnit.SECONDS)).as("all work was seen").isTrue();
      assertThat(overlaps).hasValue(0);
    } finally {
      pool.shutdownNow();
      assertThat(pool.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
    }
  }

  private void runHandedOff() {
    for (Runnable next = handedOff.poll(); next != null; next = handedOff.poll()) {
      next.run();
    }
  }
}
