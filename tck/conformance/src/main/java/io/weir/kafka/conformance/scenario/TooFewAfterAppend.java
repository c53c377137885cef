package io.weir.kafka.conformance.scenario;

import io.weir.kafka.conformance.Batch;
import io.weir.kafka.conformance.Lab;
import io.weir.kafka.conformance.RawPartition;
import io.weir.kafka.conformance.Scenario;
import io.weir.kafka.protocol.RequestHeader;
import java.util.Map;

/**
 * A write with {@code acks=all} is in the leader's log when too few replicas are left in sync.
 *
 * <p>NOT_ENOUGH_REPLICAS_AFTER_APPEND is what a broker answers when the high watermark has passed
 * the write while the ISR is below {@code min.insync.replicas}. Before Kafka 3.7 the leader's
 * shrunk ISR let the high watermark pass, and that was the answer here. Since then (KAFKA-15583) it
 * stands still as long as the ISR is too small, and whatever moves it also answers all who wait at
 * once. So the error is left to a race inside the broker: the ISR would have to shrink, or the
 * setting to rise, between two steps of one thread. What remains to be seen is that the write has
 * every other end: it waits, times out though all in sync have it, and is acknowledged by what next
 * moves the high watermark.
 */
public final class TooFewAfterAppend implements Scenario {
  private static final String TOPIC = "too-few-after-append";
  private static final String MIN_IN_SYNC = "min.insync.replicas";

  @Override
  public String expected() {
    return """
        alone: leader 1 in epoch 0, in sync [1]
        the write is answered: false
        consumers see: high watermark 1, log start 0, records [first]
        the next write: NOT_ENOUGH_REPLICAS
        with less to ask for, it is answered: false
        consumers then see: high watermark 1, log start 0, records [first]
        acks=1: NONE at 2
        the write: NONE at 1
        consumers see all: high watermark 3, log start 0, records [first, waiting, leader alone]
        a third is gone: leader 1 in epoch 0, in sync [1, 2]
        the write of which both have a copy: REQUEST_TIMED_OUT
        consumers see no more: high watermark 3, log start 0, records [first, waiting, leader alone]
        the third is back: leader 1 in epoch 0, in sync [1, 2, 3]
        committed: [0=first, 1=waiting, 2=leader alone, 3=two copies]
        """;
  }

  @Override
  public void run(Lab lab) throws Exception {
    lab.createTopic(TOPIC, Map.of(MIN_IN_SYNC, "2"), 1, 2, 3);
    RawPartition leader = lab.partition(1, TOPIC);
    leader.produce(-1, Batch.of("first"));
    lab.pause(2);
    lab.pause(3);
    a_write_waits_however_few_are_in_sync(lab, leader);
    lab.resume(2);
    lab.resume(3);
    lab.awaitIsr(TOPIC, 1, 2, 3);
    a_write_times_out_though_all_in_sync_have_it(lab, leader);
  }

  private static void a_write_waits_however_few_are_in_sync(Lab lab, RawPartition leader)
      throws Exception {
    RawPartition writer = lab.partitionAlone(1, TOPIC);
    RequestHeader waiting = writer.send(-1, 25_000, Batch.of("waiting"));
    lab.note("alone", lab.awaitIsr(TOPIC, 1));
    lab.note("the write is answered", writer.hasAnswer());
    lab.note("consumers see", leader.fetch(0));
    lab.note("the next write", leader.produce(-1, Batch.of("refused")));

    lab.settings(1, TOPIC).set(MIN_IN_SYNC, "1");
    lab.note("with less to ask for, it is answered", writer.hasAnswer());
    lab.note("consumers then see", leader.fetch(0));
    lab.note("acks=1", leader.produce(1, Batch.of("leader alone")));
    lab.note("the write", writer.produced(waiting));
    lab.note("consumers see all", leader.fetch(0));
  }

  private static void a_write_times_out_though_all_in_sync_have_it(Lab lab, RawPartition leader)
      throws Exception {
    lab.settings(1, TOPIC).set(MIN_IN_SYNC, "3");
    lab.pause(3);
    RawPartition writer = lab.partitionAlone(1, TOPIC);
    RequestHeader waiting = writer.send(-1, 6_000, Batch.of("two copies"));
    lab.note("a third is gone", lab.awaitIsr(TOPIC, 1, 2));
    lab.note("the write of which both have a copy", writer.produced(waiting));
    lab.note("consumers see no more", leader.fetch(0));
    lab.resume(3);
    lab.note("the third is back", lab.awaitIsr(TOPIC, 1, 2, 3));
    lab.until("all committed", () -> leader.offsetAt(-1), seen -> seen.startsWith("offset 4,"));
    lab.note("committed", lab.committed(TOPIC));
  }
}
