package io.weir.kafka.benchmarks;

import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The child process: one run of one subject; prints its {@link Figures} as one line. */
@Command(name = "subject", hidden = true)
final class SubjectCommand implements Callable<Integer> {
  @Parameters Subject subject = Subject.PRODUCER;
  @Mixin Workload workload = new Workload();
  @Mixin Target target = new Target();

  @Override
  public Integer call() throws InterruptedException {
    PrintStream out = System.out;
    try (ThreadAllocation allocation = new ThreadAllocation()) {
      Usage measured = subject.send(workload, target, new Meter(workload, allocation));
      Usage whole = Usage.now(allocation);
      long startedMs = ManagementFactory.getRuntimeMXBean().getUptime();
      out.println(Figures.of(workload.messages, measured, whole.cpuNanos(), startedMs).toLine());
    }
    return 0;
  }
}
