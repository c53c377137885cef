package io.weir.kafka.send;

import io.weir.kafka.api.Persistence;
import io.weir.kafka.batch.Batch;
import io.weir.kafka.batch.Lane;
import io.weir.kafka.cluster.LeaderHint;
import io.weir.kafka.event.Departure;
import io.weir.kafka.network.BrokerAddress;
import io.weir.kafka.network.BrokerConnection;
import io.weir.kafka.network.RequestFailure;
import io.weir.kafka.network.RequestOptions;
import io.weir.kafka.network.ResponseListener;
import io.weir.kafka.protocol.Apis;
import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.protocol.LeaderIdAndEpoch;
import io.weir.kafka.protocol.ProduceRequest;
import io.weir.kafka.protocol.ProduceRequest.PartitionProduceData;
import io.weir.kafka.protocol.ProduceRequest.TopicProduceData;
import io.weir.kafka.protocol.ProduceResponse;
import io.weir.kafka.protocol.ProduceResponse.PartitionProduceResponse;
import io.weir.kafka.protocol.ProduceResponse.TopicProduceResponse;
import io.weir.kafka.wire.Wire;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One Produce request and the batches in it, from the connection to the outcome of each.
 *
 * <p>Every batch leaves it exactly once: answered, lost with the connection, or missing from the
 * answer. All fields: event loop only.
 */
final class ProduceCall implements ResponseListener<ProduceResponse> {

  private static final int FIRST_VERSION_WITH_IDS = 13;

  /** Before, a broker throttles by being late with its answer (KIP-219). */
  private static final int FIRST_VERSION_THAT_ASKS_FOR_SILENCE = 6;

  /** Where a batch went; the topic by id from version 13 on, by name before. */
  private record Place(String topic, UUID topicId, int partition) {}

  private final Sender sender;
  private final Settlement settlement;
  private final SendSettings settings;
  private final BrokerConnection connection;
  private final Runnable ended;
  private final Map<Place, Batch> batches = new HashMap<>();
  private int version;

  ProduceCall(Sender sender, SendSettings settings, BrokerConnection connection, Runnable ended) {
    this.sender = sender;
    this.settlement = sender.settlement();
    this.settings = settings;
    this.connection = connection;
    this.ended = ended;
  }

  void send(List<Batch> gathered) {
    version = version(gathered);
    Map<String, TopicProduceData> data = new LinkedHashMap<>();
    for (Batch batch : gathered) {
      add(batch, data);
    }
    ProduceRequest request =
        new ProduceRequest(
            null, settings.acks(), settings.requestTimeoutMs(), List.copyOf(data.values()));
    RequestOptions options =
        RequestOptions.within(TimeUnit.MILLISECONDS.toNanos(settings.requestTimeoutMs()))
            .atMost(version);
    if (settings.wantsResponse()) {
      connection.send(Apis.PRODUCE, request, options, this);
    } else {
      connection.sendWithoutResponse(Apis.PRODUCE, request, options, this::left);
    }
  }

  /** The highest that both sides speak; where a topic's id is not known, one that needs none. */
  private int version(List<Batch> gathered) {
    int common = connection.version(Apis.PRODUCE);
    boolean idsKnown =
        gathered.stream()
            .noneMatch(batch -> sender.topicId(batch.lane().topic()).equals(Wire.ZERO_UUID));
    return idsKnown ? common : Math.min(common, FIRST_VERSION_WITH_IDS - 1);
  }

  private void add(Batch batch, Map<String, TopicProduceData> data) {
    boolean byId = version >= FIRST_VERSION_WITH_IDS;
    String topic = batch.lane().topic();
    int partition = batch.lane().partition();
    UUID id = byId ? sender.topicId(topic) : Wire.ZERO_UUID;
    batches.put(new Place(byId ? "" : topic, id, partition), batch);
    data.computeIfAbsent(topic, name -> new TopicProduceData(name, id, new ArrayList<>()))
        .partitionData()
        .add(new PartitionProduceData(partition, batch.content()));
    sender.metadata().used(topic);
    if (settlement.isWatched()) {
      settlement.events().batchSent(Settlement.observed(batch), departure(batch));
    }
  }

  private Departure departure(Batch batch) {
    long queuedNanos = sender.loop().nanoTime() - batch.openedNanos();
    return new Departure(
        connection.address().id(), batch.sizeInBytes(), batch.attempts(), queuedNanos);
  }

  @Override
  public void response(ProduceResponse response) {
    if (version >= FIRST_VERSION_THAT_ASKS_FOR_SILENCE) {
      connection.throttle(response.throttleTimeMs());
    }
    for (TopicProduceResponse topic : response.responses()) {
      for (PartitionProduceResponse partition : topic.partitionResponses()) {
        Batch batch = batches.remove(new Place(topic.name(), topic.topicId(), partition.index()));
        if (batch != null) {
          settle(batch, partition, response);
        }
      }
    }
    retryAll(
        Failure.lost(
            connection.address() + " left the partition out of its answer",
            Persistence.POSSIBLY_PERSISTED));
    ended.run();
  }

  private void settle(Batch batch, PartitionProduceResponse answer, ProduceResponse response) {
    if (Verdict.of(answer.error()) == Verdict.DELIVERED) {
      long offset = answer.error() == ErrorCode.NONE ? answer.baseOffset() : -1;
      settlement.delivered(batch, offset, answer.logAppendTimeMs());
      return;
    }
    Failure failure =
        Failure.answered(answer.error(), connection.address().toString(), answer.errorMessage())
            .of(answer.recordErrors());
    if (answer.error() == ErrorCode.UNKNOWN_PRODUCER_ID && answer.logStartOffset() < 0) {
      failure = failure.with(Verdict.RETRY); // why it is unknown is not known either
    } else if (hasNewLeader(batch, answer, response)) {
      failure = failure.with(Verdict.RETRY_ELSEWHERE);
    }
    settlement.failed(batch, failure);
  }

  /** Takes the leader that the answer names (KIP-951), and compares. */
  private boolean hasNewLeader(
      Batch batch, PartitionProduceResponse answer, ProduceResponse response) {
    LeaderIdAndEpoch named = answer.currentLeader();
    Lane lane = batch.lane();
    if (Verdict.of(answer.error()) != Verdict.RETRY_AND_REFRESH) {
      return false;
    }
    if (named.leaderId() >= 0 && named.leaderEpoch() >= 0) {
      BrokerAddress address =
          response.nodeEndpoints().stream()
              .filter(each -> each.nodeId() == named.leaderId())
              .findFirst()
              .map(each -> new BrokerAddress(each.nodeId(), each.host(), each.port()))
              .orElse(null);
      sender
          .metadata()
          .accept(
              new LeaderHint(
                  lane.topic(), lane.partition(), named.leaderId(), named.leaderEpoch(), address));
    }
    BrokerAddress leader = sender.leader(lane);
    return leader != null && !leader.equals(connection.address());
  }

  @Override
  public void failed(RequestFailure failure) {
    retryAll(
        Failure.lost(
            failure.text(),
            failure.mayHaveArrived() ? Persistence.POSSIBLY_PERSISTED : Persistence.NOT_PERSISTED));
    ended.run();
  }

  /**
   * With {@code acks=0} the record's outcome is that it has left. A request that has not left as a
   * whole cannot be acted on.
   */
  private void left(@Nullable Throwable failure) {
    if (failure == null) {
      takeAll().forEach(batch -> settlement.delivered(batch, -1, -1));
    } else {
      retryAll(
          Failure.lost(
              "the write to %s failed: %s".formatted(connection.address(), failure),
              Persistence.NOT_PERSISTED));
    }
    ended.run();
  }

  private void retryAll(Failure failure) {
    takeAll().forEach(batch -> settlement.failed(batch, failure));
  }

  private List<Batch> takeAll() {
    List<Batch> all = new ArrayList<>(batches.values());
    batches.clear();
    return all;
  }
}
