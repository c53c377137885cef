package io.weir.kafka.testcluster.metadata;

import static io.weir.kafka.testcluster.metadata.PartitionImage.NO_LEADER;

import java.util.function.IntPredicate;

/**
 * The decisions of replication, each a pure function: controller and replicas gather the facts, ask
 * here, and act.
 *
 * <p>Open so that a test can replace one rule by a wrong one, a <em>mutant</em>, and show that its
 * checks notice. A cluster uses one instance; without state, so any thread may ask.
 */
public class ReplicationRules {

  /** Kafka's rules. */
  public static final ReplicationRules KAFKA = new ReplicationRules();

  /** What kind of leader is looked for. */
  public enum Election {
    /** One that has all acknowledged records; the present leader stays if it can. */
    ONLINE,
    /** The same, but the first of the assignment comes before the present leader. */
    PREFERRED,
    /** As {@link #ONLINE}; where there is none, any eligible replica: records may be lost. */
    UNCLEAN
  }

  /**
   * Chooses the leader of a partition. One from outside its ISR is an unclean leader, with whom the
   * ISR starts anew.
   *
   * @param eligible whether a broker may lead: unfenced, and not shutting down
   * @return a broker id, or {@link PartitionImage#NO_LEADER}
   */
  public int electLeader(PartitionImage partition, Election election, IntPredicate eligible) {
    IntPredicate clean = id -> partition.isr().contains(id) && eligible.test(id);
    if (election == Election.PREFERRED && clean.test(partition.preferredLeader())) {
      return partition.preferredLeader();
    }
    if (clean.test(partition.leader())) {
      return partition.leader();
    }
    int first = firstReplica(partition, clean);
    return first == NO_LEADER && election == Election.UNCLEAN
        ? firstReplica(partition, eligible)
        : first;
  }

  private static int firstReplica(PartitionImage partition, IntPredicate condition) {
    return partition.replicas().stream().filter(condition::test).findFirst().orElse(NO_LEADER);
  }
}
