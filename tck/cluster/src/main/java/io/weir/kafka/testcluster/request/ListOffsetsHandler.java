package io.weir.kafka.testcluster.request;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.weir.kafka.protocol.Api;
import io.weir.kafka.protocol.Apis;
import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.protocol.ListOffsetsRequest;
import io.weir.kafka.protocol.ListOffsetsRequest.ListOffsetsPartition;
import io.weir.kafka.protocol.ListOffsetsRequest.ListOffsetsTopic;
import io.weir.kafka.protocol.ListOffsetsResponse;
import io.weir.kafka.protocol.ListOffsetsResponse.ListOffsetsPartitionResponse;
import io.weir.kafka.protocol.ListOffsetsResponse.ListOffsetsTopicResponse;
import io.weir.kafka.record.CodecUnavailableException;
import io.weir.kafka.record.CorruptRecordException;
import io.weir.kafka.record.DecodedRecord;
import io.weir.kafka.record.RecordBatchView;
import io.weir.kafka.testcluster.broker.LedPartition;
import io.weir.kafka.testcluster.metadata.RejectedException;
import io.weir.kafka.testcluster.metadata.TopicImage;
import io.weir.kafka.testcluster.replica.Replica;
import io.weir.kafka.testcluster.request.Outcome.Reply;
import io.weir.kafka.testcluster.storage.ReadBound;
import org.jspecify.annotations.Nullable;

/**
 * ListOffsets (2), versions 1-11.
 *
 * <p>Answers the earliest offset (-2, and -4 from version 8: all of the log is local), the latest
 * (-1: the high watermark), that of the largest timestamp (-3, from version 7), and the first
 * record at or after a timestamp, for which one batch is decoded; each with the leader epoch in
 * which it was or will be written. What does not exist is offset -1 and timestamp -1: also the
 * tiered offsets (-5 and -6). A leader epoch that the client states must be the current one.
 *
 * <p>For a follower, which names itself, the latest offset is the log's end. A new leader whose
 * high watermark lags its epoch answers OFFSET_NOT_AVAILABLE (below version 5 LEADER_NOT_AVAILABLE)
 * where it cannot know yet what is committed (KIP-207).
 *
 * <p>Left out: transactions, so that isolation levels do not differ; tiered storage and with it the
 * timeout; the error for a partition that is named twice.
 */
public final class ListOffsetsHandler
    implements RequestHandler<ListOffsetsRequest, ListOffsetsResponse> {

  private static final long LATEST = -1;
  private static final long EARLIEST = -2;
  private static final long MAX_TIMESTAMP = -3;
  private static final long EARLIEST_LOCAL = -4;
  private static final long LATEST_TIERED = -5;
  private static final long EARLIEST_PENDING_UPLOAD = -6;

  private static final int FIRST_WITH_EPOCH = 4;
  private static final int FIRST_WITH_OFFSET_NOT_AVAILABLE = 5;
  private static final int MAX_DECOMPRESSED_BYTES = 256 * 1024 * 1024;

  private enum Reader {
    CONSUMER,
    FOLLOWER
  }

  private final ByteBufAllocator allocator;

  /**
   * @param allocator for decompression
   */
  public ListOffsetsHandler(ByteBufAllocator allocator) {
    this.allocator = allocator;
  }

  @Override
  public Api<ListOffsetsRequest, ListOffsetsResponse> api() {
    return Apis.LIST_OFFSETS;
  }

  @Override
  public Outcome<ListOffsetsResponse> handle(ListOffsetsRequest request, RequestContext context) {
    return new Reply<>(
        new ListOffsetsResponse(
            0, request.topics().stream().map(topic -> topic(topic, request, context)).toList()));
  }

  private ListOffsetsTopicResponse topic(
      ListOffsetsTopic wanted, ListOffsetsRequest request, RequestContext context) {
    TopicImage topic = context.image().topic(wanted.name());
    return new ListOffsetsTopicResponse(
        wanted.name(),
        wanted.partitions().stream()
            .map(each -> partition(topic, each, request, context))
            .toList());
  }

  private ListOffsetsPartitionResponse partition(
      @Nullable TopicImage topic,
      ListOffsetsPartition wanted,
      ListOffsetsRequest request,
      RequestContext context) {
    int index = wanted.partitionIndex();
    try {
      LedPartition led = context.broker().led(topic, index, wanted.currentLeaderEpoch());
      Reader reader = request.replicaId() < 0 ? Reader.CONSUMER : Reader.FOLLOWER;
      Found found = find(led, wanted.timestamp(), reader, context);
      boolean tellsEpoch = found.offset >= 0 && context.version() >= FIRST_WITH_EPOCH;
      int epoch = tellsEpoch ? led.replica().log().epochOf(found.offset) : -1;
      return new ListOffsetsPartitionResponse(
          index, ErrorCode.NONE.code(), found.timestamp, found.offset, epoch);
    } catch (RejectedException e) {
      return new ListOffsetsPartitionResponse(index, e.error().code(), -1, -1, -1);
    }
  }

  private Found find(LedPartition led, long timestamp, Reader reader, RequestContext context) {
    Replica replica = led.replica();
    if (timestamp == LATEST && reader == Reader.FOLLOWER) {
      return new Found(replica.logEndOffset(), -1);
    }
    if (timestamp == LATEST) {
      requireCurrent(led, context);
      return new Found(replica.highWatermark(), -1);
    }
    if (timestamp == EARLIEST || timestamp == EARLIEST_LOCAL) {
      return new Found(replica.logStartOffset(), -1);
    }
    if (timestamp == LATEST_TIERED || timestamp == EARLIEST_PENDING_UPLOAD) {
      return Found.NOTHING;
    }
    if (timestamp < 0 && timestamp != MAX_TIMESTAMP) {
      throw new RejectedException(
          ErrorCode.UNSUPPORTED_VERSION, "Unknown kind of offset: " + timestamp);
    }
    Found found = byTime(replica, timestamp);
    if (found.offset < 0) {
      requireCurrent(led, context);
    }
    return found;
  }

  /**
   * A new leader that does not know yet which records of earlier epochs are committed cannot say
   * what comes last (KIP-207).
   */
  private static void requireCurrent(LedPartition led, RequestContext context) {
    if (led.leading().startOffset() > led.replica().highWatermark()) {
      throw new RejectedException(
          context.version() >= FIRST_WITH_OFFSET_NOT_AVAILABLE
              ? ErrorCode.OFFSET_NOT_AVAILABLE
              : ErrorCode.LEADER_NOT_AVAILABLE,
          "The high watermark has not reached the leader's epoch yet");
    }
  }

  private Found byTime(Replica replica, long timestamp) {
    if (timestamp != MAX_TIMESTAMP) {
      return firstAtOrAfter(replica, timestamp);
    }
    long max = replica.log().maxTimestamp();
    return max < 0 ? Found.NOTHING : firstAtOrAfter(replica, max);
  }

  private Found firstAtOrAfter(Replica replica, long timestamp) {
    long baseOffset = replica.log().firstBatchAtOrAfter(timestamp);
    if (baseOffset < 0) {
      return Found.NOTHING;
    }
    ByteBuf stored = replica.read(baseOffset, ReadBound.atLeastOneBatch(0));
    try {
      return stored.isReadable() ? firstIn(stored, timestamp) : Found.NOTHING;
    } finally {
      stored.release();
    }
  }

  private Found firstIn(ByteBuf stored, long timestamp) {
    RecordBatchView batch = RecordBatchView.at(stored, stored.readerIndex());
    try {
      for (DecodedRecord each : batch.records(allocator, MAX_DECOMPRESSED_BYTES)) {
        if (each.timestampMs() >= timestamp) {
          return new Found(each.offset(), each.timestampMs());
        }
      }
      return Found.NOTHING;
    } catch (CorruptRecordException e) {
      throw new RejectedException(ErrorCode.CORRUPT_MESSAGE, String.valueOf(e.getMessage()));
    } catch (CodecUnavailableException e) {
      throw new RejectedException(
          ErrorCode.UNSUPPORTED_COMPRESSION_TYPE, String.valueOf(e.getMessage()));
    }
  }

  private record Found(long offset, long timestamp) {
    static final Found NOTHING = new Found(-1, -1);
  }
}
