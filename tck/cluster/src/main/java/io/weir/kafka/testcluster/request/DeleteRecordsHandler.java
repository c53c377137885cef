package io.weir.kafka.testcluster.request;

import io.weir.kafka.protocol.Api;
import io.weir.kafka.protocol.Apis;
import io.weir.kafka.protocol.DeleteRecordsRequest;
import io.weir.kafka.protocol.DeleteRecordsRequest.DeleteRecordsPartition;
import io.weir.kafka.protocol.DeleteRecordsRequest.DeleteRecordsTopic;
import io.weir.kafka.protocol.DeleteRecordsResponse;
import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.testcluster.broker.LedPartition;
import io.weir.kafka.testcluster.metadata.RejectedException;
import io.weir.kafka.testcluster.metadata.TopicImage;
import io.weir.kafka.testcluster.request.Outcome.Reply;
import io.weir.kafka.testcluster.request.Outcome.Wait;

/**
 * DeleteRecords (21), versions 0-2 (KIP-107).
 *
 * <p>The leader's log starts at the asked offset from then on, or with -1 at the high watermark.
 * The request waits until all live followers have followed, at most for its timeout (then
 * REQUEST_TIMED_OUT, though the leader has deleted), and answers the smallest start of their logs.
 * Errors come per partition: unknown, not the leader, OFFSET_OUT_OF_RANGE above the high watermark,
 * POLICY_VIOLATION if {@code cleanup.policy} is {@code compact}, INVALID_TOPIC_EXCEPTION for the
 * cluster's own topics.
 *
 * <p>Nothing is left out. Whole segments are freed only when all of their records are deleted.
 */
public final class DeleteRecordsHandler
    implements RequestHandler<DeleteRecordsRequest, DeleteRecordsResponse> {

  @Override
  public Api<DeleteRecordsRequest, DeleteRecordsResponse> api() {
    return Apis.DELETE_RECORDS;
  }

  @Override
  public Outcome<DeleteRecordsResponse> handle(
      DeleteRecordsRequest request, RequestContext context) {
    PendingDeletion deletion = new PendingDeletion(context.nowMs() + request.timeoutMs());
    for (DeleteRecordsTopic topic : request.topics()) {
      PendingDeletion.Topic pending = deletion.topic(topic.name());
      topic.partitions().forEach(partition -> delete(topic.name(), partition, pending, context));
    }
    return deletion
        .retry(context)
        .<Outcome<DeleteRecordsResponse>>map(Reply::new)
        .orElseGet(() -> new Wait<>(deletion));
  }

  private static void delete(
      String topicName,
      DeleteRecordsPartition wanted,
      PendingDeletion.Topic pending,
      RequestContext context) {
    int index = wanted.partitionIndex();
    try {
      LedPartition led = led(topicName, index, context);
      led.replica().deleteRecordsBefore(wanted.offset());
      pending.deleting(index, led.key(), led.replica().logStartOffset());
    } catch (RejectedException e) {
      pending.refused(index, e.error());
    }
  }

  private static LedPartition led(String topicName, int index, RequestContext context) {
    TopicImage topic = context.image().topic(topicName);
    if (topic != null && topic.isInternal()) {
      throw new RejectedException(
          ErrorCode.INVALID_TOPIC_EXCEPTION,
          "Cannot delete records of internal topic " + topicName);
    }
    return context.broker().led(topic, index);
  }
}
