package io.weir.kafka.send;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.weir.kafka.network.Resolver;
import io.weir.kafka.network.ScriptedPeer;
import io.weir.kafka.network.ScriptedPeer.Received;
import io.weir.kafka.network.Transport;
import io.weir.kafka.network.VirtualLoop;
import io.weir.kafka.protocol.Apis;
import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.protocol.InitProducerIdResponse;
import io.weir.kafka.protocol.MetadataRequest;
import io.weir.kafka.protocol.MetadataResponse;
import io.weir.kafka.protocol.MetadataResponse.MetadataResponseBroker;
import io.weir.kafka.protocol.MetadataResponse.MetadataResponsePartition;
import io.weir.kafka.protocol.MetadataResponse.MetadataResponseTopic;
import io.weir.kafka.protocol.ProduceRequest;
import io.weir.kafka.protocol.ProduceRequest.PartitionProduceData;
import io.weir.kafka.protocol.ProduceRequest.TopicProduceData;
import io.weir.kafka.protocol.ProduceResponse;
import io.weir.kafka.protocol.ProduceResponse.PartitionProduceResponse;
import io.weir.kafka.protocol.ProduceResponse.TopicProduceResponse;
import io.weir.kafka.record.DecodedRecord;
import io.weir.kafka.record.RecordBatchView;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A cluster that does what a test's script says, in virtual time: it tells of the topics that the
 * test names, and keeps each Produce request until the test answers it. Broker n listens at
 * 10.0.1.n unless the test moves it.
 */
public final class ScriptedBrokers {

  public static final String BOOTSTRAP = "10.0.0.1:9092";

  private static final UUID NO_ID = new UUID(0, 0);
  private static final int MOST_BYTES = 1 << 24;

  public final VirtualLoop loop = new VirtualLoop();
  public final ScriptedPeer peer = new ScriptedPeer(loop);

  /** Where each broker listens. */
  public final Map<Integer, String> hosts = new LinkedHashMap<>();

  /** The names in each Metadata request. */
  public final List<List<String>> metadataRequests = new ArrayList<>();

  /** Whether topics have ids. */
  public boolean topicIds = true;

  /** What the question for a producer id is answered with. */
  public ErrorCode producerIdError = ErrorCode.NONE;

  private final Map<String, MetadataResponseTopic> topics = new LinkedHashMap<>();
  private final List<Received> behind = new ArrayList<>();
  private long nextOffset;
  private long nextProducerId = 1_000;

  public ScriptedBrokers() {
    hosts.put(1, "10.0.1.1");
    hosts.put(2, "10.0.1.2");
    peer.rule(Apis.METADATA, this::metadata);
    peer.rule(Apis.INIT_PRODUCER_ID, received -> producerId());
  }

  public Transport transport(ByteBufAllocator allocator) {
    Resolver resolver =
        (ignored, host, listener) ->
            loop.execute(() -> listener.resolved(List.of(literal(host)), null));
    return new Transport(loop, peer, resolver, allocator);
  }

  /** Partition n of the topic is led by the n-th of these; -1 for no leader. */
  public void topic(String name, int... leaders) {
    List<MetadataResponsePartition> partitions = new ArrayList<>();
    for (int leader : leaders) {
      short code = leader < 0 ? ErrorCode.LEADER_NOT_AVAILABLE.code() : 0;
      partitions.add(
          new MetadataResponsePartition(
              code, partitions.size(), leader, -1, List.of(), List.of(), List.of()));
    }
    topics.put(
        name,
        new MetadataResponseTopic((short) 0, name, id(name), false, partitions, Integer.MIN_VALUE));
  }

  public void topicError(String name, ErrorCode error) {
    topics.put(
        name,
        new MetadataResponseTopic(error.code(), name, NO_ID, false, List.of(), Integer.MIN_VALUE));
  }

  private UUID id(String topic) {
    return topicIds ? new UUID(1, topic.hashCode()) : NO_ID;
  }

  /** As a broker does: not before what came earlier on the same link is answered. */
  private @Nullable MetadataResponse metadata(Received received) {
    if (peer.requests.stream().anyMatch(each -> each.link() == received.link())) {
      behind.add(received);
      return null;
    }
    return metadata((MetadataRequest) received.body());
  }

  private void answerThoseBehind() {
    for (Received each : List.copyOf(behind)) {
      if (peer.requests.stream().noneMatch(earlier -> earlier.link() == each.link())) {
        behind.remove(each);
        each.answer(Apis.METADATA, metadata((MetadataRequest) each.body()));
      }
    }
  }

  private MetadataResponse metadata(MetadataRequest request) {
    List<String> names =
        Objects.requireNonNull(request.topics()).stream()
            .map(each -> Objects.requireNonNull(each.name()))
            .toList();
    metadataRequests.add(names);
    List<MetadataResponseTopic> found = new ArrayList<>();
    for (String each : names) {
      if (!topics.containsKey(each)) {
        topicError(each, ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
      }
      found.add(topics.get(each));
    }
    List<MetadataResponseBroker> brokers =
        hosts.entrySet().stream()
            .map(each -> new MetadataResponseBroker(each.getKey(), each.getValue(), 9092, null))
            .toList();
    return new MetadataResponse(0, brokers, "cluster", 1, found, Integer.MIN_VALUE, (short) 0);
  }

  private InitProducerIdResponse producerId() {
    if (producerIdError != ErrorCode.NONE) {
      return new InitProducerIdResponse(0, producerIdError.code(), -1, (short) -1, -1, (short) -1);
    }
    return new InitProducerIdResponse(0, (short) 0, nextProducerId++, (short) 0, -1, (short) -1);
  }

  private static InetAddress literal(String host) {
    try {
      return InetAddress.getByName(host);
    } catch (UnknownHostException notLiteral) {
      throw new AssertionError(notLiteral);
    }
  }

  public InetSocketAddress address(int broker) {
    return new InetSocketAddress(literal(Objects.requireNonNull(hosts.get(broker))), 9092);
  }

  // ---- Produce requests

  /** One partition's batch in a request. */
  public record Part(String topic, int partition, List<String> values) {

    @Override
    public String toString() {
      return topic + "-" + partition + values;
    }
  }

  /** The Produce requests without an answer, oldest first. */
  public List<Received> kept() {
    return peer.requests;
  }

  /** The oldest one, which is taken out. */
  public Received take() {
    return peer.requests.remove(0);
  }

  /** What is in the requests that wait for an answer, one text each, such as {@code t-0[a, b]}. */
  public List<String> waiting() {
    return peer.requests.stream().map(each -> parts(each).toString()).toList();
  }

  /**
   * As {@link #waiting}, with producer id, epoch and first sequence, such as {@code
   * t-0[a]#1000/0/7}.
   */
  public List<String> numbered() {
    return peer.requests.stream().map(this::numbers).toList();
  }

  private String numbers(Received request) {
    List<String> numbers = new ArrayList<>();
    for (TopicProduceData topic : ((ProduceRequest) request.body()).topicData()) {
      for (PartitionProduceData partition : topic.partitionData()) {
        ByteBuf records = Objects.requireNonNull(partition.records());
        RecordBatchView view = RecordBatchView.at(records, records.readerIndex());
        numbers.add(
            "%s#%d/%d/%d"
                .formatted(
                    new Part(name(topic), partition.index(), values(records)),
                    view.producerId(),
                    view.producerEpoch(),
                    view.baseSequence()));
      }
    }
    return String.join(" ", numbers);
  }

  /** What is in it. */
  public List<Part> parts(Received request) {
    List<Part> parts = new ArrayList<>();
    for (TopicProduceData topic : ((ProduceRequest) request.body()).topicData()) {
      for (PartitionProduceData partition : topic.partitionData()) {
        ByteBuf records = Objects.requireNonNull(partition.records());
        parts.add(new Part(name(topic), partition.index(), values(records)));
      }
    }
    return parts;
  }

  private String name(TopicProduceData topic) {
    if (!topic.name().isEmpty()) {
      return topic.name();
    }
    return topics.keySet().stream()
        .filter(each -> id(each).equals(topic.topicId()))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> values(ByteBuf records) {
    RecordBatchView view = RecordBatchView.at(records, records.readerIndex());
    if (!view.crcIsValid()) {
      throw new AssertionError("the checksum is wrong");
    }
    List<String> values = new ArrayList<>();
    view.records(UnpooledByteBufAllocator.DEFAULT, MOST_BYTES)
        .forEach(each -> values.add(text(each)));
    return values;
  }

  private static String text(DecodedRecord record) {
    return UTF_8.decode(Objects.requireNonNull(record.value()).duplicate()).toString();
  }

  /** Answers the oldest request, all of its partitions alike, and lets the answer come. */
  public void answer(ErrorCode error) {
    answer(take(), part -> error);
  }

  /** Answers each partition with the error for it; one without is left out. */
  public void answer(Received request, Function<Part, @Nullable ErrorCode> errors) {
    answer(request, errors, 0);
  }

  public void answer(Received request, Function<Part, @Nullable ErrorCode> errors, int throttleMs) {
    List<TopicProduceResponse> answers = new ArrayList<>();
    for (TopicProduceData topic : ((ProduceRequest) request.body()).topicData()) {
      List<PartitionProduceResponse> partitions = new ArrayList<>();
      for (PartitionProduceData each : topic.partitionData()) {
        List<String> values = values(Objects.requireNonNull(each.records()));
        ErrorCode error = errors.apply(new Part(name(topic), each.index(), values));
        if (error == ErrorCode.NONE) {
          partitions.add(PartitionProduceResponse.appended(each.index(), nextOffset, -1, 0));
          nextOffset += values.size();
        } else if (error != null) {
          partitions.add(PartitionProduceResponse.refused(each.index(), error, null));
        }
      }
      answers.add(new TopicProduceResponse(topic.name(), topic.topicId(), partitions));
    }
    request.answer(Apis.PRODUCE, new ProduceResponse(answers, throttleMs, List.of()));
    answerThoseBehind();
    loop.run();
  }

  /** Answers the oldest request, all of its partitions alike, as the test writes it. */
  public void answerWith(IntFunction<PartitionProduceResponse> answer) {
    Received request = take();
    List<TopicProduceResponse> answers =
        ((ProduceRequest) request.body())
            .topicData().stream()
                .map(
                    topic ->
                        new TopicProduceResponse(
                            topic.name(),
                            topic.topicId(),
                            topic.partitionData().stream()
                                .map(each -> answer.apply(each.index()))
                                .toList()))
                .toList();
    request.answer(Apis.PRODUCE, new ProduceResponse(answers, 0, List.of()));
    answerThoseBehind();
    loop.run();
  }

  /** Answers all that waits with success. */
  public void answerAll() {
    while (!peer.requests.isEmpty()) {
      answer(ErrorCode.NONE);
    }
  }
}
