package io.weir.kafka.simulation.pipeline;

import static java.util.stream.Collectors.joining;

import io.weir.kafka.simulation.ClusterDriver;
import io.weir.kafka.testcluster.fault.KafkaVersion;
import io.weir.kafka.testcluster.fault.VersionCaps;
import io.weir.kafka.testcluster.metadata.ClusterSettings;
import io.weir.kafka.testcluster.metadata.NewTopic;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * What a run is to be like, apart from its faults: settings, topics, brokers, and how it ends. All
 * drawn at once, so that nothing that happens later changes it. Immutable.
 */
final class Scenario {

  /** There from the start. */
  static final String ORDERS = "orders";

  /** Comes into being while it is written to. */
  static final String PAYMENTS = "payments";

  /** One partition, which gets much. */
  static final String AUDIT = "audit";

  static final List<String> TOPICS = List.of(ORDERS, PAYMENTS, AUDIT);

  private static final int BROKERS = 3;
  private static final int MOST_PARTITIONS = 6;
  private static final int MOST_IN_FLIGHT = 5;
  private static final int LONGEST_LINGER_MS = 20;
  private static final int PATIENT_MS = 60_000;
  private static final List<String> CODECS = List.of("gzip", "snappy", "lz4", "zstd");

  /** Calm runs reach what storms drown. */
  private static final double[] SEVERITIES = {0.05, 0.2, 0.5, 1};

  private static final int CROWDED_WAY_MS = 40;

  /** Small batches, many on their way, and room for all of them. */
  private static final Map<String, String> CROWDED =
      Map.of(
          "batch.size", "400",
          "buffer.memory", "400000",
          "partition-memory-share", "100",
          "max.in.flight.requests.per.connection", "5");

  /** Bytes that travel long let more be in flight. */
  private static final int[] LONGEST_WAYS_MS = {1, 5, 40, 120};

  private final boolean crowded;
  private final double severity;
  private final Duration longestWay;
  private final Acks acks;
  private final boolean idempotent;
  private final Duration deliveryTimeout;
  private final Map<String, String> settings;
  private final ClusterSettings cluster;
  private final List<NewTopic> topics;
  private final VersionCaps versions;
  private final Duration topicDelay;
  private final boolean closesInTheMiddle;
  private final Duration closeTimeout;

  Scenario(RandomGenerator random) {
    crowded = random.nextInt(3) == 0;
    severity = crowded ? SEVERITIES[0] : SEVERITIES[random.nextInt(SEVERITIES.length)];
    int wayMs = LONGEST_WAYS_MS[random.nextInt(LONGEST_WAYS_MS.length)];
    longestWay = Duration.ofMillis(crowded ? CROWDED_WAY_MS : wayMs);
    acks = crowded ? Acks.ALL : drawAcks(random);
    idempotent = crowded || (acks == Acks.ALL && random.nextInt(4) > 0);
    int requestTimeoutMs = random.nextInt(300, 3_000);
    boolean hasty = !crowded && random.nextInt(5) < 2;
    int deliveryTimeoutMs =
        hasty ? random.nextInt(LONGEST_LINGER_MS, random.nextInt(50, 1_500)) : PATIENT_MS;
    deliveryTimeout = Duration.ofMillis(requestTimeoutMs + deliveryTimeoutMs);
    settings = drawSettings(random);
    if (crowded) {
      settings.putAll(CROWDED);
      settings.remove("retries");
    }
    settings.put("request.timeout.ms", Integer.toString(requestTimeoutMs));
    settings.put("delivery.timeout.ms", Long.toString(deliveryTimeout.toMillis()));
    boolean topicsCreateThemselves = random.nextBoolean();
    cluster = clusterSettings(random, topicsCreateThemselves);
    NewTopic payments = NewTopic.named(PAYMENTS).withPartitions(1 + random.nextInt(4));
    topics =
        List.of(
            NewTopic.named(ORDERS)
                .withPartitions(1 + random.nextInt(MOST_PARTITIONS))
                .withConfigs(topicSettings(random)),
            NewTopic.named(AUDIT).withPartitions(1).withConfigs(topicSettings(random)),
            payments.withConfigs(topicSettings(random)));
    versions = drawVersions(random);
    topicDelay = Duration.ofMillis(random.nextInt(4_000));
    closesInTheMiddle = random.nextInt(5) == 0;
    closeTimeout = Duration.ofMillis(random.nextInt(4) == 0 ? 0 : random.nextInt(10_000));
  }

  private static Acks drawAcks(RandomGenerator random) {
    int draw = random.nextInt(10);
    if (draw == 0) {
      return Acks.NONE;
    }
    return draw <= 2 ? Acks.LEADER : Acks.ALL;
  }

  private Map<String, String> drawSettings(RandomGenerator random) {
    Map<String, String> drawn = new HashMap<>();
    drawn.put("bootstrap.servers", ClusterDriver.bootstrapServers());
    drawn.put("acks", acks.configured());
    put(drawn, "enable.idempotence", idempotent ? "true" : "false");
    put(drawn, "batch.size", random.nextInt(5) == 0 ? 16_384 : random.nextInt(200, 4_000));
    put(drawn, "buffer.memory", random.nextInt(20_000, 400_000));
    put(drawn, "partition-memory-share", random.nextInt(10, 101));
    put(
        drawn,
        "max.in.flight.requests.per.connection",
        random.nextBoolean() ? MOST_IN_FLIGHT : random.nextInt(1, MOST_IN_FLIGHT));
    put(drawn, "retry.backoff.ms", random.nextInt(5, 120));
    put(drawn, "reconnect.backoff.ms", random.nextInt(5, 60));
    put(drawn, "socket.connection.setup.timeout.ms", random.nextInt(500, 3_000));
    if (random.nextInt(4) > 0) {
      put(drawn, "linger.ms", random.nextInt(LONGEST_LINGER_MS));
    }
    if (random.nextBoolean()) {
      put(drawn, "compression.type", CODECS.get(random.nextInt(CODECS.size())));
    }
    if (random.nextInt(6) == 0) {
      put(drawn, "retries", random.nextInt(idempotent ? 1 : 0, 4));
    }
    if (random.nextInt(3) == 0) {
      put(drawn, "metadata.max.age.ms", random.nextInt(500, 5_000));
    }
    if (random.nextInt(4) == 0) {
      put(drawn, "connections.max.idle.ms", random.nextInt(1_000, 3_000));
    }
    return drawn;
  }

  private static void put(Map<String, String> settings, String name, Object value) {
    settings.put(name, String.valueOf(value));
  }

  /** Failures are noticed soon, so that a run sees many. */
  private static ClusterSettings clusterSettings(
      RandomGenerator random, boolean topicsCreateThemselves) {
    return ClusterSettings.of(
        Map.of(
            "broker.session.timeout.ms", "3000",
            "broker.heartbeat.interval.ms", "500",
            "replica.lag.time.max.ms", "2000",
            "replica.fetch.wait.max.ms", "300",
            "replica.fetch.backoff.ms", "200",
            "default.replication.factor", Integer.toString(BROKERS),
            "num.partitions", Integer.toString(1 + random.nextInt(MOST_PARTITIONS)),
            "auto.create.topics.enable", Boolean.toString(topicsCreateThemselves)));
  }

  private static Map<String, String> topicSettings(RandomGenerator random) {
    Map<String, String> drawn = new HashMap<>();
    drawn.put("min.insync.replicas", Integer.toString(1 + random.nextInt(2)));
    if (random.nextBoolean()) {
      put(drawn, "max.message.bytes", random.nextInt(300, 2_500));
    }
    if (random.nextInt(4) == 0) {
      drawn.put("message.timestamp.type", "LogAppendTime");
    }
    return drawn;
  }

  private static VersionCaps drawVersions(RandomGenerator random) {
    int draw = random.nextInt(6);
    if (draw > 1) {
      return VersionCaps.NONE;
    }
    return VersionCaps.of(draw == 0 ? KafkaVersion.V2_1 : KafkaVersion.V3_9);
  }

  /**
   * Whether one partition gets nearly all, in bursts, so that its batches are refused at each place
   * in flight.
   */
  boolean isCrowded() {
    return crowded;
  }

  /** How much of the faults' chances there is. */
  double severity() {
    return severity;
  }

  /** How long bytes travel at most, where no fault delays them. */
  Duration longestWay() {
    return longestWay;
  }

  Acks acks() {
    return acks;
  }

  /** Whether a record may be in the log once at most, and must be in order. */
  boolean isIdempotent() {
    return idempotent;
  }

  Duration deliveryTimeout() {
    return deliveryTimeout;
  }

  /** Those of the channel. */
  Map<String, String> settings() {
    return settings;
  }

  ClusterSettings cluster() {
    return cluster;
  }

  /** Those that are there before the first record. */
  List<NewTopic> earlyTopics() {
    return topics.subList(0, 2);
  }

  /** The one that comes late, unless it creates itself. */
  NewTopic lateTopic() {
    return topics.get(2);
  }

  /** When the late topic comes. */
  Duration topicDelay() {
    return topicDelay;
  }

  VersionCaps versions() {
    return versions;
  }

  /** Whether the channel is closed before all records were sent. */
  boolean closesInTheMiddle() {
    return closesInTheMiddle;
  }

  Duration closeTimeout() {
    return closeTimeout;
  }

  /** The same in each process: maps are sorted. */
  @Override
  public String toString() {
    String texts =
        topics.stream()
            .map(topic -> topic.name() + topic.partitions() + new TreeMap<>(topic.configs()))
            .collect(joining(", "));
    return "acks %s, %s, %s, topics %s"
        .formatted(
            acks, idempotent ? "idempotent" : "not idempotent", new TreeMap<>(settings), texts);
  }
}
