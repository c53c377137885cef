package io.weir.kafka.conformance.scenario;

import io.weir.kafka.conformance.Batch;
import io.weir.kafka.conformance.Lab;
import io.weir.kafka.conformance.RawPartition;
import io.weir.kafka.conformance.Scenario;
import java.util.Map;

/** Leaders change in order; clients ask with epochs that are right, old or not there yet. */
public final class LeaderEpochs implements Scenario {
  private static final String TOPIC = "leader-epochs";

  @Override
  public String expected() {
    return """
        epoch 0: NONE at 0
        moved: leader 2 in epoch 1, in sync [1, 2, 3]
        epoch 1: NONE at 2
        moved twice: leader 1 in epoch 2, in sync [1, 2, 3]
        epoch 2: NONE at 3
        Fetch in epoch 1: FENCED_LEADER_EPOCH
        ListOffsets in epoch 1: FENCED_LEADER_EPOCH
        OffsetForLeaderEpoch in epoch 1: FENCED_LEADER_EPOCH
        Fetch in epoch 3: UNKNOWN_LEADER_EPOCH
        ListOffsets in epoch 3: UNKNOWN_LEADER_EPOCH
        OffsetForLeaderEpoch in epoch 3: UNKNOWN_LEADER_EPOCH
        Fetch in epoch 2: high watermark 4, log start 0, records [a, b, c, d]
        latest in epoch 2: offset 4, time -1, epoch 2
        earliest in epoch 2: offset 0, time -1, epoch 0
        end of epoch 0: epoch 0 ends at 2
        end of epoch 1: epoch 1 ends at 3
        end of epoch 2: epoch 2 ends at 4
        end of epoch 3: epoch -1 ends at -1
        end of epoch 1, asked without: epoch 1 ends at 3
        a follower's Produce: NOT_LEADER_OR_FOLLOWER
        a follower's ListOffsets: NOT_LEADER_OR_FOLLOWER
        a follower's OffsetForLeaderEpoch: NOT_LEADER_OR_FOLLOWER
        a follower's Fetch in epoch 1: FENCED_LEADER_EPOCH
        """;
  }

  @Override
  public void run(Lab lab) throws Exception {
    lab.createTopic(TOPIC, Map.of(), 1, 2, 3);
    lab.note("epoch 0", lab.partition(1, TOPIC).produce(-1, Batch.of("a", "b")));
    lab.note("moved", lab.moveLeader(TOPIC, 2, 1, 3));
    lab.note("epoch 1", lab.partition(2, TOPIC).produce(-1, Batch.of("c")));
    lab.note("moved twice", lab.moveLeader(TOPIC, 1, 2, 3));
    lab.note("epoch 2", lab.partition(1, TOPIC).produce(-1, Batch.of("d")));

    RawPartition leader = lab.partition(1, TOPIC);
    a_client_with_an_old_epoch_is_fenced(lab, leader);
    a_client_may_know_more_than_the_leader(lab, leader);
    each_epoch_ends_where_the_next_one_starts(lab, leader);
    a_follower_refuses(lab, lab.partition(2, TOPIC));
  }

  private static void a_client_with_an_old_epoch_is_fenced(Lab lab, RawPartition leader) {
    lab.note("Fetch in epoch 1", leader.fetch(0, 1));
    lab.note("ListOffsets in epoch 1", leader.offsetAt(-1, 1));
    lab.note("OffsetForLeaderEpoch in epoch 1", leader.endOfEpoch(0, 1));
  }

  private static void a_client_may_know_more_than_the_leader(Lab lab, RawPartition leader) {
    lab.note("Fetch in epoch 3", leader.fetch(0, 3));
    lab.note("ListOffsets in epoch 3", leader.offsetAt(-1, 3));
    lab.note("OffsetForLeaderEpoch in epoch 3", leader.endOfEpoch(0, 3));
  }

  private static void each_epoch_ends_where_the_next_one_starts(Lab lab, RawPartition leader) {
    lab.note("Fetch in epoch 2", leader.fetch(0, 2));
    lab.note("latest in epoch 2", leader.offsetAt(-1, 2));
    lab.note("earliest in epoch 2", leader.offsetAt(-2, 2));
    for (int epoch = 0; epoch <= 3; epoch++) {
      lab.note("end of epoch " + epoch, leader.endOfEpoch(epoch, 2));
    }
    lab.note("end of epoch 1, asked without", leader.endOfEpoch(1, RawPartition.NO_EPOCH));
  }

  private static void a_follower_refuses(Lab lab, RawPartition follower) {
    lab.note("a follower's Produce", follower.produce(-1, Batch.of("lost")));
    lab.note("a follower's ListOffsets", follower.offsetAt(-1));
    lab.note("a follower's OffsetForLeaderEpoch", follower.endOfEpoch(0, 2));
    lab.note("a follower's Fetch in epoch 1", follower.fetch(0, 1));
  }
}
