package io.weir.kafka.conformance.scenario;

import io.weir.kafka.conformance.Batch;
import io.weir.kafka.conformance.Lab;
import io.weir.kafka.conformance.RawPartition;
import io.weir.kafka.conformance.Scenario;
import io.weir.kafka.protocol.RequestHeader;
import java.util.Map;

/** With {@code min.insync.replicas=1}, the followers of a leader stop fetching. */
public final class OneInSyncSuffices implements Scenario {
  private static final String TOPIC = "one-in-sync-suffices";

  @Override
  public String expected() {
    return """
        with three in sync: NONE at 0
        within 300 ms: REQUEST_TIMED_OUT
        acks=1 meanwhile: NONE at 2
        consumers see: high watermark 1, log start 0, records [first]
        acks=all: NONE at 3
        without followers: leader 1 in epoch 0, in sync [1]
        consumers then see: high watermark 4, log start 0, records [first, in vain, at once, waiting]
        within 1 s: NONE at 4
        with followers: leader 1 in epoch 0, in sync [1, 2, 3]
        committed: [0=first, 1=in vain, 2=at once, 3=waiting, 4=alone]
        """;
  }

  @Override
  public void run(Lab lab) throws Exception {
    lab.createTopic(TOPIC, Map.of("min.insync.replicas", "1"), 1, 2, 3);
    RawPartition leader = lab.partition(1, TOPIC);
    lab.note("with three in sync", leader.produce(-1, Batch.of("first")));
    lab.pause(2);
    lab.pause(3);

    a_write_that_cannot_wait_times_out_and_stays(lab, leader);
    a_write_is_acknowledged_when_the_slow_are_out_of_sync(lab, leader);
    the_next_write_does_not_wait(lab, leader);

    lab.resume(2);
    lab.resume(3);
    lab.note("with followers", lab.awaitIsr(TOPIC, 1, 2, 3));
    lab.note("committed", lab.committed(TOPIC));
  }

  private static void a_write_that_cannot_wait_times_out_and_stays(Lab lab, RawPartition leader) {
    lab.note("within 300 ms", leader.produced(leader.send(-1, 300, Batch.of("in vain"))));
    lab.note("acks=1 meanwhile", leader.produce(1, Batch.of("at once")));
    lab.note("consumers see", leader.fetch(0));
  }

  private static void a_write_is_acknowledged_when_the_slow_are_out_of_sync(
      Lab lab, RawPartition leader) throws Exception {
    RequestHeader waiting = leader.send(-1, 20_000, Batch.of("waiting"));
    lab.note("acks=all", leader.produced(waiting));
    lab.note("without followers", lab.awaitIsr(TOPIC, 1));
    lab.note("consumers then see", leader.fetch(0));
  }

  private static void the_next_write_does_not_wait(Lab lab, RawPartition leader) {
    lab.note("within 1 s", leader.produced(leader.send(-1, 1000, Batch.of("alone"))));
  }
}
