package io.weir.kafka.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class MeterTest {
  private final ThreadAllocation allocation = new ThreadAllocation();

  @AfterEach
  void stopSampling() {
    allocation.close();
  }

  @Test
  void measuresFromTheEndOfTheWarmUp() throws Exception {
    Meter meter = new Meter(workload(2, 3, 8), allocation);
    send(meter, 2);
    byte[] garbage = new byte[10_000_000];
    send(meter, 3);

    Usage usage = meter.await();

    assertThat(usage.allocatedBytes()).isBetween((long) garbage.length, 2L * garbage.length);
    assertThat(usage.wallNanos()).isPositive();
    assertThat(usage.missedThreads()).isZero();
  }

  @Test
  void neverMoreMessagesAreOpenThanTheLimit() throws Exception {
    int limit = 16;
    int messages = 10_000;
    Meter meter = new Meter(workload(1, messages - 1, limit), allocation);
    BlockingQueue<Integer> open = new ArrayBlockingQueue<>(messages);
    AtomicInteger most = new AtomicInteger();
    Thread acknowledger = new Thread(() -> acknowledgeAll(meter, messages, open, most));
    acknowledger.start();

    for (int i = 0; i < messages; i++) {
      meter.awaitRoom();
      open.add(i);
    }
    meter.await();

    acknowledger.join();
    assertThat(most).hasValueLessThanOrEqualTo(limit);
  }

  @Test
  void aFailureEndsTheRun() {
    Meter meter = new Meter(workload(1, 1, 8), allocation);
    meter.fail(new IllegalArgumentException("broken"));

    assertThatThrownBy(meter::await)
        .isInstanceOf(IllegalStateException.class)
        .hasRootCauseMessage("broken");
  }

  private static void acknowledgeAll(
      Meter meter, int messages, BlockingQueue<Integer> open, AtomicInteger most) {
    try {
      for (int i = 0; i < messages; i++) {
        most.accumulateAndGet(open.size(), Math::max);
        assertThat(open.poll(30, TimeUnit.SECONDS)).isNotNull();
        meter.acknowledge();
      }
    } catch (InterruptedException e) {
      meter.fail(e);
    }
  }

  private static void send(Meter meter, int messages) {
    for (int i = 0; i < messages; i++) {
      meter.awaitRoom();
      meter.acknowledge();
    }
  }

  private static Workload workload(int warmUp, int messages, int inFlight) {
    Workload workload = new Workload();
    workload.warmUp = warmUp;
    workload.messages = messages;
    workload.inFlight = inFlight;
    return workload;
  }
}
