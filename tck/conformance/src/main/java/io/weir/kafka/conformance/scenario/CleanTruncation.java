package io.weir.kafka.conformance.scenario;

import io.weir.kafka.conformance.Batch;
import io.weir.kafka.conformance.Lab;
import io.weir.kafka.conformance.RawPartition;
import io.weir.kafka.conformance.Scenario;
import java.util.Map;

/** A leader dies with records that no follower has fetched; its followers are in sync. */
public final class CleanTruncation implements Scenario {
  private static final String TOPIC = "clean-truncation";

  /** {@code replica.fetch.wait.max.ms} is 500. */
  private static final int LONGER_THAN_FOLLOWERS_WAIT_MS = 1000;

  @Override
  public String expected() {
    return """
        on all: NONE at 0
        a long poll: high watermark 2, log start 0, records []
        on the leader alone: NONE at 2
        after the crash: leader 2 in epoch 1, in sync [2, 3]
        the next write: NONE at 2
        consumers see: high watermark 3, log start 0, records [a, b, c]
        back: leader 2 in epoch 1, in sync [1, 2, 3]
        leads again: leader 1 in epoch 2, in sync [1, 2, 3]
        the write after: NONE at 3
        consumers see then: high watermark 4, log start 0, records [a, b, c, d]
        its first epoch: epoch 0 ends at 2
        its second epoch: epoch 1 ends at 3
        """;
  }

  @Override
  public void run(Lab lab) throws Exception {
    lab.createTopic(TOPIC, Map.of(), 1, 2, 3);
    RawPartition first = lab.partition(1, TOPIC);
    lab.note("on all", first.produce(-1, Batch.of("a", "b")));
    lab.pause(2);
    lab.pause(3);
    // Their fetches that wait at the leader end before this one does, and they send no others.
    lab.note("a long poll", first.fetchWithin(LONGER_THAN_FOLLOWERS_WAIT_MS, 2));
    lab.note("on the leader alone", first.produce(1, Batch.of("lost 1", "lost 2", "lost 3")));
    lab.kill(1);
    lab.resume(2);
    lab.resume(3);

    a_follower_in_sync_leads_with_what_it_has(lab);
    lab.restart(1);
    the_old_leader_drops_what_the_new_one_never_had(lab);
  }

  private static void a_follower_in_sync_leads_with_what_it_has(Lab lab) throws Exception {
    lab.note("after the crash", lab.awaitIsr(TOPIC, 2, 3));
    RawPartition second = lab.partition(2, TOPIC);
    lab.note("the next write", second.produce(-1, Batch.of("c")));
    lab.note("consumers see", second.fetch(0));
  }

  private static void the_old_leader_drops_what_the_new_one_never_had(Lab lab) throws Exception {
    lab.note("back", lab.awaitIsr(TOPIC, 1, 2, 3));
    lab.note("leads again", lab.moveLeader(TOPIC, 1, 2, 3));
    RawPartition first = lab.partition(1, TOPIC);
    lab.note("the write after", first.produce(-1, Batch.of("d")));
    lab.note("consumers see then", first.fetch(0));
    lab.note("its first epoch", first.endOfEpoch(0, RawPartition.NO_EPOCH));
    lab.note("its second epoch", first.endOfEpoch(1, RawPartition.NO_EPOCH));
  }
}
