package io.weir.kafka.conformance;

import io.netty.buffer.ByteBuf;
import io.weir.kafka.protocol.Apis;
import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.protocol.FetchRequest;
import io.weir.kafka.protocol.FetchRequest.FetchPartition;
import io.weir.kafka.protocol.FetchRequest.FetchTopic;
import io.weir.kafka.protocol.FetchRequest.ReplicaState;
import io.weir.kafka.protocol.FetchResponse.PartitionData;
import io.weir.kafka.protocol.ListOffsetsRequest;
import io.weir.kafka.protocol.ListOffsetsRequest.ListOffsetsPartition;
import io.weir.kafka.protocol.ListOffsetsRequest.ListOffsetsTopic;
import io.weir.kafka.protocol.ListOffsetsResponse.ListOffsetsPartitionResponse;
import io.weir.kafka.protocol.OffsetForLeaderEpochRequest;
import io.weir.kafka.protocol.OffsetForLeaderEpochRequest.OffsetForLeaderPartition;
import io.weir.kafka.protocol.OffsetForLeaderEpochRequest.OffsetForLeaderTopic;
import io.weir.kafka.protocol.OffsetForLeaderEpochResponse.EpochEndOffset;
import io.weir.kafka.protocol.ProduceRequest;
import io.weir.kafka.protocol.ProduceRequest.PartitionProduceData;
import io.weir.kafka.protocol.ProduceRequest.TopicProduceData;
import io.weir.kafka.protocol.ProduceResponse.PartitionProduceResponse;
import io.weir.kafka.protocol.RequestHeader;
import io.weir.kafka.wire.Wire;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.jspecify.annotations.Nullable;

/**
 * Partition 0 of a topic as one broker has it, asked by hand-made requests that name the topic. All
 * answers are text, to be noted as they are. Used by one thread.
 */
public final class RawPartition {
  /** The epoch of a client that knows none: it is never fenced. */
  public static final int NO_EPOCH = -1;

  private static final int PATIENCE_MS = 20_000;
  private static final int PRODUCE_VERSION = 11;
  private static final int FETCH_VERSION = 12;
  private static final int LIST_OFFSETS_VERSION = 9;
  private static final int OFFSET_FOR_LEADER_EPOCH_VERSION = 4;
  private static final int CONSUMER = -1;
  private static final int MAX_BYTES = 1 << 20;

  private final RawConnection connection;
  private final String topic;

  RawPartition(RawConnection connection, String topic) {
    this.connection = connection;
    this.topic = topic;
  }

  /** The error, or {@code NONE at OFFSET}. */
  public String produce(int acks, ByteBuf batch) {
    return produced(send(acks, PATIENCE_MS, batch));
  }

  /** Sends and does not wait. */
  public RequestHeader send(int acks, int timeoutMs, ByteBuf batch) {
    return connection.send(
        Apis.PRODUCE,
        PRODUCE_VERSION,
        new ProduceRequest(
            null,
            (short) acks,
            timeoutMs,
            List.of(
                new TopicProduceData(
                    topic, Wire.ZERO_UUID, List.of(new PartitionProduceData(0, batch))))));
  }

  /** What {@link #produce} returns, of a request that was sent before. */
  public String produced(RequestHeader sent) {
    PartitionProduceResponse answer =
        connection.answer(Apis.PRODUCE, sent).responses().get(0).partitionResponses().get(0);
    ErrorCode error = ErrorCode.of(answer.errorCode());
    return error == ErrorCode.NONE ? "NONE at " + answer.baseOffset() : withText(answer);
  }

  private static String withText(PartitionProduceResponse answer) {
    String error = ErrorCode.of(answer.errorCode()).name();
    return answer.errorMessage() == null ? error : error + " (" + answer.errorMessage() + ")";
  }

  /** Whether something that was sent has been answered by now. */
  public boolean hasAnswer() {
    return connection.hasAnswer();
  }

  /** Whether the broker closes this connection rather than answer. */
  public boolean isClosedByBroker() {
    return connection.isClosedByBroker();
  }

  /** The error, high watermark, log start and values, as a consumer gets them from this offset. */
  public String fetch(long offset) {
    return fetch(offset, NO_EPOCH);
  }

  /** As {@link #fetch(long)}, by a client that believes the leader to have this epoch. */
  public String fetch(long offset, int currentEpoch) {
    return fetched(fetchRequest(offset, currentEpoch, 0));
  }

  /** As {@link #fetch(long)}; the broker waits so long if it has no record from this offset on. */
  public String fetchWithin(int waitMs, long offset) {
    return fetched(fetchRequest(offset, NO_EPOCH, waitMs));
  }

  private String fetched(FetchRequest request) {
    PartitionData answer =
        connection.ask(Apis.FETCH, FETCH_VERSION, request).responses().get(0).partitions().get(0);
    ErrorCode error = ErrorCode.of(answer.errorCode());
    return error == ErrorCode.NONE
        ? "high watermark %d, log start %d, records %s"
            .formatted(answer.highWatermark(), answer.logStartOffset(), values(answer.records()))
        : error.name();
  }

  private FetchRequest fetchRequest(long offset, int currentEpoch, int waitMs) {
    FetchPartition partition =
        new FetchPartition(
            0, currentEpoch, offset, NO_EPOCH, -1, MAX_BYTES, Wire.ZERO_UUID, Long.MAX_VALUE);
    return new FetchRequest(
        CONSUMER,
        waitMs,
        /* minBytes= */ 1,
        MAX_BYTES,
        /* isolationLevel= */ (byte) 0,
        /* sessionId= */ 0,
        /* sessionEpoch= */ -1,
        List.of(new FetchTopic(topic, new UUID(0, 0), List.of(partition))),
        List.of(),
        "",
        null,
        ReplicaState.SHAPE.empty());
  }

  private static List<String> values(@Nullable ByteBuf records) {
    List<String> values = new ArrayList<>();
    if (records != null) {
      MemoryRecords.readableRecords(records.nioBuffer())
          .records()
          .forEach(read -> values.add(StandardCharsets.UTF_8.decode(read.value()).toString()));
    }
    return values;
  }

  /** The error, or the offset for this time (or -1 latest, -2 earliest, -3 of the largest time). */
  public String offsetAt(long timestamp) {
    return offsetAt(timestamp, NO_EPOCH);
  }

  /** As {@link #offsetAt(long)}, by a client that believes the leader to have this epoch. */
  public String offsetAt(long timestamp, int currentEpoch) {
    ListOffsetsPartition partition = new ListOffsetsPartition(0, currentEpoch, timestamp);
    ListOffsetsPartitionResponse answer =
        connection
            .ask(
                Apis.LIST_OFFSETS,
                LIST_OFFSETS_VERSION,
                new ListOffsetsRequest(
                    CONSUMER,
                    /* isolationLevel= */ (byte) 0,
                    List.of(new ListOffsetsTopic(topic, List.of(partition))),
                    PATIENCE_MS))
            .topics()
            .get(0)
            .partitions()
            .get(0);
    ErrorCode error = ErrorCode.of(answer.errorCode());
    return error == ErrorCode.NONE
        ? "offset %d, time %d, epoch %d"
            .formatted(answer.offset(), answer.timestamp(), answer.leaderEpoch())
        : error.name();
  }

  /** The error, or where the records of this epoch end, by a client with this current epoch. */
  public String endOfEpoch(int epoch, int currentEpoch) {
    OffsetForLeaderPartition partition = new OffsetForLeaderPartition(0, currentEpoch, epoch);
    EpochEndOffset answer =
        connection
            .ask(
                Apis.OFFSET_FOR_LEADER_EPOCH,
                OFFSET_FOR_LEADER_EPOCH_VERSION,
                new OffsetForLeaderEpochRequest(
                    CONSUMER, List.of(new OffsetForLeaderTopic(topic, List.of(partition)))))
            .topics()
            .get(0)
            .partitions()
            .get(0);
    ErrorCode error = ErrorCode.of(answer.errorCode());
    return error == ErrorCode.NONE
        ? "epoch %d ends at %d".formatted(answer.leaderEpoch(), answer.endOffset())
        : error.name();
  }
}
