package io.weir.kafka.testcluster.request;

import io.weir.kafka.protocol.Api;
import io.weir.kafka.protocol.Apis;
import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.protocol.ProduceRequest;
import io.weir.kafka.protocol.ProduceRequest.PartitionProduceData;
import io.weir.kafka.protocol.ProduceRequest.TopicProduceData;
import io.weir.kafka.protocol.ProduceResponse;
import io.weir.kafka.record.Codec;
import io.weir.kafka.record.RecordBatchView;
import io.weir.kafka.testcluster.broker.LedPartition;
import io.weir.kafka.testcluster.metadata.RejectedException;
import io.weir.kafka.testcluster.metadata.TopicImage;
import io.weir.kafka.testcluster.replica.Appended;
import io.weir.kafka.testcluster.request.Outcome.Hangup;
import io.weir.kafka.testcluster.request.Outcome.Reply;
import io.weir.kafka.testcluster.request.Outcome.Silence;
import io.weir.kafka.testcluster.request.Outcome.Wait;
import io.weir.kafka.testcluster.request.PendingProduce.Written;
import org.jspecify.annotations.Nullable;

/**
 * Produce (0), versions 3-13.
 *
 * <p>Each partition takes one batch of magic 2, which is checked (size, checksum, counts,
 * timestamp, producer epoch and sequence) and appended as it is, or answered on its own with
 * Kafka's error. acks 1 answers when the batch is in the leader's log. acks -1 needs {@code
 * min.insync.replicas} in the ISR before it appends (NOT_ENOUGH_REPLICAS), then waits until all of
 * the ISR have the batch: NOT_ENOUGH_REPLICAS_AFTER_APPEND if the ISR has shrunk too far meanwhile,
 * NOT_LEADER_OR_FOLLOWER if another broker leads now, REQUEST_TIMED_OUT after the request's
 * timeout. acks 0 is never answered; an error then closes the connection. Another value of acks is
 * INVALID_REQUIRED_ACKS. From version 10 NOT_LEADER_OR_FOLLOWER names the leader and its address
 * (KIP-951); from version 13 topics come by id, an unknown one is UNKNOWN_TOPIC_ID. As in Kafka,
 * only INVALID_TIMESTAMP comes with a text.
 *
 * <p>Left out: transactions (INVALID_TXN_STATE); recompression by {@code compression.type}; checks
 * of the records inside a batch, which real Kafka decodes; per-record errors.
 */
public final class ProduceHandler implements RequestHandler<ProduceRequest, ProduceResponse> {

  /** The client id with which Kafka lets a producer write to internal topics. */
  private static final String ADMIN_CLIENT = "__admin_client";

  private static final int FIRST_WITH_ZSTD = 7;
  private static final int FIRST_WITH_TOPIC_ID = 13;
  private static final int ALL = -1;

  @Override
  public Api<ProduceRequest, ProduceResponse> api() {
    return Apis.PRODUCE;
  }

  @Override
  public Outcome<ProduceResponse> handle(ProduceRequest request, RequestContext context) {
    PendingProduce produce = new PendingProduce(context.nowMs() + Math.max(0, request.timeoutMs()));
    for (TopicProduceData topic : request.topicData()) {
      append(topic, request.acks(), produce, context);
    }
    if (request.acks() == 0) {
      ErrorCode error = produce.firstError();
      return error == ErrorCode.NONE
          ? new Silence<>()
          : new Hangup<>("a batch with acks=0 failed: " + error);
    }
    return produce
        .retry(context)
        .<Outcome<ProduceResponse>>map(Reply::new)
        .orElseGet(() -> new Wait<>(produce));
  }

  private static void append(
      TopicProduceData data, short acks, PendingProduce produce, RequestContext context) {
    TopicImage image =
        context.version() >= FIRST_WITH_TOPIC_ID
            ? context.image().topic(data.topicId())
            : context.image().topic(data.name());
    PendingProduce.Topic topic = produce.topic(data.name(), data.topicId(), image);
    for (PartitionProduceData partition : data.partitionData()) {
      try {
        checkRequest(image, acks, partition, context);
        Written written = append(image, partition, acks, context);
        if (acks == ALL) {
          topic.replicating(partition.index(), written);
        } else {
          topic.written(partition.index(), written);
        }
      } catch (RejectedException e) {
        topic.refused(partition.index(), e.error(), textOf(e));
      }
    }
  }

  /** Kafka gives a text only where single records are at fault. */
  private static @Nullable String textOf(RejectedException rejected) {
    return rejected.error() == ErrorCode.INVALID_TIMESTAMP ? rejected.reason() : null;
  }

  private static void checkRequest(
      @Nullable TopicImage topic, short acks, PartitionProduceData data, RequestContext context) {
    if (acks < -1 || acks > 1) {
      throw new RejectedException(
          ErrorCode.INVALID_REQUIRED_ACKS, "acks is none of -1, 0 and 1: " + acks);
    }
    if (topic == null && context.version() >= FIRST_WITH_TOPIC_ID) {
      throw new RejectedException(
          ErrorCode.UNKNOWN_TOPIC_ID, "This server does not host this topic ID.");
    }
    if (topic != null && topic.isInternal() && !context.clientId().equals(ADMIN_CLIENT)) {
      throw new RejectedException(
          ErrorCode.INVALID_TOPIC_EXCEPTION, "Cannot append to internal topic " + topic.name());
    }
    if (context.version() < FIRST_WITH_ZSTD && isZstd(data)) {
      throw new RejectedException(
          ErrorCode.UNSUPPORTED_COMPRESSION_TYPE,
          "Produce requests with version %d are not allowed to use ZStandard compression"
              .formatted(context.version()));
    }
  }

  private static boolean isZstd(PartitionProduceData data) {
    return data.records() != null
        && RecordBatchView.completeIn(data.records()).stream()
            .anyMatch(batch -> batch.codec() == Codec.ZSTD);
  }

  private static Written append(
      @Nullable TopicImage topic, PartitionProduceData data, short acks, RequestContext context) {
    LedPartition led = context.broker().led(topic, data.index());
    Appended appended = context.broker().append(led, data.records(), acks, context.nowMs());
    return new Written(
        led.replica(),
        appended.baseOffset(),
        appended.lastOffset() + 1,
        appended.logAppendTimeMs(),
        led.replica().logStartOffset());
  }
}
