package io.weir.kafka.conformance.scenario;

import io.weir.kafka.conformance.Batch;
import io.weir.kafka.conformance.Lab;
import io.weir.kafka.conformance.RawPartition;
import io.weir.kafka.conformance.Scenario;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.compress.Compression;

/** ListOffsets finds records by their timestamps, also inside compressed batches. */
public final class OffsetsByTime implements Scenario {
  private static final List<Compression> CODECS =
      List.of(Compression.NONE, Compression.gzip().build(), Compression.zstd().build());

  @Override
  public String expected() {
    return """
        largest time of an empty log: offset -1, time -1, epoch -1
        by-time-none at 0: offset 0, time 1000, epoch 0
        by-time-none at 1000: offset 0, time 1000, epoch 0
        by-time-none at 1001: offset 1, time 3000, epoch 0
        by-time-none at 3001: offset 4, time 5000, epoch 0
        by-time-none at 5000: offset 4, time 5000, epoch 0
        by-time-none at 5001: offset -1, time -1, epoch -1
        latest: offset 6, time -1, epoch 0
        earliest: offset 0, time -1, epoch 0
        of the largest time: offset 4, time 5000, epoch 0
        earliest on the broker's disk: offset 0, time -1, epoch 0
        largest time of an empty log: offset -1, time -1, epoch -1
        by-time-gzip at 0: offset 0, time 1000, epoch 0
        by-time-gzip at 1000: offset 0, time 1000, epoch 0
        by-time-gzip at 1001: offset 1, time 3000, epoch 0
        by-time-gzip at 3001: offset 4, time 5000, epoch 0
        by-time-gzip at 5000: offset 4, time 5000, epoch 0
        by-time-gzip at 5001: offset -1, time -1, epoch -1
        latest: offset 6, time -1, epoch 0
        earliest: offset 0, time -1, epoch 0
        of the largest time: offset 4, time 5000, epoch 0
        earliest on the broker's disk: offset 0, time -1, epoch 0
        largest time of an empty log: offset -1, time -1, epoch -1
        by-time-zstd at 0: offset 0, time 1000, epoch 0
        by-time-zstd at 1000: offset 0, time 1000, epoch 0
        by-time-zstd at 1001: offset 1, time 3000, epoch 0
        by-time-zstd at 3001: offset 4, time 5000, epoch 0
        by-time-zstd at 5000: offset 4, time 5000, epoch 0
        by-time-zstd at 5001: offset -1, time -1, epoch -1
        latest: offset 6, time -1, epoch 0
        earliest: offset 0, time -1, epoch 0
        of the largest time: offset 4, time 5000, epoch 0
        earliest on the broker's disk: offset 0, time -1, epoch 0
        found by the time of the append: true
        nothing after now: offset -1, time -1, epoch -1
        """;
  }

  @Override
  public void run(Lab lab) throws Exception {
    for (Compression codec : CODECS) {
      a_time_leads_to_the_first_record_that_is_not_older(lab, codec);
    }
    the_time_of_the_append_counts_where_the_topic_says_so(lab);
  }

  private static void a_time_leads_to_the_first_record_that_is_not_older(Lab lab, Compression codec)
      throws Exception {
    String topic = "by-time-" + codec.type().name;
    lab.createTopic(topic, Map.of("retention.ms", "-1"), 1, 2, 3);
    RawPartition leader = lab.partition(1, topic);
    lab.note("largest time of an empty log", leader.offsetAt(-3));
    leader.produce(-1, Batch.at(codec, 1000, 3000, 2000));
    leader.produce(-1, Batch.at(codec, 2500, 5000, 4000));
    for (long time : new long[] {0, 1000, 1001, 3001, 5000, 5001}) {
      lab.note(topic + " at " + time, leader.offsetAt(time));
    }
    lab.note("latest", leader.offsetAt(-1));
    lab.note("earliest", leader.offsetAt(-2));
    lab.note("of the largest time", leader.offsetAt(-3));
    lab.note("earliest on the broker's disk", leader.offsetAt(-4));
  }

  private static void the_time_of_the_append_counts_where_the_topic_says_so(Lab lab)
      throws Exception {
    String topic = "by-time-of-append";
    lab.createTopic(topic, Map.of("message.timestamp.type", "LogAppendTime"), 1, 2, 3);
    RawPartition leader = lab.partition(1, topic);
    long before = System.currentTimeMillis();
    leader.produce(-1, Batch.at(Compression.NONE, 1000, 2000));
    String found = leader.offsetAt(before);
    lab.note("found by the time of the append", found.startsWith("offset 0, time "));
    lab.note("nothing after now", leader.offsetAt(System.currentTimeMillis() + 60_000));
  }
}
