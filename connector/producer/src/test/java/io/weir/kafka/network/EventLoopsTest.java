package io.weir.kafka.network;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.UnpooledByteBufAllocator;
import io.weir.kafka.config.SocketSettings.Buffers;
import io.weir.kafka.network.EventLoops.Lease;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

final class EventLoopsTest {

  private static final Buffers BUFFERS = new Buffers(-1, -1);

  private final EventLoops loops = new EventLoops(2);

  @Test
  void loopsRunOnDaemonThreadsWithoutAClassLoader() throws Exception {
    Lease lease = loops.acquire();
    Thread thread = threadOf(lease);
    assertThat(thread.isDaemon()).isTrue();
    assertThat(thread.getContextClassLoader()).isNull();
    assertThat(thread.getName()).startsWith("weir-loop");
    end(lease);
  }

  @Test
  void loopsEndWithTheLastLeaseAndStartAgain() throws Exception {
    Lease first = loops.acquire();
    Lease second = loops.acquire();
    Thread thread = threadOf(first);
    assertThat(threadOf(second)).isNotSameAs(thread);
    end(first);
    end(first);
    assertThat(threadOf(second).isAlive()).isTrue();
    assertThat(thread.isAlive()).as("shared as long as there is a lease").isTrue();
    end(second);
    thread.join(10_000);
    assertThat(thread.isAlive()).isFalse();

    Lease third = loops.acquire();
    assertThat(threadOf(third)).isNotSameAs(thread);
    end(third);
  }

  @Test
  void theLastLeaseMayBeClosedOnItsOwnLoop() throws Exception {
    Lease lease = loops.acquire();
    Thread thread = threadOf(lease);
    loop(lease).execute(lease::close);
    thread.join(10_000);
    assertThat(thread.isAlive()).isFalse();
  }

  @Test
  void timersRunOnTheLoopUnlessCancelled() throws Exception {
    Lease lease = loops.acquire();
    Loop loop = loop(lease);
    CompletableFuture<Boolean> fired = new CompletableFuture<>();
    loop.execute(
        () -> {
          Loop.Timer cancelled = loop.schedule(() -> fired.complete(false), 0);
          cancelled.cancel();
          loop.schedule(() -> fired.complete(loop.inLoop()), 1_000);
        });
    assertThat(fired.get(10, SECONDS)).isTrue();
    assertThat(loop.inLoop()).isFalse();
    end(lease);
  }

  private static Loop loop(Lease lease) {
    return lease.transport(BUFFERS, UnpooledByteBufAllocator.DEFAULT).loop();
  }

  private static Thread threadOf(Lease lease) throws Exception {
    CompletableFuture<Thread> thread = new CompletableFuture<>();
    loop(lease).execute(() -> thread.complete(Thread.currentThread()));
    return thread.get(10, SECONDS);
  }

  private static void end(Lease lease) throws Exception {
    lease.close().toCompletableFuture().get(10, SECONDS);
  }
}
