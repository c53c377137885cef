package io.weir.kafka.testcluster.launch;

import io.weir.kafka.testcluster.TestCluster;
import io.weir.kafka.testcluster.TestClusterBuilder;
import io.weir.kafka.testcluster.TopicSpec;
import io.weir.kafka.testcluster.socket.Listener;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs a cluster until the process is told to stop. Fields are set by picocli before the call. */
@Command(
    name = "weir-kafka-cluster",
    mixinStandardHelpOptions = true,
    versionProvider = JarVersion.class,
    sortOptions = false,
    usageHelpAutoWidth = true,
    description = "A Kafka cluster in one process, for tests and development.")
final class BrokerCommand implements Callable<Integer> {

  private static final Duration STATUS_INTERVAL = Duration.ofSeconds(10);

  /** Where the logs are. */
  enum StorageKind {
    memory,
    disk
  }

  @Spec @Nullable CommandSpec spec;

  @Option(
      names = "--brokers",
      paramLabel = "<n>",
      defaultValue = "1",
      description = "Number of brokers; default ${DEFAULT-VALUE}.")
  int brokers = 1;

  @Option(
      names = "--port",
      paramLabel = "<port>",
      defaultValue = "9092",
      description =
          "Port of the first broker, the others count up; 0 takes free ones; default"
              + " ${DEFAULT-VALUE}.")
  int port;

  @Option(
      names = "--host",
      paramLabel = "<host>",
      defaultValue = "127.0.0.1",
      description = "Interface to bind, 0.0.0.0 for all; default ${DEFAULT-VALUE}.")
  String host = "127.0.0.1";

  @Option(
      names = "--advertised-host",
      paramLabel = "<host>",
      description = "Host that clients are told; default the one that is bound.")
  @Nullable String advertisedHost;

  @Option(
      names = "--topic",
      paramLabel = "<name>:<partitions>[:<replicationFactor>]",
      converter = TopicOption.class,
      description = "Topic to create; may be given more than once.")
  List<TopicSpec> topics = List.of();

  @Option(
      names = "--setting",
      paramLabel = "<name>=<value>",
      description =
          "Setting of all brokers by Kafka's name, such as min.insync.replicas=2; may be given"
              + " more than once.")
  Map<String, String> settings = Map.of();

  @Option(
      names = "--listener",
      paramLabel = "<NAME>://<host>:<port>",
      converter = ListenerOption.class,
      description =
          "A further listener, whose clients are told its addresses; ports as with --port; may be"
              + " given more than once.")
  List<Listener> listeners = List.of();

  @Option(
      names = "--control-port",
      paramLabel = "<port>",
      description = "Serve control by HTTP on this port of 127.0.0.1; 0 takes a free one.")
  @Nullable Integer controlPort;

  @Option(
      names = "--virtual-clock",
      description = "The cluster's time stands still until control by HTTP advances it.")
  boolean virtualClock;

  @Option(
      names = "--partitions",
      paramLabel = "<n>",
      defaultValue = "1",
      description = "Partitions of a topic that is created on demand; default ${DEFAULT-VALUE}.")
  int partitions = 1;

  @Option(names = "--no-auto-create", description = "Do not create topics on demand.")
  boolean noAutoCreate;

  @Option(
      names = "--storage",
      paramLabel = "<memory|disk>",
      description = "Where the logs are; default memory, or disk if --dir is given.")
  @Nullable StorageKind storage;

  @Option(
      names = "--dir",
      paramLabel = "<folder>",
      description = "Folder that keeps the logs; without it, those on disk are temporary.")
  @Nullable Path folder;

  @Override
  public Integer call() throws InterruptedException {
    CommandLine commandLine = commandLine();
    StopRequest stop = new StopRequest();
    try {
      run(commandLine.getOut(), stop);
      return CommandLine.ExitCode.OK;
    } catch (UncheckedIOException | IllegalArgumentException e) {
      commandLine.getErr().println("weir-kafka-cluster: " + e.getMessage());
      return CommandLine.ExitCode.SOFTWARE;
    }
  }

  private void run(PrintWriter out, StopRequest stop) throws InterruptedException {
    try (TestCluster cluster = configured().start();
        Control control = Control.of(cluster, controlPort)) {
      stop.listen();
      printReady(cluster, control, out);
      printStatusUntil(stop, cluster, out);
      out.println("Stopping");
    }
    out.println("Stopped");
    out.flush();
    stop.done();
  }

  private static void printStatusUntil(StopRequest stop, TestCluster cluster, PrintWriter out)
      throws InterruptedException {
    StatusLine status = new StatusLine();
    while (!stop.comesWithin(STATUS_INTERVAL)) {
      status.next(ClusterStatus.of(cluster)).ifPresent(out::println);
      out.flush();
    }
  }

  private CommandLine commandLine() {
    return Objects.requireNonNull(spec, "picocli sets it").commandLine();
  }

  private TestClusterBuilder configured() {
    TestClusterBuilder builder =
        TestCluster.builder()
            .brokers(brokers)
            .host(host)
            .port(port)
            .defaultPartitions(partitions)
            .allowUnfiredFaults();
    topics.forEach(builder::topic);
    listeners.forEach(builder::listener);
    settings.forEach((name, value) -> set(builder, name, value));
    if (advertisedHost != null) {
      builder.advertisedHost(advertisedHost);
    }
    if (virtualClock) {
      builder.virtualClock();
    }
    if (noAutoCreate) {
      builder.withoutAutoCreate();
    }
    return withStorage(builder);
  }

  /** A setting that is not known or out of range is a bad option, as any other. */
  private void set(TestClusterBuilder builder, String name, String value) {
    try {
      builder.setting(name, value);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(commandLine(), "--setting: " + e.getMessage(), e);
    }
  }

  private TestClusterBuilder withStorage(TestClusterBuilder builder) {
    if (folder != null) {
      if (storage == StorageKind.memory) {
        throw new IllegalArgumentException("--dir needs --storage disk");
      }
      return builder.onDisk(folder);
    }
    return storage == StorageKind.disk ? builder.onDisk() : builder.inMemory();
  }

  private void printReady(TestCluster cluster, Control control, PrintWriter out) {
    out.printf(
        "Ready: %d %s, logs %s%n",
        brokers,
        brokers == 1 ? "broker" : "brokers",
        folder != null ? "in " + folder : storage == StorageKind.disk ? "on disk" : "in memory");
    out.println("bootstrap.servers=" + cluster.bootstrapServers());
    for (Listener each : listeners) {
      out.println(each.name() + "=" + cluster.bootstrapServers(each.name()));
    }
    control.url().ifPresent(url -> out.println("control=" + url));
    out.flush();
  }
}
