package io.weir.kafka.connector;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.kafka.api.BufferExhaustedException;
import io.weir.kafka.api.ProducerClosedException;
import io.weir.kafka.connector.PatientUpstream.Patience;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.junit.jupiter.api.Test;

class PatientUpstreamTest {

  private static final int MAX_WAITING = 3;
  private static final long MAX_WAIT_NANOS = SECONDS.toNanos(60);

  private final ManualExecutor completions = new ManualExecutor();
  private final ManualTimers timers = new ManualTimers();
  private final PatientUpstream upstream =
      new PatientUpstream(new Patience("orders", MAX_WAITING, MAX_WAIT_NANOS), completions, timers);
  private final List<String> received = Collections.synchronizedList(new ArrayList<>());
  private final List<String> nacked = new ArrayList<>();
  private final List<Throwable> reasons = new ArrayList<>();

  private final PatientUpstream.Downstream downstream =
      new PatientUpstream.Downstream() {
        @Override
        public void begin() {
          received.add("begin");
        }

        @Override
        public void next(Message<?> message) {
          received.add((String) message.getPayload());
        }

        @Override
        public void complete() {
          received.add("complete");
        }

        @Override
        public void fail(Throwable failure) {
          received.add("fail " + failure.getMessage());
        }
      };

  @Test
  void aMessageThatIsWantedIsHandedOnByTheSenderItself() {
    upstream.attach(downstream);
    upstream.request(1);

    upstream.send(message("a"));

    assertThat(received).containsExactly("begin", "a");
    assertThat(completions.size()).isZero();
  }

  @Test
  void whatDoesNotFitWaitsInOrder() {
    upstream.attach(downstream);
    send("a", "b", "c");
    assertThat(received).containsExactly("begin");

    upstream.request(2);
    assertThat(received).containsExactly("begin", "a", "b");

    upstream.request(2);
    upstream.send(message("d"));
    assertThat(received).containsExactly("begin", "a", "b", "c", "d");
    assertThat(nacked).isEmpty();
  }

  @Test
  void aMessageMayWaitForTheSubscriberItself() {
    send("a");

    upstream.attach(downstream);
    upstream.request(5);

    assertThat(received).containsExactly("begin", "a");
  }

  @Test
  void moreThanMayWaitFailAtOnceAndSayWhichBound() {
    send("a", "b", "c", "d");
    assertThat(nacked).isEmpty();
    completions.runAll();

    assertThat(nacked).containsExactly("d");
    assertThat(reasons)
        .singleElement()
        .isInstanceOf(BufferExhaustedException.class)
        .asString()
        .contains("Channel 'orders'", "max-waiting-messages = 3", "whenReady()");
  }

  @Test
  void whoWaitsTooLongFailsAndTheOthersGoOnWaiting() {
    upstream.attach(downstream);
    send("a");
    timers.advance(SECONDS.toNanos(40));
    send("b");

    timers.advance(SECONDS.toNanos(20));
    completions.runAll();
    assertThat(nacked).containsExactly("a");
    assertThat(reasons)
        .singleElement()
        .isInstanceOf(BufferExhaustedException.class)
        .asString()
        .contains("max.block.ms = 60000");

    timers.advance(SECONDS.toNanos(39));
    upstream.request(1);
    assertThat(received).containsExactly("begin", "b");
  }

  @Test
  void readinessIsDemandWithNobodyWaiting() {
    assertThat(upstream.isReady()).isFalse();
    upstream.attach(downstream);
    send("a");
    upstream.request(1);
    assertThat(upstream.isReady()).isFalse();

    upstream.request(1);
    assertThat(upstream.isReady()).isTrue();
    send("b");
    assertThat(upstream.isReady()).isFalse();
  }

  @Test
  void whoAsksIsToldOfRoomOnTheCompletionTask() {
    upstream.attach(downstream);
    send("a");
    CompletableFuture<Void> first = upstream.whenReady().toCompletableFuture();
    CompletableFuture<Void> second = upstream.whenReady().toCompletableFuture();

    upstream.request(1);
    completions.runAll();
    assertThat(first).isNotDone();

    upstream.request(1);
    assertThat(first).isNotDone();
    completions.runAll();
    assertThat(first).isCompleted();
    assertThat(second).isCompleted();
    assertThat(upstream.whenReady().toCompletableFuture()).isCompleted();
  }

  @Test
  void aCancelNacksThoseWhoWaitAndThoseWhoCome() {
    upstream.attach(downstream);
    send("a", "b");
    CompletableFuture<Void> ready = upstream.whenReady().toCompletableFuture();

    upstream.cancel();
    send("c");
    completions.runAll();

    assertThat(nacked).containsExactly("a", "b", "c");
    assertThat(reasons).allSatisfy(r -> assertThat(r).isInstanceOf(ProducerClosedException.class));
    assertThat(ready).isCompletedExceptionally();
    assertThat(upstream.whenReady().toCompletableFuture()).isNotDone();
    completions.runAll();
    assertThat(upstream.whenClosed().toCompletableFuture()).isCompleted();
    assertThat(timers.size()).isZero();
  }

  @Test
  void theEndComesBehindThoseWhoWait() {
    upstream.attach(downstream);
    send("a");

    upstream.complete();
    send("late");
    completions.runAll();
    assertThat(nacked).containsExactly("late");
    assertThat(received).containsExactly("begin");

    upstream.request(1);
    completions.runAll();
    assertThat(received).containsExactly("begin", "a", "complete");
    assertThat(upstream.whenClosed().toCompletableFuture()).isCompleted();
  }

  @Test
  void aFailureIsToldOnce() {
    upstream.attach(downstream);

    upstream.fail(new IllegalStateException("why"));
    upstream.complete();
    upstream.request(1);

    assertThat(received).containsExactly("begin", "fail why");
  }

  @Test
  void anAbortIsToldAtOnceAndNacksThoseWhoWait() {
    upstream.attach(downstream);
    send("a");

    upstream.abort(new IllegalStateException("why"));
    completions.runAll();

    assertThat(received).containsExactly("begin", "fail why");
    assertThat(nacked).containsExactly("a");
  }

  @Test
  void thereIsOneSubscriber() {
    assertThat(upstream.attach(downstream)).isTrue();
    assertThat(upstream.attach(downstream)).isFalse();
    upstream.cancel();
    assertThat(upstream.attach(downstream)).isFalse();
  }

  @Test
  void aSubscriberThatThrowsIsCancelled() {
    upstream.attach(
        new PatientUpstream.Downstream() {
          @Override
          public void begin() {}

          @Override
          public void next(Message<?> message) {
            throw new IllegalStateException("broken");
          }

          @Override
          public void complete() {}

          @Override
          public void fail(Throwable failure) {}
        });
    upstream.request(5);

    send("a", "b");
    completions.runAll();

    assertThat(upstream.isOpen()).isFalse();
    assertThat(nacked).containsExactly("b");
  }

  @Test
  void aSenderWorksForTheOthersForASliceOnlyThenTheCompletionTaskGoesOn() {
    int many = PatientUpstream.SLICE + 10;
    PatientUpstream wide =
        new PatientUpstream(new Patience("orders", many, MAX_WAIT_NANOS), completions, timers);
    wide.attach(downstream);
    IntStream.range(0, many).forEach(i -> wide.send(message("m" + i)));

    wide.request(many + 1L);
    assertThat(received).hasSize(1 + PatientUpstream.SLICE);
    wide.send(message("last"));
    completions.runAll();

    assertThat(received).hasSize(1 + many + 1).endsWith("m" + (many - 1), "last");
    assertThat(nacked).isEmpty();
  }

  @Test
  void eightThreadsLoseNothingAndEachKeepsItsOrder() throws Exception {
    int threads = 8;
    int each = 5_000;
    PatientUpstream shared =
        new PatientUpstream(
            new Patience("orders", threads * each, MAX_WAIT_NANOS),
            new CompletionTask(Runnable::run, Runnable::run),
            timers);
    shared.attach(downstream);
    ExecutorService senders = Executors.newFixedThreadPool(threads + 1);
    CountDownLatch done = new CountDownLatch(threads);
    try {
      for (int t = 0; t < threads; t++) {
        String name = t + "-";
        senders.execute(
            () -> {
              for (int i = 0; i < each; i++) {
                shared.send(message(name + i));
              }
              done.countDown();
            });
      }
      for (int asked = 0; asked < threads * each; asked += 100) {
        shared.request(100);
      }
      assertThat(done.await(60, SECONDS)).isTrue();
    } finally {
      senders.shutdown();
    }
    shared.request(1); // behind the last turn of another thread

    assertThat(senders.awaitTermination(60, SECONDS)).isTrue();
    assertThat(received).hasSize(1 + threads * each);
    for (int t = 0; t < threads; t++) {
      String name = t + "-";
      assertThat(received.stream().filter(m -> m.startsWith(name)))
          .isEqualTo(IntStream.range(0, each).mapToObj(i -> name + i).toList());
    }
  }

  private void send(String... payloads) {
    for (String payload : payloads) {
      upstream.send(message(payload));
    }
  }

  private Message<String> message(String payload) {
    return Message.of(
        payload,
        () -> CompletableFuture.completedFuture(null),
        reason -> {
          nacked.add(payload);
          reasons.add(reason);
          return CompletableFuture.completedFuture(null);
        });
  }
}
