package io.weir.kafka.connector;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.reactive.messaging.providers.locals.LocalContextMetadata;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.VertxInternal;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CallerContextsTest {

  private static final int DEADLINE_SECONDS = 30;

  private final CallerContexts contexts = CallerContexts.find();
  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() {
    get(vertx.close().toCompletionStage().toCompletableFuture());
  }

  @Test
  void a_plain_thread_is_in_no_context() {
    assertThat(contexts.current()).isNull();
    assertThat(contexts.of(Message.of("m"))).isNull();
  }

  @Test
  void a_task_runs_in_the_very_context_of_its_caller() {
    Context duplicate = duplicate(vertx.getOrCreateContext());
    CompletableFuture<Boolean> there = new CompletableFuture<>();

    executorOf(duplicate).execute(() -> there.complete(duplicate.equals(Vertx.currentContext())));

    assertThat(get(there)).isTrue();
  }

  @Test
  void a_task_never_runs_inside_the_call_that_hands_it_over() {
    Context context = vertx.getOrCreateContext();
    CompletableFuture<Boolean> ranInside = new CompletableFuture<>();

    context.runOnContext(
        nothing -> {
          AtomicInteger runs = new AtomicInteger();
          executorOfHere().execute(runs::incrementAndGet);
          ranInside.complete(runs.get() > 0);
        });

    assertThat(get(ranInside)).isFalse();
  }

  @Test
  void a_message_brings_the_context_that_smallrye_notes_in_it() {
    Context context = vertx.getOrCreateContext();
    Message<String> message = Message.of("m", List.of(new LocalContextMetadata(context)));
    CompletableFuture<Boolean> there = new CompletableFuture<>();

    Executor executor = contexts.of(message);

    assertThat(executor).isNotNull();
    executor.execute(() -> there.complete(context.equals(Vertx.currentContext())));
    assertThat(get(there)).isTrue();
  }

  @Test
  void a_burst_for_many_callers_on_one_event_loop_is_one_hand_over() throws Exception {
    Context root = vertx.getOrCreateContext();
    List<Context> callers = List.of(duplicate(root), duplicate(root), duplicate(root));
    CountDownLatch handedOver = holdUp(root);
    AtomicInteger ran = new AtomicInteger();
    CompletableFuture<Integer> seenInBetween = new CompletableFuture<>();

    Executor first = executorOf(callers.get(0));
    first.execute(ran::incrementAndGet);
    root.runOnContext(nothing -> seenInBetween.complete(ran.get()));
    executorOf(callers.get(1)).execute(ran::incrementAndGet);
    executorOf(callers.get(2)).execute(ran::incrementAndGet);
    handedOver.countDown();

    assertThat(get(seenInBetween)).isEqualTo(3);
  }

  @Test
  void a_long_burst_lets_the_event_loop_do_other_work_in_between() throws Exception {
    Context root = vertx.getOrCreateContext();
    CountDownLatch handedOver = holdUp(root);
    AtomicInteger ran = new AtomicInteger();
    CompletableFuture<Integer> seenInBetween = new CompletableFuture<>();

    Executor executor = executorOf(root);
    executor.execute(ran::incrementAndGet);
    root.runOnContext(nothing -> seenInBetween.complete(ran.get()));
    for (int i = 0; i < ContextQueue.SLICE; i++) {
      executor.execute(ran::incrementAndGet);
    }
    handedOver.countDown();

    assertThat(get(seenInBetween)).isEqualTo(ContextQueue.SLICE);
  }

  @Test
  void a_task_that_throws_disturbs_no_other() {
    Executor executor = executorOf(vertx.getOrCreateContext());
    CompletableFuture<String> next = new CompletableFuture<>();

    executor.execute(
        () -> {
          throw new IllegalStateException("wanted by the test");
        });
    executor.execute(() -> next.complete("ran"));

    assertThat(get(next)).isEqualTo("ran");
  }

  @Test
  void a_worker_context_gets_its_tasks_on_a_worker_thread() {
    Context worker = ((VertxInternal) vertx).createWorkerContext();
    CompletableFuture<Boolean> onWorker = new CompletableFuture<>();

    executorOf(worker).execute(() -> onWorker.complete(Context.isOnWorkerThread()));

    assertThat(get(onWorker)).isTrue();
  }

  @Test
  void a_task_for_an_event_loop_that_has_stopped_runs_all_the_same() {
    Executor executor = executorOf(vertx.getOrCreateContext());
    get(vertx.close().toCompletionStage().toCompletableFuture());
    CompletableFuture<String> ran = new CompletableFuture<>();

    executor.execute(() -> ran.complete("ran"));

    assertThat(get(ran)).isEqualTo("ran");
  }

  /** Keeps the event loop busy until the latch opens. */
  private static CountDownLatch holdUp(Context context) throws InterruptedException {
    CountDownLatch busy = new CountDownLatch(1);
    CountDownLatch open = new CountDownLatch(1);
    context.runOnContext(
        nothing -> {
          busy.countDown();
          awaitQuietly(open);
        });
    assertThat(busy.await(DEADLINE_SECONDS, SECONDS)).isTrue();
    return open;
  }

  private static void awaitQuietly(CountDownLatch open) {
    try {
      assertThat(open.await(DEADLINE_SECONDS, SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Context duplicate(Context context) {
    return ((ContextInternal) context).duplicate();
  }

  private Executor executorOf(Context context) {
    Executor executor = contexts.of(Message.of("m", List.of(new LocalContextMetadata(context))));
    assertThat(executor).isNotNull();
    return executor;
  }

  private Executor executorOfHere() {
    Executor executor = contexts.current();
    assertThat(executor).isNotNull();
    return executor;
  }

  private static <T> T get(CompletableFuture<T> future) {
    return future.orTimeout(DEADLINE_SECONDS, SECONDS).join();
  }
}
