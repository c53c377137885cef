package io.weir.kafka.cluster;

import io.weir.kafka.config.DurationRange;
import io.weir.kafka.config.MetadataSettings;
import io.weir.kafka.config.MetadataSettings.Recovery;
import io.weir.kafka.config.ServerAddress;
import io.weir.kafka.event.ProducerEvents;
import io.weir.kafka.network.Connections;
import io.weir.kafka.network.NetworkSettings;
import io.weir.kafka.network.Resolver;
import io.weir.kafka.network.ScriptedPeer;
import io.weir.kafka.network.ScriptedPeer.Received;
import io.weir.kafka.network.Transport;
import io.weir.kafka.network.VirtualLoop;
import io.weir.kafka.protocol.Apis;
import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.protocol.MetadataRequest;
import io.weir.kafka.protocol.MetadataResponse;
import io.weir.kafka.protocol.MetadataResponse.MetadataResponseBroker;
import io.weir.kafka.protocol.MetadataResponse.MetadataResponsePartition;
import io.weir.kafka.protocol.MetadataResponse.MetadataResponseTopic;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * Metadata over scripted brokers in virtual time. Bootstrap servers are 10.0.0.1 and 10.0.0.2;
 * broker n listens at 10.0.1.n. Answers come from {@link #topics} and {@link #brokers}.
 */
final class MetadataFixture implements MetadataListener {

  static final Duration FIVE_MINUTES = Duration.ofMinutes(5);

  final VirtualLoop loop = new VirtualLoop();
  final ScriptedPeer peer = new ScriptedPeer(loop);
  final List<String> news = new ArrayList<>();
  final List<MetadataRequest> requests = new ArrayList<>();
  final List<InetSocketAddress> asked = new ArrayList<>();
  final Map<String, MetadataResponseTopic> topics = new LinkedHashMap<>();
  List<Integer> brokers = List.of(1, 2);
  short error;

  /** What single brokers believe of a topic, other than {@link #topics} says. */
  final Map<InetSocketAddress, MetadataResponseTopic> beliefs = new HashMap<>();

  /** Brokers that take requests and do not answer for now. */
  final Set<InetSocketAddress> silent = new HashSet<>();

  /** What they were asked. */
  final List<Received> unanswered = new ArrayList<>();

  /** Topics that somebody waits for. */
  private final Set<String> awaited = new LinkedHashSet<>();

  String clusterId = "one";

  final Connections connections;
  final Metadata metadata;

  MetadataFixture() {
    this(FIVE_MINUTES, Recovery.REBOOTSTRAP);
  }

  MetadataFixture(Duration maxAge, Recovery recovery) {
    Resolver resolver =
        (ignored, host, listener) ->
            loop.execute(() -> listener.resolved(List.of(literal(host)), null));
    connections =
        new Connections(
            new Transport(loop, peer, resolver, ScriptedPeer.ALLOCATOR),
            NetworkSettings.defaults("client"),
            new SplittableRandom(1),
            ProducerEvents.NONE);
    metadata = new Metadata(connections, settings(maxAge, recovery), new SplittableRandom(1));
    metadata.addListener(this);
    peer.rule(
        Apis.METADATA,
        received -> {
          asked.add(received.link().address);
          requests.add((MetadataRequest) received.body());
          MetadataResponseTopic belief = beliefs.get(received.link().address);
          if (belief != null) {
            return response(List.of(belief));
          }
          if (silent.contains(received.link().address)) {
            unanswered.add(received);
            return null;
          }
          return response((MetadataRequest) received.body());
        });
  }

  private static ClusterSettings settings(Duration maxAge, Recovery recovery) {
    return new ClusterSettings(
        List.of(new ServerAddress("10.0.0.1", 9092), new ServerAddress("10.0.0.2", 9092)),
        new MetadataSettings(maxAge, FIVE_MINUTES, recovery, FIVE_MINUTES),
        new DurationRange(Duration.ofMillis(100), Duration.ofSeconds(1)),
        Duration.ofSeconds(30),
        ClusterSettings.TopicCreation.ALLOWED);
  }

  /** Lets the silent brokers answer all that they were asked. */
  void answerAll() {
    for (Received each : unanswered) {
      each.answer(Apis.METADATA, response((MetadataRequest) each.body()));
    }
    unanswered.clear();
    loop.run();
  }

  /** Learns the brokers; no topic is needed. */
  void started() {
    metadata.invalidate("a test wants to know");
    loop.run();
  }

  void loseAllLinks() {
    List.copyOf(peer.links).forEach(each -> each.ended(new IOException("reset")));
  }

  /** Asks for the topic until it is there, as who waits does, and lets the answer come. */
  MetadataFixture request(String topic) {
    awaited.add(topic);
    metadata.request(topic);
    loop.run();
    return this;
  }

  void close() {
    metadata.close();
    connections.close();
    loop.run();
  }

  /** The names in the last request. */
  List<String> lastAsked() {
    return names(requests.get(requests.size() - 1));
  }

  static List<String> names(MetadataRequest request) {
    return Objects.requireNonNull(request.topics()).stream()
        .map(each -> Objects.requireNonNull(each.name()))
        .toList();
  }

  /** A topic whose partition n is led by the n-th of the leaders, all in the same epoch. */
  void topic(String name, int epoch, int... leaders) {
    topics.put(name, topic(name, new UUID(1, name.hashCode()), epoch, leaders));
  }

  static MetadataResponseTopic topic(String name, UUID id, int epoch, int... leaders) {
    List<MetadataResponsePartition> partitions = new ArrayList<>();
    for (int leader : leaders) {
      short code = leader < 0 ? ErrorCode.LEADER_NOT_AVAILABLE.code() : 0;
      partitions.add(
          new MetadataResponsePartition(
              code, partitions.size(), leader, epoch, List.of(), List.of(), List.of()));
    }
    return new MetadataResponseTopic((short) 0, name, id, false, partitions, Integer.MIN_VALUE);
  }

  void topicError(String name, ErrorCode code) {
    topics.put(name, failing(name, code));
  }

  private static MetadataResponseTopic failing(String name, ErrorCode code) {
    return new MetadataResponseTopic(
        code.code(), name, new UUID(0, 0), false, List.of(), Integer.MIN_VALUE);
  }

  MetadataResponse response(MetadataRequest request) {
    List<MetadataResponseTopic> found = new ArrayList<>();
    for (String each : names(request)) {
      MetadataResponseTopic topic = topics.get(each);
      found.add(topic == null ? failing(each, ErrorCode.UNKNOWN_TOPIC_OR_PARTITION) : topic);
    }
    return response(found);
  }

  private MetadataResponse response(List<MetadataResponseTopic> found) {
    return new MetadataResponse(0, nodes(), clusterId, 1, found, Integer.MIN_VALUE, error);
  }

  private List<MetadataResponseBroker> nodes() {
    return brokers.stream()
        .map(each -> new MetadataResponseBroker(each, "10.0.1." + each, 9092, null))
        .toList();
  }

  static InetSocketAddress at(String host) {
    return new InetSocketAddress(literal(host), 9092);
  }

  private static InetAddress literal(String host) {
    try {
      return InetAddress.getByName(host);
    } catch (UnknownHostException impossible) {
      throw new AssertionError(impossible);
    }
  }

  @Override
  public void changed(ClusterSnapshot snapshot) {
    if (snapshot != metadata.snapshot()) {
      throw new AssertionError("told before the snapshot can be read");
    }
  }

  @Override
  public void topicReady(String topic) {
    awaited.remove(topic);
    news.add("ready " + topic);
  }

  @Override
  public void topicMissing(String topic) {
    if (awaited.contains(topic)) {
      metadata.request(topic);
    }
  }

  @Override
  public void topicFailed(String topic, ErrorCode failure, String text) {
    awaited.remove(topic);
    news.add("failed " + text);
  }
}
