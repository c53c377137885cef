package io.weir.kafka.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class SystemResolverTest {

  private record Answer(List<InetAddress> addresses, @Nullable Throwable failure) {}

  private final VirtualLoop loop = new VirtualLoop();
  private final SystemResolver resolver = new SystemResolver();

  @Test
  void aLiteralAddressNeedsNoThread() {
    CompletableFuture<Answer> answer = new CompletableFuture<>();
    for (String literal : List.of("10.1.2.3", "::1")) {
      resolver.resolve(
          loop, literal, (list, failure) -> answer.complete(new Answer(list, failure)));
    }
    assertThat(answer).as("never inside the call").isNotDone();
    loop.run();
    assertThat(answer.getNow(new Answer(List.of(), null)).addresses())
        .extracting(InetAddress::getHostAddress)
        .containsExactly("10.1.2.3");
    assertThat(threads()).isZero();
  }

  @Test
  void aNameIsLookedUpOffTheLoopByThreadsThatEnd() throws Exception {
    Answer answer = lookUp("localhost");
    assertThat(answer.addresses()).isNotEmpty().allMatch(InetAddress::isLoopbackAddress);
    await().atMost(Duration.ofSeconds(10)).until(() -> threads() == 0);
  }

  @Test
  void aNameThatCannotBeIsAnOrdinaryFailure() throws Exception {
    Answer answer = lookUp("not..a..name");
    assertThat(answer.addresses()).isEmpty();
    assertThat(answer.failure()).hasMessageContaining("not..a..name");
    await().atMost(Duration.ofSeconds(10)).until(() -> threads() == 0);
  }

  private Answer lookUp(String host) throws Exception {
    CompletableFuture<Answer> answer = new CompletableFuture<>();
    ConcurrentLinkedQueue<Runnable> onLoop = new ConcurrentLinkedQueue<>();
    Loop queue = new QueueingLoop(onLoop);
    resolver.resolve(queue, host, (list, failure) -> answer.complete(new Answer(list, failure)));
    await().atMost(Duration.ofSeconds(10)).until(() -> !onLoop.isEmpty());
    assertThat(answer).as("told on the loop only").isNotDone();
    onLoop.remove().run();
    return answer.get(0, TimeUnit.SECONDS);
  }

  private static long threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(each -> each.getName().startsWith("weir-resolver"))
        .count();
  }

  private record QueueingLoop(ConcurrentLinkedQueue<Runnable> tasks) implements Loop {

    @Override
    public void execute(Runnable task) {
      tasks.add(task);
    }

    @Override
    public Timer schedule(Runnable task, long delayNanos) {
      throw new UnsupportedOperationException();
    }

    @Override
    public long nanoTime() {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean inLoop() {
      return false;
    }
  }
}
