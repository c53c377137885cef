package io.weir.kafka.simulation.replication;

import static io.weir.kafka.simulation.ClusterDriver.BROKERS;

import io.weir.kafka.simulation.BrokerFault;
import io.weir.kafka.simulation.ClusterDriver;
import io.weir.kafka.simulation.FaultInjector;
import io.weir.kafka.simulation.FaultKind;
import io.weir.kafka.simulation.FaultMix;
import io.weir.kafka.simulation.Tally;
import io.weir.kafka.simulation.Violations;
import io.weir.kafka.simulation.VirtualTime;
import io.weir.kafka.simulation.replication.WrittenBatch.Fate;
import io.weir.kafka.testcluster.broker.Broker.BrokerRules;
import io.weir.kafka.testcluster.core.Event;
import io.weir.kafka.testcluster.metadata.ClusterSettings;
import io.weir.kafka.testcluster.metadata.NewTopic;
import io.weir.kafka.testcluster.metadata.PartitionImage;
import io.weir.kafka.testcluster.metadata.ReplicationRules;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * One run: a cluster of three brokers, writers, and faults, all from one seed.
 *
 * <p>While faults strike, the rules of replication are looked at after each step; then everything
 * heals and must settle, with all replicas in sync and equal, and each acknowledged record where it
 * should be. Last, one follower stops to fetch, which must not stop a writer for longer than the
 * ISR takes to shrink. The same seed gives the same run.
 */
public final class ReplicationSimulation {

  /** All that can go wrong here. */
  public static final List<FaultKind> KINDS =
      Stream.<FaultKind[]>of(BrokerFault.values(), WriterFault.values())
          .flatMap(Stream::of)
          .toList();

  private static final int PARTITIONS = 3;
  private static final Duration TROUBLE = Duration.ofSeconds(60);
  private static final Duration MOST_SETTLING = Duration.ofMinutes(3);
  private static final int MAX_LAG_MS = 2_000;

  /** The ISR is looked at every half of the greatest lag; the rest is the way there and back. */
  private static final Duration MOST_WAITING = Duration.ofMillis(3 * MAX_LAG_MS);

  /**
   * What a run did.
   *
   * @param violations empty if all rules held; each is a sentence
   * @param acknowledged how many batches were
   * @param events how many events ran
   * @param trace a fingerprint of what happened and when
   * @param fired how often each fault came; those that did not are missing
   */
  public record Report(
      long seed,
      List<String> violations,
      int acknowledged,
      long events,
      long trace,
      Map<String, Long> fired) {}

  private final long seed;
  private final SplittableRandom random;
  private final VirtualTime time;
  private final Tally tally = new Tally();
  private final FaultMix mix;
  private final ClusterDriver cluster;
  private final Invariants invariants;
  private final FaultInjector faults;
  private final Violations violations = new Violations();
  private final LossyPartitions lossy = new LossyPartitions();
  private final List<Writer> writers = new ArrayList<>();

  private ReplicationSimulation(long seed, ReplicationRules rules) {
    this.seed = seed;
    this.random = new SplittableRandom(seed);
    this.time = new VirtualTime(random.split());
    this.mix = new FaultMix(random.split(), KINDS, 1, tally);
    this.cluster = new ClusterDriver(time, random.split(), new BrokerRules(settings(), rules));
    this.invariants = new Invariants(cluster.core(), violations, lossy);
    this.faults = new FaultInjector(time, cluster, mix, random.split(), invariants);
  }

  /** Runs the seed to its end, or to the first violation. */
  public static Report run(long seed) {
    return run(seed, ReplicationRules.KAFKA);
  }

  /** As {@link #run(long)}, under rules that a test has made wrong. */
  public static Report run(long seed, ReplicationRules rules) {
    return new ReplicationSimulation(seed, rules).run();
  }

  private Report run() {
    try {
      runPhases();
    } finally {
      cluster.close();
    }
    if (cluster.leakedBytes() > 0) {
      violations.add("buffers of %d bytes were not released".formatted(cluster.leakedBytes()));
    }
    return report();
  }

  private void runPhases() {
    cluster.afterEachStep(invariants::check);
    cluster.core().createTopic(topic());
    cluster.step(new Event.Nudged());
    addWriters();
    for (Runnable phase : List.<Runnable>of(this::suffer, this::settle, this::judge, this::probe)) {
      if (violations.isEmpty()) {
        phase.run();
      }
    }
  }

  private Report report() {
    long acknowledged =
        writers.stream()
            .flatMap(writer -> writer.batches().stream())
            .filter(batch -> batch.fate() != Fate.UNKNOWN)
            .count();
    return new Report(
        seed,
        violations.sentences(),
        (int) acknowledged,
        time.executed(),
        time.nowNanos() * 31 + cluster.core().image().version(),
        tally.counts());
  }

  private static ClusterSettings settings() {
    return ClusterSettings.of(
        Map.of(
            "broker.session.timeout.ms", "3000",
            "broker.heartbeat.interval.ms", "500",
            "replica.lag.time.max.ms", Integer.toString(MAX_LAG_MS),
            "replica.fetch.wait.max.ms", "200",
            "replica.fetch.backoff.ms", "200",
            "replica.high.watermark.checkpoint.interval.ms", "1000",
            "leader.imbalance.check.interval.seconds", "10"));
  }

  private NewTopic topic() {
    return new NewTopic(
        Writer.TOPIC,
        PARTITIONS,
        BROKERS.size(),
        Map.of(),
        Map.of(
            "min.insync.replicas", Integer.toString(1 + random.nextInt(2)),
            "flush.messages", random.nextBoolean() ? "1" : Long.toString(Long.MAX_VALUE),
            "segment.bytes", Integer.toString(random.nextInt(2_000, 20_000)),
            "unclean.leader.election.enable", Boolean.toString(random.nextInt(5) == 0)));
  }

  private void addWriters() {
    for (int partition = 0; partition < PARTITIONS; partition++) {
      for (WriterKind kind : WriterKind.values()) {
        writers.add(newWriter(kind, partition));
      }
    }
  }

  private Writer newWriter(WriterKind kind, int partition) {
    return new Writer(
        writers.size(),
        kind,
        partition,
        new Writer.Surroundings(time, cluster, mix, random.split()));
  }

  private void suffer() {
    faults.start();
    writers.forEach(Writer::start);
    runUntil(() -> false, TROUBLE);
  }

  private void settle() {
    writers.forEach(Writer::stop);
    mix.heal();
    faults.heal();
    if (!runUntil(() -> writers.stream().allMatch(Writer::isIdle), MOST_SETTLING)) {
      violations.add("a batch was not acknowledged after everything had healed");
    }
    if (!runUntil(invariants::isWhole, MOST_SETTLING)) {
      violations.add(
          "not all replicas were in sync, or not led by the preferred one, after healing");
    }
    runUntil(() -> false, FaultInjector.LONGEST); // old faults still end, and would heal new ones
  }

  private void judge() {
    new FinalChecks(cluster.core(), violations, lossy).check(writers, PARTITIONS);
  }

  /** A follower that fetches no more must leave the ISR, so that writes go on without it. */
  private void probe() {
    PartitionImage partition =
        cluster.core().image().topics().iterator().next().partitions().get(0);
    int follower = partition.replicas().get(1);
    BROKERS.forEach(broker -> cluster.core().network().cut(follower, broker));
    WrittenBatch batch = newWriter(WriterKind.IDEMPOTENT, partition.index()).write();
    if (!runUntil(() -> batch.fate() != Fate.UNKNOWN, MOST_WAITING)) {
      violations.add("a follower that did not fetch kept a batch from being acknowledged");
    }
  }

  /** Stops early where something is wrong already. */
  private boolean runUntil(BooleanSupplier condition, Duration most) {
    return time.runUntil(() -> condition.getAsBoolean() || !violations.isEmpty(), most.toNanos());
  }
}
