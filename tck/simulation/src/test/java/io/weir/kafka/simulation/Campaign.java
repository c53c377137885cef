package io.weir.kafka.simulation;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PrimitiveIterator;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Runs seeds on all processors, each on one thread, and adds up what they met. One that takes long
 * tells how far it is. It ends early when enough runs have failed.
 */
public final class Campaign {

  private static final int ENOUGH_FAILURES = 10;
  private static final long PROGRESS_NANOS = TimeUnit.SECONDS.toNanos(10);

  /**
   * What came of one seed.
   *
   * @param violations empty if all rules held
   * @param counts how often each thing happened
   */
  public record Run(long seed, List<String> violations, Map<String, Long> counts) {}

  private final Seeds seeds;
  private final long total;
  private final LongFunction<Run> simulation;
  private final long begun = System.nanoTime();

  @GuardedBy("this")
  private final PrimitiveIterator.OfLong left;

  @GuardedBy("this")
  private final Map<String, Long> counts = new TreeMap<>();

  @GuardedBy("this")
  private final List<Run> failures = new ArrayList<>();

  @GuardedBy("this")
  private long done;

  @GuardedBy("this")
  private long toldNanos = begun;

  @GuardedBy("this")
  private @Nullable Throwable broken;

  private Campaign(Seeds seeds, LongFunction<Run> simulation) {
    this.seeds = seeds;
    this.total = seeds.all().count();
    this.left = seeds.all().iterator();
    this.simulation = simulation;
  }

  static Campaign of(Seeds seeds, LongFunction<Run> simulation) {
    Campaign campaign = new Campaign(seeds, simulation);
    campaign.runAll();
    return campaign;
  }

  private void runAll() {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
      Thread thread = new Thread(this::work, "seeds-" + i);
      thread.start();
      threads.add(thread);
    }
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted between seeds", e);
    }
    synchronized (this) {
      if (broken != null) {
        throw new IllegalStateException("a simulation broke", broken);
      }
    }
  }

  private void work() {
    try {
      for (Long seed = next(); seed != null; seed = next()) {
        add(simulation.apply(seed));
      }
    } catch (Throwable thrown) { // told by runAll: a thread's end is seen by nobody
      synchronized (this) {
        broken = thrown;
      }
    }
  }

  private synchronized @Nullable Long next() {
    boolean over = broken != null || failures.size() >= ENOUGH_FAILURES || !left.hasNext();
    return over ? null : left.next();
  }

  private synchronized void add(Run run) {
    done++;
    run.counts().forEach((name, times) -> counts.merge(name, times, Long::sum));
    if (!run.violations().isEmpty()) {
      failures.add(run);
    }
    long now = System.nanoTime();
    if (now - toldNanos > PROGRESS_NANOS) {
      toldNanos = now;
      double perSecond = done * 1e9 / (now - begun);
      System.out.printf(
          "%s: %,d of %,d seeds, %d failed, %.0f a second%n",
          seeds.test(), done, total, failures.size(), perSecond);
    }
  }

  /** How many seeds have run. */
  public synchronized long done() {
    return done;
  }

  /** What happened how often, by name. */
  public synchronized Map<String, Long> counts() {
    return new TreeMap<>(counts);
  }

  /** Those that broke a rule, the lowest seed first. */
  public synchronized List<Run> failures() {
    List<Run> sorted = new ArrayList<>(failures);
    sorted.sort(Comparator.comparingLong(Run::seed));
    return sorted;
  }

  /** Each of the names that never happened. */
  public synchronized List<String> missing(Collection<? extends Happening> expected) {
    List<String> missing = new ArrayList<>(expected.stream().map(Happening::name).toList());
    missing.removeAll(counts.keySet());
    return missing;
  }

  /** What happened how often, as lines. */
  public synchronized String table() {
    StringBuilder table =
        new StringBuilder(
            "%s: %,d seeds, %d failed, %d s%n"
                .formatted(
                    seeds.test(),
                    done,
                    failures.size(),
                    TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun)));
    counts.forEach((name, times) -> table.append("  %,9d  %s%n".formatted(times, name)));
    return table.toString();
  }

  /** Seeds, violations and the commands to replay them; empty if all is well. */
  public synchronized String failureReport() {
    StringBuilder report = new StringBuilder();
    for (Run run : failures()) {
      report.append(
          "%nseed %d; to replay: %s".formatted(run.seed(), seeds.howToReplay(run.seed())));
      run.violations().forEach(violation -> report.append("%n  %s".formatted(violation)));
    }
    return report.toString();
  }
}
