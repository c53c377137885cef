package io.weir.kafka.conformance.scenario;

import io.weir.kafka.conformance.Batch;
import io.weir.kafka.conformance.Lab;
import io.weir.kafka.conformance.RawPartition;
import io.weir.kafka.conformance.Scenario;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** An administrator deletes the first records of a partition. */
public final class DeletedRecords implements Scenario {
  private static final String TOPIC = "deleted-records";
  private static final TopicPartition PARTITION = new TopicPartition(TOPIC, 0);

  @Override
  public String expected() {
    return """
        low watermark: 2
        earliest: offset 2, time -1, epoch 0
        a read before it: OFFSET_OUT_OF_RANGE
        a read at it: high watermark 5, log start 2, records [c, d, e]
        a lower offset: 2
        beyond the high watermark: OffsetOutOfRangeException: The requested offset is not within the range of offsets maintained by the server.
        a consumer at 0 goes to: 2
        earliest on the next leader: offset 2, time -1, epoch 0
        committed: [2=c, 3=d, 4=e]
        all: 5
        empty: high watermark 5, log start 5, records []
        the next offset: NONE at 5
        """;
  }

  @Override
  public void run(Lab lab) throws Exception {
    lab.createTopic(TOPIC, Map.of(), 1, 2, 3);
    RawPartition leader = lab.partition(1, TOPIC);
    for (String value : List.of("a", "b", "c", "d", "e")) {
      leader.produce(-1, Batch.of(value));
    }
    records_before_an_offset_are_deleted(lab, leader);
    an_offset_beyond_the_high_watermark_is_refused(lab);
    a_consumer_that_stood_there_starts_again(lab);
    all_replicas_delete_the_same(lab);
    minus_1_stands_for_the_high_watermark(lab);
  }

  private static void records_before_an_offset_are_deleted(Lab lab, RawPartition leader)
      throws Exception {
    lab.note("low watermark", delete(lab, 2));
    lab.note("earliest", leader.offsetAt(-2));
    lab.note("a read before it", leader.fetch(1));
    lab.note("a read at it", leader.fetch(2));
    lab.note("a lower offset", delete(lab, 1));
  }

  private static void an_offset_beyond_the_high_watermark_is_refused(Lab lab) throws Exception {
    lab.noteAnswer(
        "beyond the high watermark",
        lab.admin().deleteRecords(Map.of(PARTITION, RecordsToDelete.beforeOffset(6))).all());
  }

  private static void a_consumer_that_stood_there_starts_again(Lab lab) throws Exception {
    KafkaConsumer<String, String> consumer = lab.consumer(Map.of("auto.offset.reset", "earliest"));
    consumer.assign(List.of(PARTITION));
    consumer.seek(PARTITION, 0);
    lab.note("a consumer at 0 goes to", lab.firstOffset(consumer));
  }

  private static void all_replicas_delete_the_same(Lab lab) throws Exception {
    lab.moveLeader(TOPIC, 2, 1, 3);
    lab.note("earliest on the next leader", lab.partition(2, TOPIC).offsetAt(-2));
    lab.note("committed", lab.committed(TOPIC));
  }

  private static void minus_1_stands_for_the_high_watermark(Lab lab) throws Exception {
    lab.note("all", delete(lab, -1));
    RawPartition leader = lab.partition(2, TOPIC);
    lab.note("empty", leader.fetch(5));
    lab.note("the next offset", leader.produce(-1, Batch.of("f")));
  }

  private static long delete(Lab lab, long before) throws Exception {
    return lab.get(
            lab.admin()
                .deleteRecords(Map.of(PARTITION, RecordsToDelete.beforeOffset(before)))
                .lowWatermarks()
                .values()
                .iterator()
                .next())
        .lowWatermark();
  }
}
