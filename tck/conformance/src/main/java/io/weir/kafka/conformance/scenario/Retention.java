package io.weir.kafka.conformance.scenario;

import io.weir.kafka.conformance.Batch;
import io.weir.kafka.conformance.Lab;
import io.weir.kafka.conformance.RawPartition;
import io.weir.kafka.conformance.Scenario;
import java.util.Map;
import org.apache.kafka.common.compress.Compression;

/** Old segments go by age or by size; the one that is written to stays, or rolls first. */
public final class Retention implements Scenario {
  /** The smallest that Kafka allows (KIP-1030). */
  private static final String SEGMENT_BYTES = "1048576";

  private static final String VALUE = "x".repeat(400_000);

  @Override
  public String expected() {
    return """
        by time, the log starts at: offset 2, time -1, epoch 0
        nothing is left: high watermark 2, log start 2, records []
        a fresh record: [2=fresh]
        a follower deletes the same: offset 2, time -1, epoch 0
        by size, the log starts at: offset 2, time -1, epoch 0
        the next offset: NONE at 5
        """;
  }

  @Override
  public void run(Lab lab) throws Exception {
    old_segments_are_deleted_and_even_the_last_one_rolls(lab);
    segments_beyond_the_size_are_deleted(lab);
  }

  private static void old_segments_are_deleted_and_even_the_last_one_rolls(Lab lab)
      throws Exception {
    String topic = "retention-by-time";
    lab.createTopic(topic, Map.of("retention.ms", "60000"), 1, 2, 3);
    RawPartition leader = lab.partition(1, topic);
    leader.produce(-1, Batch.at(Compression.NONE, 1000, 2000));
    lab.note("by time, the log starts at", lab.awaitLogStart(topic, 1, 2));
    lab.note("nothing is left", leader.fetch(2));
    leader.produce(-1, Batch.of("fresh"));
    lab.note("a fresh record", lab.committed(topic));
    lab.moveLeader(topic, 2, 1, 3);
    lab.note("a follower deletes the same", lab.awaitLogStart(topic, 2, 2));
  }

  private static void segments_beyond_the_size_are_deleted(Lab lab) throws Exception {
    String topic = "retention-by-size";
    lab.createTopic(
        topic, Map.of("retention.bytes", "900000", "segment.bytes", SEGMENT_BYTES), 1, 2, 3);
    RawPartition leader = lab.partition(1, topic);
    // Two of these fit into a segment; two segments and a half are written.
    for (int i = 0; i < 5; i++) {
      leader.produce(-1, Batch.of(VALUE));
    }
    lab.note("by size, the log starts at", lab.awaitLogStart(topic, 1, 2));
    lab.note("the next offset", leader.produce(-1, Batch.of("small")));
  }
}
