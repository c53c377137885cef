package io.weir.kafka.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class MemoryBudgetTest {

  private final AtomicInteger told = new AtomicInteger();
  private final MemoryBudget budget = new MemoryBudget(100, told::incrementAndGet);

  @Test
  void admitsWhileASingleByteIsFree() {
    budget.take(99);

    assertThat(budget.admits()).isTrue();
    assertThat(budget.freeBytes()).isEqualTo(1);
  }

  @Test
  void anAdmittedRecordGetsAllThatItNeeds() {
    budget.take(99);
    budget.take(500);

    assertThat(budget.usedBytes()).isEqualTo(599);
    assertThat(budget.freeBytes()).isZero();
    assertThat(budget.admits()).isFalse();
  }

  @Test
  void tellsOnceOfRoomAfterAnyNumberOfRefusals() {
    budget.take(100);
    assertThat(budget.admits()).isFalse();
    assertThat(budget.admits()).isFalse();

    budget.release(1);
    budget.release(1);

    assertThat(told).hasValue(1);
    assertThat(budget.admits()).isTrue();
  }

  @Test
  void tellsNobodyWhereNobodyWasRefused() {
    budget.take(100);

    budget.release(100);

    assertThat(told).hasValue(0);
  }

  @Test
  void aReleaseThatMakesNoRoomTellsNobodyYet() {
    budget.take(150);
    assertThat(budget.admits()).isFalse();

    budget.release(50);
    assertThat(told).hasValue(0);

    budget.release(1);
    assertThat(told).hasValue(1);
  }

  @Test
  void aNewRefusalIsToldAgain() {
    budget.take(100);
    for (int round = 1; round <= 3; round++) {
      assertThat(budget.admits()).isFalse();
      budget.release(10);
      assertThat(told).hasValue(round);
      budget.take(10);
    }
  }

  @Test
  void refusalsDoNotChangeWhatIsInUse() {
    budget.take(100);

    assertThat(budget.admits()).isFalse();

    assertThat(budget.usedBytes()).isEqualTo(100);
    budget.release(100);
    assertThat(budget.usedBytes()).isZero();
  }

  @Test
  void countsMoreThanFourGigabytes() {
    MemoryBudget large = new MemoryBudget(1L << 40, told::incrementAndGet);
    for (int i = 0; i < 4; i++) {
      large.take(Integer.MAX_VALUE);
    }

    assertThat(large.usedBytes()).isEqualTo(4L * Integer.MAX_VALUE);
    assertThat(large.admits()).isTrue();
  }

  /**
   * Each sender that is refused waits until it is told again: if a refusal were ever followed by no
   * word of room, it would stand still.
   */
  @Test
  @Timeout(120)
  void noSenderWaitsForeverHoweverRefusalsAndReleasesRace() throws InterruptedException {
    Room room = new Room();
    MemoryBudget small = new MemoryBudget(2, room::tell);
    AtomicReference<String> stuck = new AtomicReference<>();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      threads.add(new Thread(() -> takeAndRelease(small, room, stuck)));
    }

    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(stuck.get()).isNull();
    assertThat(small.usedBytes()).isZero();
  }

  private static void takeAndRelease(
      MemoryBudget budget, Room room, AtomicReference<String> stuck) {
    for (int round = 0; round < 50_000 && stuck.get() == null; round++) {
      for (long seen = room.told(); !budget.admits(); seen = room.told()) {
        if (!room.awaitAfter(seen)) {
          stuck.set("refused in round " + round + " and never told of room");
          return;
        }
      }
      budget.take(1);
      budget.release(1);
    }
  }

  /** Counts how often there was word of room. */
  private static final class Room {

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);

    private long told;

    synchronized void tell() {
      told++;
      notifyAll();
    }

    synchronized long told() {
      return told;
    }

    synchronized boolean awaitAfter(long seen) {
      long start = System.nanoTime();
      while (told == seen && System.nanoTime() - start < PATIENCE_NANOS) {
        try {
          wait(TimeUnit.NANOSECONDS.toMillis(PATIENCE_NANOS));
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          return false;
        }
      }
      return told != seen;
    }
  }
}
