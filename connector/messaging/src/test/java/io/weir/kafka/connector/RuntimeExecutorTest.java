package io.weir.kafka.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.kafka.producer.CompletionThreads;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class RuntimeExecutorTest {

  @Test
  void anExecutorThatTheRuntimeHasGivenToMutinyIsUsed() {
    Executor runtimes = Runnable::run;

    assertThat(RuntimeExecutor.orOwn(runtimes)).isSameAs(runtimes);
  }

  @Test
  void insteadOfMutinysOwnPoolWeirUsesDaemonThreads() {
    ExecutorService mutinys = Executors.newCachedThreadPool();

    assertThat(RuntimeExecutor.orOwn(mutinys)).isSameAs(CompletionThreads.executor());
    mutinys.shutdown();
  }

  @Test
  void onPlainCdiTheThreadsAreWeirs() {
    assertThat(RuntimeExecutor.find()).isSameAs(CompletionThreads.executor());
  }
}
