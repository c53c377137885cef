package io.weir.kafka.testcluster.replica;

import java.util.List;

/**
 * Another ISR that a leader has proposed to the controller.
 *
 * @param leaderEpoch in which the leader proposes it
 * @param partitionEpoch of the state that it would replace
 * @param isr the proposed one, in the order of the assignment
 * @param maximal the larger one of the proposed and the committed ISR: as long as nobody knows
 *     which of them holds, records must reach all of these
 */
public record IsrProposal(
    int leaderEpoch, int partitionEpoch, List<Integer> isr, List<Integer> maximal) {}
