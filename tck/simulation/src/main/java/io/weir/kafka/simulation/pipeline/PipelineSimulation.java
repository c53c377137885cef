package io.weir.kafka.simulation.pipeline;

import io.netty.buffer.UnpooledByteBufAllocator;
import io.weir.kafka.config.BeanLookup;
import io.weir.kafka.config.ChannelSettings;
import io.weir.kafka.config.Problems;
import io.weir.kafka.config.SettingsSource;
import io.weir.kafka.event.ObservedBatch;
import io.weir.kafka.event.ProducerEvents;
import io.weir.kafka.network.Transport;
import io.weir.kafka.producer.Environment;
import io.weir.kafka.producer.Pipeline;
import io.weir.kafka.producer.Pipelines;
import io.weir.kafka.producer.Seam;
import io.weir.kafka.simulation.BrokerFault;
import io.weir.kafka.simulation.ClusterDriver;
import io.weir.kafka.simulation.FaultInjector;
import io.weir.kafka.simulation.FaultKind;
import io.weir.kafka.simulation.FaultMix;
import io.weir.kafka.simulation.Tally;
import io.weir.kafka.simulation.Violations;
import io.weir.kafka.simulation.VirtualTime;
import io.weir.kafka.testcluster.broker.Broker.BrokerRules;
import io.weir.kafka.testcluster.core.Event;
import io.weir.kafka.testcluster.metadata.NewTopic;
import io.weir.kafka.testcluster.metadata.RejectedException;
import io.weir.kafka.testcluster.metadata.ReplicationRules;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * One run: a channel's pipeline, a cluster of three brokers, and faults in and between them, all
 * from one seed.
 *
 * <p>Records are sent while faults strike; then everything heals, and each record must have its
 * outcome in time, each partition must take records again, the channel must close in time, and the
 * logs must hold what was said of them. In some runs the channel is closed in the middle instead.
 * The same seed gives the same run.
 */
public final class PipelineSimulation {

  /** All that can go wrong here. */
  public static final List<FaultKind> KINDS =
      Stream.<FaultKind[]>of(
              LinkFault.values(), RequestFault.values(), TopicFault.values(), BrokerFault.values())
          .flatMap(Stream::of)
          .filter(kind -> kind != BrokerFault.POWERED_OFF) // needs a flush of each record
          .toList();

  private static final long COMPLETION_DELAY_NANOS = 50_000;
  private static final Duration MOST_TROUBLE = Duration.ofSeconds(40);
  private static final Duration LONGEST_AFTERMATH = Duration.ofSeconds(5);

  /** For timers that look again, the way to the completion task, and what the close waits for. */
  private static final Duration GRACE = Duration.ofMillis(500);

  private static final Duration MOST_RECOVERY = Duration.ofSeconds(60);
  private static final Duration PROBE_INTERVAL = Duration.ofSeconds(5);
  private static final int MOST_PROBES = 12;

  /** What is late arrives, and followers have everything. */
  private static final Duration LAST_ARRIVALS = Duration.ofSeconds(12);

  /**
   * What a run did.
   *
   * @param violations empty if all rules held; each is a sentence
   * @param outcomes as the pipeline has counted them
   * @param events how many events ran
   * @param fingerprint of all that happened and when
   * @param counts how often each fault came, each situation was met, and other things of interest;
   *     what was not is missing
   * @param trace one line for each thing that happened, if that was asked for
   */
  public record Report(
      long seed,
      List<String> violations,
      Pipeline.CloseReport outcomes,
      long events,
      long fingerprint,
      Map<String, Long> counts,
      List<String> trace) {}

  private final long seed;
  private final SplittableRandom random;
  private final VirtualTime time;
  private final Trace trace;
  private final Tally tally = new Tally();
  private final Violations violations = new Violations();
  private final Scenario scenario;
  private final ClusterDriver cluster;
  private final FaultMix mix;
  private final FaultInjector brokerFaults;
  private final TopicChanges topicChanges;
  private final RequestFaults requestFaults;
  private final SimulatedNetwork network;
  private final Load load;

  /** On the heap and counted: what is not released at the end is a leak. */
  private final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(false, true);

  private Pipeline.CloseReport outcomes = new Pipeline.CloseReport(0, 0, 0);

  private PipelineSimulation(long seed, Trace.Detail detail) {
    this.seed = seed;
    this.random = new SplittableRandom(seed);
    this.time = new VirtualTime(random.split());
    this.trace = new Trace(time, detail);
    this.scenario = new Scenario(random.split());
    this.cluster =
        new ClusterDriver(
            time, random.split(), new BrokerRules(scenario.cluster(), ReplicationRules.KAFKA));
    this.mix = new FaultMix(random.split(), KINDS, scenario.severity(), tally);
    mix.insistOn(LinkFault.REQUEST_AFTER_CLOSE); // what it takes seldom comes together
    WireWatch watch = new WireWatch(cluster.core(), trace, tally, violations);
    SimulatedNetwork.Surroundings surroundings =
        new SimulatedNetwork.Surroundings(
            time,
            cluster,
            scenario.longestWay().toNanos(),
            mix,
            random.split(),
            watch,
            trace,
            tally,
            violations);
    this.network = new SimulatedNetwork(surroundings);
    this.brokerFaults =
        new FaultInjector(time, cluster, mix, random.split(), FaultInjector.PowerLoss.HARMLESS);
    this.topicChanges = new TopicChanges(time, cluster, mix, random.split());
    this.requestFaults = new RequestFaults(surroundings, network, scenario, random.split());
    this.load =
        new Load(
            new Load.Surroundings(
                time, random.split(), cluster.core(), watch, trace, tally, violations, scenario));
  }

  /** Runs the seed to its end. */
  public static Report run(long seed) {
    return new PipelineSimulation(seed, Trace.Detail.FINGERPRINT).run();
  }

  /** The same run, with its trace. */
  public static Report trace(long seed) {
    return new PipelineSimulation(seed, Trace.Detail.TEXT).run();
  }

  private Report run() {
    try {
      SwallowedErrors.become(violations, trace, this::runPhases);
    } catch (RuntimeException | Error broken) {
      for (StackTraceElement frame : broken.getStackTrace()) {
        trace.note("  at %s", frame);
      }
      violations.add("the run broke off", broken);
    } finally {
      cluster.close();
    }
    if (violations.isEmpty()) { // a run that broke off has left much behind
      checkBuffers();
    }
    return new Report(
        seed,
        violations.sentences(),
        outcomes,
        time.executed(),
        trace.fingerprint(),
        tally.counts(),
        trace.lines());
  }

  private void checkBuffers() {
    long leaked = allocator.metric().usedHeapMemory() + allocator.metric().usedDirectMemory();
    if (leaked > 0) {
      violations.add("the pipeline has not released buffers of %d bytes".formatted(leaked));
    }
    if (cluster.leakedBytes() > 0) {
      violations.add("the cluster has not released %d bytes".formatted(cluster.leakedBytes()));
    }
  }

  private void runPhases() {
    trace.note("%s", scenario);
    createTopics();
    Pipeline pipeline = open();
    suffer(pipeline);
    if (scenario.closesInTheMiddle()) {
      closeInTheMiddle(pipeline);
      heal();
    } else {
      heal();
      settle();
      probe();
      close(pipeline, scenario.closeTimeout());
    }
    finish();
  }

  private void createTopics() {
    cluster.core().capVersions(scenario.versions());
    scenario.earlyTopics().forEach(cluster.core()::createTopic);
    cluster.step(new Event.Nudged());
    time.after(scenario.topicDelay().toNanos(), () -> createLate(scenario.lateTopic()));
  }

  private void createLate(NewTopic topic) {
    if (cluster.core().image().topic(topic.name()) != null) {
      return;
    }
    try {
      cluster.core().createTopic(topic);
      cluster.step(new Event.Nudged());
    } catch (RejectedException notNow) { // too few brokers are there for its replicas
      time.after(GRACE.toNanos(), () -> createLate(topic));
    }
  }

  private void suffer(Pipeline pipeline) {
    load.start(pipeline);
    brokerFaults.start();
    topicChanges.start();
    requestFaults.start();
    int enough = scenario.closesInTheMiddle() ? random.nextInt(load.total()) : load.total();
    runUntil(() -> load.begun() >= enough, MOST_TROUBLE);
    if (!scenario.closesInTheMiddle()) {
      runFor(Duration.ofNanos(random.nextLong(LONGEST_AFTERMATH.toNanos())));
      load.stop();
    }
  }

  private void closeInTheMiddle(Pipeline pipeline) {
    tally.count(Situation.CLOSED_IN_THE_MIDDLE);
    close(pipeline, scenario.closeTimeout());
    load.stop();
    runUntil(load::isSettled, GRACE);
    checkOutcomes();
  }

  private void heal() {
    trace.note("everything heals");
    mix.heal();
    requestFaults.heal();
    brokerFaults.heal();
  }

  private void settle() {
    if (!runUntil(load::isSettled, scenario.deliveryTimeout().plus(MOST_RECOVERY))) {
      violations.add("not all records had their outcome in time after healing");
    }
    checkOutcomes();
    runUntil(this::isClusterWhole, MOST_RECOVERY);
  }

  private boolean isClusterWhole() {
    return cluster.core().image().topics().stream()
        .flatMap(topic -> topic.partitions().stream())
        .allMatch(partition -> partition.isr().size() == partition.replicas().size());
  }

  /** Each partition must take records again, at one of several attempts. */
  private void probe() {
    List<Place> silent = topicChanges.firstPlaces();
    for (int round = 0; round < MOST_PROBES && !silent.isEmpty(); round++) {
      List<SentRecord> probes = silent.stream().map(load::probe).toList();
      runFor(PROBE_INTERVAL);
      probes.stream()
          .filter(probe -> probe.delivered)
          .forEach(probe -> silent.remove(new Place(probe.topic, probe.wantedPartition)));
    }
    if (!silent.isEmpty()) {
      violations.add("after everything has healed, nothing more arrives in " + silent);
    }
  }

  private void close(Pipeline pipeline, Duration timeout) {
    load.pipelineCloses();
    trace.note("close within %s", timeout);
    long jumped = time.jumpedNanos();
    CompletableFuture<Pipeline.CloseReport> report = pipeline.close(timeout).toCompletableFuture();
    long begun = time.nowNanos();
    if (!runUntil(report::isDone, timeout.plus(MOST_RECOVERY))) {
      violations.add("the pipeline does not close");
      return;
    }
    long late = time.nowNanos() - begun - timeout.toNanos() - (time.jumpedNanos() - jumped);
    if (late > GRACE.toNanos()) {
      violations.add(
          "the pipeline closes %d ms after its timeout"
              .formatted(TimeUnit.NANOSECONDS.toMillis(late)));
    }
    outcomes = report.join();
    trace.note("closed: %s", outcomes);
  }

  private void checkOutcomes() {
    for (SentRecord record : load.records()) {
      if (record.signals == 0) {
        violations.add(record + " has no outcome");
      }
    }
  }

  private void finish() {
    runFor(GRACE);
    if (network.openLinks() > 0) {
      violations.add("%d streams are open after the close".formatted(network.openLinks()));
    }
    runFor(LAST_ARRIVALS);
    if (!runUntil(this::isClusterWhole, MOST_RECOVERY)) {
      violations.add("the cluster does not heal: " + cluster.core().image().topics());
    }
    checkCloseReport();
    new LogChecks(cluster.core(), scenario, load, violations, tally).check();
  }

  /** Records that are offered while the pipeline closes may be counted or not. */
  private void checkCloseReport() {
    long delivered = load.records().stream().filter(record -> record.delivered).count();
    if (outcomes.delivered() != delivered) {
      violations.add("%s, but %d records were delivered".formatted(outcomes, delivered));
    }
  }

  private boolean runUntil(BooleanSupplier condition, Duration most) {
    return time.runUntil(condition, most.toNanos());
  }

  private void runFor(Duration duration) {
    time.runUntil(() -> false, duration.toNanos());
  }

  private Pipeline open() {
    Problems problems = new Problems("simulated");
    ChannelSettings settings =
        ChannelSettings.read(SettingsSource.of(scenario.settings()), problems);
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
            new Observer(),
            allocator,
            time.wallClock(),
            random.split());
    return Pipelines.open(settings, problems, environment, load);
  }

  private static List<InetAddress> loopback() {
    try {
      return List.of(InetAddress.getByAddress("broker.simulated", new byte[] {127, 0, 0, 1}));
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException("four bytes are an address", impossible);
    }
  }

  private final class Observer implements ProducerEvents {

    @Override
    public void batchRetried(ObservedBatch batch, String error, String reason) {
      tally.count(Situation.BATCH_RETRIED);
      trace.note("%s-%d will be sent again: %s", batch.topic(), batch.partition(), reason);
    }
  }
}
