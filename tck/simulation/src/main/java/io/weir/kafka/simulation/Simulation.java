package io.weir.kafka.simulation;

import io.netty.buffer.UnpooledByteBufAllocator;
import io.weir.kafka.config.BeanLookup;
import io.weir.kafka.config.ChannelSettings;
import io.weir.kafka.config.Problems;
import io.weir.kafka.config.SettingsSource;
import io.weir.kafka.event.ProducerEvents;
import io.weir.kafka.network.Transport;
import io.weir.kafka.producer.Environment;
import io.weir.kafka.producer.Pipeline;
import io.weir.kafka.producer.Pipelines;
import io.weir.kafka.producer.Seam;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * One run: a producer, a cluster and faults between them, all from one seed.
 *
 * <p>The workload is sent while faults strike; then they heal, and everything must settle. What the
 * run did is told by a {@link Report}; the same seed gives the same report.
 */
public final class Simulation {

  private static final int BROKERS = 3;
  private static final int PARTITIONS = 6;
  private static final long COMPLETION_DELAY_NANOS = 50_000;
  private static final Duration MOST_TROUBLE = Duration.ofMinutes(3);
  private static final Duration MOST_SETTLING = Duration.ofMinutes(5);

  /** What is still under way arrives, and replicas get in sync. */
  private static final Duration LAST_ARRIVALS = Duration.ofMinutes(1);

  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

  /**
   * What a run did.
   *
   * @param violations empty if all rules held; each is a sentence
   * @param trace a fingerprint of all that happened and when
   * @param events how many events ran
   * @param fired how often each fault struck
   */
  public record Report(
      long seed,
      List<String> violations,
      long trace,
      long events,
      Map<Faults.Kind, Integer> fired,
      Pipeline.CloseReport outcomes) {}

  private final long seed;
  private final SplittableRandom random;
  private final VirtualTime time;
  private final Faults faults;

  /** On the heap and counted: what is not released at the end is a leak. */
  private final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(false, true);

  private final Acks acks;

  private Simulation(long seed) {
    this.seed = seed;
    this.random = new SplittableRandom(seed);
    this.time = new VirtualTime(random.split());
    this.faults = new Faults(random.split());
    this.acks = random.nextBoolean() ? Acks.ALL : Acks.LEADER;
  }

  /** Runs the seed to its end. */
  public static Report run(long seed) {
    return new Simulation(seed).run();
  }

  private Report run() {
    Report report = runToTheEnd();
    long leaked = allocator.metric().usedHeapMemory() + allocator.metric().usedDirectMemory();
    if (leaked > 0) {
      throw new IllegalStateException(
          "seed %d: buffers of %d bytes were not released".formatted(seed, leaked));
    }
    return report;
  }

  private Report runToTheEnd() {
    try (SimulatedCluster cluster =
        new SimulatedCluster(time, random.split(), BROKERS, allocator)) {
      Workload workload = new Workload(time, random.split());
      SimulatedNetwork network = new SimulatedNetwork(time, cluster, faults, random.split());
      Pipeline pipeline = open(cluster, network, workload);
      cluster.createTopic(Workload.TOPICS.get(0), PARTITIONS); // the other one creates itself
      workload.start(pipeline);
      new Outages(time, cluster, faults, random.split()).start(BROKERS);
      time.runUntil(workload::isSettled, MOST_TROUBLE.toNanos());
      faults.heal();
      boolean settled = time.runUntil(workload::isSettled, MOST_SETTLING.toNanos());
      Pipeline.CloseReport outcomes = close(pipeline);
      time.runUntil(() -> false, LAST_ARRIVALS.toNanos());
      List<String> violations = Checks.of(workload, cluster, acks, settled);
      return new Report(
          seed,
          violations,
          workload.trace() * 31 + time.nowNanos(),
          time.executed(),
          faults.fired(),
          outcomes);
    }
  }

  private Pipeline.CloseReport close(Pipeline pipeline) {
    var report = pipeline.close(CLOSE_TIMEOUT).toCompletableFuture();
    if (!time.runUntil(report::isDone, CLOSE_TIMEOUT.multipliedBy(2).toNanos())) {
      throw new IllegalStateException("seed " + seed + ": the pipeline does not close");
    }
    return report.join();
  }

  private Pipeline open(SimulatedCluster cluster, SimulatedNetwork network, Workload workload) {
    Problems problems = new Problems("simulated");
    ChannelSettings settings = ChannelSettings.read(SettingsSource.of(settings(cluster)), problems);
    Transport transport =
        new Transport(
            time.loop(),
            network,
            (loop, host, listener) -> loop.execute(() -> listener.resolved(loopback(), null)),
            allocator);
    Environment environment =
        new Environment(
            connection -> new Seam(transport, () -> {}),
            time.executor(COMPLETION_DELAY_NANOS),
            BeanLookup.NONE,
            List.of(),
            ProducerEvents.NONE,
            allocator,
            time.wallClock(),
            random.split());
    return Pipelines.open(settings, problems, environment, workload);
  }

  private Map<String, String> settings(SimulatedCluster cluster) {
    long linger = random.nextInt(20);
    return Map.of(
        "bootstrap.servers", cluster.bootstrapServers(),
        "linger.ms", Long.toString(linger),
        "batch.size", Integer.toString(random.nextInt(200, 4_000)),
        "buffer.memory", Integer.toString(random.nextInt(40_000, 400_000)),
        "request.timeout.ms", "2000",
        "delivery.timeout.ms", Long.toString(TimeUnit.SECONDS.toMillis(60)),
        "acks", acks.configured());
  }

  private static List<InetAddress> loopback() {
    try {
      return List.of(InetAddress.getByAddress(SimulatedCluster.HOST, new byte[] {127, 0, 0, 1}));
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException("four bytes are an address", impossible);
    }
  }
}
