package io.weir.kafka.conformance.scenario;

import io.weir.kafka.conformance.Batch;
import io.weir.kafka.conformance.Lab;
import io.weir.kafka.conformance.RawPartition;
import io.weir.kafka.conformance.Scenario;
import io.weir.kafka.protocol.RequestHeader;
import java.util.Map;

/** One of two followers falls behind and catches up. */
public final class InSyncReplicas implements Scenario {
  private static final String TOPIC = "in-sync-replicas";

  @Override
  public String expected() {
    return """
        before: leader 1 in epoch 0, in sync [1, 2, 3]
        consumers see meanwhile: high watermark 0, log start 0, records []
        acks=all: NONE at 0
        without the slow one: leader 1 in epoch 0, in sync [1, 2]
        within 1 s: NONE at 1
        consumers see: high watermark 2, log start 0, records [waiting, two copies]
        with all: leader 1 in epoch 0, in sync [1, 2, 3]
        acks=all with all: NONE at 2
        committed: [0=waiting, 1=two copies, 2=three copies]
        """;
  }

  @Override
  public void run(Lab lab) throws Exception {
    lab.createTopic(TOPIC, Map.of("min.insync.replicas", "2"), 1, 2, 3);
    RawPartition leader = lab.partition(1, TOPIC);
    lab.note("before", lab.awaitIsr(TOPIC, 1, 2, 3));
    lab.pause(3);

    a_write_waits_for_the_slow_follower_until_it_leaves_the_isr(lab, leader);
    a_write_needs_only_those_in_sync(lab, leader);

    lab.resume(3);
    a_follower_that_has_caught_up_is_in_sync_again(lab, leader);
  }

  private static void a_write_waits_for_the_slow_follower_until_it_leaves_the_isr(
      Lab lab, RawPartition leader) throws Exception {
    RequestHeader waiting = leader.send(-1, 20_000, Batch.of("waiting"));
    lab.note("consumers see meanwhile", lab.partitionAlone(1, TOPIC).fetch(0));
    lab.note("acks=all", leader.produced(waiting));
    lab.note("without the slow one", lab.awaitIsr(TOPIC, 1, 2));
  }

  private static void a_write_needs_only_those_in_sync(Lab lab, RawPartition leader) {
    lab.note("within 1 s", leader.produced(leader.send(-1, 1000, Batch.of("two copies"))));
    lab.note("consumers see", leader.fetch(0));
  }

  private static void a_follower_that_has_caught_up_is_in_sync_again(Lab lab, RawPartition leader)
      throws Exception {
    lab.note("with all", lab.awaitIsr(TOPIC, 1, 2, 3));
    lab.note("acks=all with all", leader.produce(-1, Batch.of("three copies")));
    lab.note("committed", lab.committed(TOPIC));
  }
}
