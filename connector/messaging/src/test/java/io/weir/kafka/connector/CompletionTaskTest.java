package io.weir.kafka.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CompletionTaskTest {

  private final ManualExecutor threads = new ManualExecutor();
  private final List<String> order = new ArrayList<>();

  @Test
  void tasksRunInOrderWithOneHandOffForAllThatHaveCome() {
    CompletionTask task = new CompletionTask(threads, threads);

    task.execute(() -> order.add("a"));
    task.execute(() -> order.add("b"));
    assertThat(threads.size()).isEqualTo(1);
    threads.runAll();

    assertThat(order).containsExactly("a", "b");
  }

  @Test
  void aTaskAddedByATaskRunsBehindIt() {
    CompletionTask task = new CompletionTask(threads, threads);
    task.execute(
        () -> {
          task.execute(() -> order.add("later"));
          order.add("first");
        });

    threads.runAll();

    assertThat(order).containsExactly("first", "later");
  }

  @Test
  void aTaskThatThrowsDisturbsNoOther() {
    CompletionTask task = new CompletionTask(threads, threads);
    task.execute(
        () -> {
          throw new AssertionError("a bug");
        });
    task.execute(() -> order.add("next"));

    threads.runAll();

    assertThat(order).containsExactly("next");
  }

  @Test
  void whenTheRuntimesExecutorIsShutDownTheFallbackTakesOver() {
    CompletionTask task =
        new CompletionTask(
            refused -> {
              throw new RejectedExecutionException();
            },
            threads);

    task.execute(() -> order.add("still said"));
    threads.runAll();

    assertThat(order).containsExactly("still said");
  }

  @Test
  void noTwoTasksOverlapHoweverManyThreadsThereAre() throws Exception {
    int tasks = 20_000;
    ExecutorService pool = Executors.newFixedThreadPool(4);
    CompletionTask task = new CompletionTask(pool, pool);
    CountDownLatch done = new CountDownLatch(2 * tasks);
    int[] unguarded = new int[1];

    Thread other = new Thread(() -> count(task, tasks, unguarded, done));
    other.start();
    count(task, tasks, unguarded, done);

    assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
    assertThat(unguarded[0]).isEqualTo(2 * tasks);
    other.join();
    pool.shutdown();
    assertThat(pool.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
  }

  private static void count(CompletionTask task, int times, int[] unguarded, CountDownLatch done) {
    for (int i = 0; i < times; i++) {
      task.execute(
          () -> {
            unguarded[0]++;
            done.countDown();
          });
    }
  }
}
