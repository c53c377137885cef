package io.weir.kafka.conformance.scenario;

import io.weir.kafka.conformance.Batch;
import io.weir.kafka.conformance.Lab;
import io.weir.kafka.conformance.RawPartition;
import io.weir.kafka.conformance.Scenario;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.ElectionType;
import org.apache.kafka.common.TopicPartition;

/** The only replica in sync dies, and others are there: they may lead only uncleanly. */
public final class UncleanElection implements Scenario {
  private static final String STRICT = "unclean-on-demand";
  private static final String LAX = "unclean-by-itself";

  @Override
  public String expected() {
    return """
        on all: NONE at 0
        on all: NONE at 0
        in sync: leader 1 in epoch 0, in sync [1]
        on the leader alone: NONE at 1
        in sync: leader 1 in epoch 0, in sync [1]
        on the leader alone: NONE at 1
        strict: leader -1 in epoch 1, in sync [1]
        write: NOT_LEADER_OR_FOLLOWER
        lax: leader 2 in epoch 1, in sync [2, 3]
        preferred: PreferredLeaderNotAvailableException: The preferred leader was not available.
        unclean: done
        elected: leader 2 in epoch 2, in sync [2, 3]
        once more: ElectionNotNeededException: Leader election not needed for topic partition.
        consumers see: high watermark 1, log start 0, records [a]
        the next write: NONE at 1
        back: leader 2 in epoch 2, in sync [1, 2, 3]
        leads again: leader 1 in epoch 3, in sync [1, 2, 3]
        the write after: NONE at 2
        consumers see then: high watermark 3, log start 0, records [a, d, e]
        its first epoch: epoch 0 ends at 1
        consumers see: high watermark 1, log start 0, records [a]
        the next write: NONE at 1
        back: leader 2 in epoch 1, in sync [1, 2, 3]
        leads again: leader 1 in epoch 2, in sync [1, 2, 3]
        the write after: NONE at 2
        consumers see then: high watermark 3, log start 0, records [a, d, e]
        its first epoch: epoch 0 ends at 1
        """;
  }

  @Override
  public void run(Lab lab) throws Exception {
    lab.createTopic(STRICT, Map.of(), 1, 2, 3);
    lab.createTopic(LAX, Map.of("unclean.leader.election.enable", "true"), 1, 2, 3);
    only_the_leader_is_in_sync(lab);

    lab.kill(1);
    lab.resume(2);
    lab.resume(3);
    nobody_leads_unless_the_topic_allows_it(lab);
    an_administrator_may_elect_uncleanly(lab);

    lab.restart(1);
    for (String topic : List.of(STRICT, LAX)) {
      acknowledged_records_are_lost_and_the_logs_agree(lab, topic);
    }
  }

  private static void only_the_leader_is_in_sync(Lab lab) throws Exception {
    for (String topic : List.of(STRICT, LAX)) {
      lab.note("on all", lab.partition(1, topic).produce(-1, Batch.of("a")));
    }
    lab.pause(2);
    lab.pause(3);
    for (String topic : List.of(STRICT, LAX)) {
      lab.note("in sync", lab.awaitIsr(topic, 1));
      lab.note("on the leader alone", lab.partition(1, topic).produce(-1, Batch.of("b", "c")));
    }
  }

  private static void nobody_leads_unless_the_topic_allows_it(Lab lab) throws Exception {
    lab.note("strict", lab.awaitLeader(STRICT, -1));
    lab.note("write", lab.partition(2, STRICT).produce(-1, Batch.of("nowhere")));
    lab.awaitLeader(LAX, 2);
    lab.note("lax", lab.awaitIsr(LAX, 2, 3));
  }

  private static void an_administrator_may_elect_uncleanly(Lab lab) throws Exception {
    Set<TopicPartition> partitions = Set.of(new TopicPartition(STRICT, 0));
    lab.noteAnswer("preferred", lab.admin().electLeaders(ElectionType.PREFERRED, partitions).all());
    lab.noteAnswer("unclean", lab.admin().electLeaders(ElectionType.UNCLEAN, partitions).all());
    lab.note("elected", lab.awaitIsr(STRICT, 2, 3));
    lab.noteAnswer("once more", lab.admin().electLeaders(ElectionType.UNCLEAN, partitions).all());
  }

  private static void acknowledged_records_are_lost_and_the_logs_agree(Lab lab, String topic)
      throws Exception {
    RawPartition second = lab.partition(2, topic);
    lab.note("consumers see", second.fetch(0));
    lab.note("the next write", second.produce(-1, Batch.of("d")));
    lab.note("back", lab.awaitIsr(topic, 1, 2, 3));
    lab.note("leads again", lab.moveLeader(topic, 1, 2, 3));
    RawPartition first = lab.partition(1, topic);
    lab.note("the write after", first.produce(-1, Batch.of("e")));
    lab.note("consumers see then", first.fetch(0));
    lab.note("its first epoch", first.endOfEpoch(0, RawPartition.NO_EPOCH));
  }
}
