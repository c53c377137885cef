package io.weir.kafka.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ShareTest {

  private static final Share.Holder HOLDER = new Share.Holder("t", 0);

  private final List<Share.Holder> blocking = new ArrayList<>();
  private final AtomicInteger relieved = new AtomicInteger();
  private final MemoryBudget budget = new MemoryBudget(1_000, () -> {});
  private final Congestion congestion = new Congestion(new Told());
  private final Share share = new Share(HOLDER, budget, congestion, 100);

  @Test
  void aShareThatIsExactlyFullIsNoCongestion() {
    take(share, 100);

    assertThat(congestion.isPresent()).isFalse();
    assertThat(budget.usedBytes()).isEqualTo(100);
  }

  @Test
  void aShareThatIsExceededIsACongestionUntilItIsNot() {
    take(share, 101);
    assertThat(congestion.isPresent()).isTrue();

    share.give(1);

    assertThat(congestion.isPresent()).isFalse();
    assertThat(relieved).hasValue(1);
  }

  @Test
  void theCongestionLastsUntilTheLastShareIsBelowItsLimit() {
    Share other = new Share(HOLDER, budget, congestion, 100);
    take(share, 101);
    take(other, 101);

    share.give(101);
    assertThat(congestion.isPresent()).isTrue();
    assertThat(relieved).hasValue(0);

    other.give(101);
    assertThat(congestion.isPresent()).isFalse();
    assertThat(relieved).hasValue(1);
  }

  @Test
  void anExchangeTakesOrGivesTheDifference() {
    take(share, 80);

    share.exchange(80, 120);
    assertThat(budget.usedBytes()).isEqualTo(120);
    assertThat(congestion.isPresent()).isTrue();

    share.exchange(120, 30);
    assertThat(budget.usedBytes()).isEqualTo(30);
    assertThat(congestion.isPresent()).isFalse();
  }

  @Test
  void aTakeUnderALockTellsNobody() {
    take(share, 101);
    share.give(50);
    relieved.set(0);

    share.take(70);

    assertThat(congestion.isPresent()).as("not before updateCongestion").isFalse();
    assertThat(relieved).hasValue(0);
  }

  @Test
  @Timeout(60)
  void threadsThatRaceAcrossTheLimitLeaveNoCongestionBehind() throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      threads.add(
          new Thread(
              () -> {
                for (int round = 0; round < 50_000; round++) {
                  int bytes = 1 + ThreadLocalRandom.current().nextInt(60);
                  take(share, bytes);
                  share.give(bytes);
                }
              }));
    }

    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(congestion.isPresent()).isFalse();
    assertThat(budget.usedBytes()).isZero();
    take(share, 101);
    assertThat(congestion.isPresent()).as("the count is exact, not just not positive").isTrue();
  }

  @Test
  void whoseShareItIsIsToldEachTimeItIsExceeded() {
    take(share, 100);
    assertThat(blocking).isEmpty();

    take(share, 1);
    take(share, 1);
    share.give(50);
    take(share, 50);

    assertThat(blocking).containsExactly(HOLDER, HOLDER);
    assertThat(share.isCongested()).isTrue();
  }

  private final class Told implements Congestion.Listener {

    @Override
    public void blocks(Share.Holder holder) {
      synchronized (blocking) { // several threads in one of the tests
        blocking.add(holder);
      }
    }

    @Override
    public void relieved() {
      relieved.incrementAndGet();
    }
  }

  private static void take(Share share, int bytes) {
    share.take(bytes);
    share.updateCongestion();
  }
}
