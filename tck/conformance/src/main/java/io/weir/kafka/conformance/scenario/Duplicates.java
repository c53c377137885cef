package io.weir.kafka.conformance.scenario;

import io.weir.kafka.conformance.Batch;
import io.weir.kafka.conformance.Lab;
import io.weir.kafka.conformance.RawPartition;
import io.weir.kafka.conformance.Scenario;
import java.util.Map;

/** Batches of idempotent producers that come again, out of order, or with an old epoch. */
public final class Duplicates implements Scenario {
  private static final String TOPIC = "duplicates";

  @Override
  public String expected() {
    return """
        sequence 0: NONE at 0
        sequence 0 again: NONE at 0
        and with acks=1: NONE at 0
        the fifth last again: NONE at 1
        the sixth last again: OUT_OF_ORDER_SEQUENCE_NUMBER
        sequence 7 after 5: OUT_OF_ORDER_SEQUENCE_NUMBER
        sequence 6 after 5: NONE at 6
        the last one again: NONE at 6
        the fifth last, too: NONE at 2
        a gap: OUT_OF_ORDER_SEQUENCE_NUMBER
        the next one: NONE at 7
        epoch 1 at sequence 8: OUT_OF_ORDER_SEQUENCE_NUMBER
        epoch 1 at sequence 0: NONE at 8
        epoch 0: INVALID_PRODUCER_EPOCH
        unknown at sequence 7: NONE at 9
        largest: NONE at 10
        0 after the largest: NONE at 11
        the largest again: NONE at 10
        committed: [0=a, 1=b1, 2=b2, 3=b3, 4=b4, 5=b5, 6=c, 7=d, 8=f, 9=g, 10=h, 11=i]
        """;
  }

  @Override
  public void run(Lab lab) throws Exception {
    lab.createTopic(TOPIC, Map.of(), 1, 2, 3);
    long producer = lab.newProducerId(1);
    RawPartition first = lab.partition(1, TOPIC);
    a_batch_that_comes_again_has_its_first_offset(lab, first, producer);
    five_batches_are_remembered(lab, first, producer);
    a_gap_is_refused(lab, first, producer);

    lab.moveLeader(TOPIC, 2, 1, 3);
    RawPartition second = lab.partition(2, TOPIC);
    a_new_leader_knows_the_batches_too(lab, second, producer);
    a_new_epoch_starts_at_sequence_0_and_fences_the_old_one(lab, second, producer);
    an_unknown_producer_may_start_anywhere(lab, second, lab.newProducerId(1));
    sequences_start_again_after_the_largest(lab, second, lab.newProducerId(1));
    lab.note("committed", lab.committed(TOPIC));
  }

  private static void a_batch_that_comes_again_has_its_first_offset(
      Lab lab, RawPartition leader, long producer) {
    lab.note("sequence 0", leader.produce(-1, Batch.idempotent(producer, 0, 0, "a")));
    lab.note("sequence 0 again", leader.produce(-1, Batch.idempotent(producer, 0, 0, "a")));
    lab.note("and with acks=1", leader.produce(1, Batch.idempotent(producer, 0, 0, "a")));
  }

  private static void five_batches_are_remembered(Lab lab, RawPartition leader, long producer) {
    for (int sequence = 1; sequence <= 5; sequence++) {
      leader.produce(-1, Batch.idempotent(producer, 0, sequence, "b" + sequence));
    }
    lab.note("the fifth last again", leader.produce(-1, Batch.idempotent(producer, 0, 1, "b1")));
    lab.note("the sixth last again", leader.produce(-1, Batch.idempotent(producer, 0, 0, "a")));
  }

  private static void a_gap_is_refused(Lab lab, RawPartition leader, long producer) {
    lab.note("sequence 7 after 5", leader.produce(-1, Batch.idempotent(producer, 0, 7, "gap")));
    lab.note("sequence 6 after 5", leader.produce(-1, Batch.idempotent(producer, 0, 6, "c")));
  }

  private static void a_new_leader_knows_the_batches_too(
      Lab lab, RawPartition leader, long producer) {
    lab.note("the last one again", leader.produce(-1, Batch.idempotent(producer, 0, 6, "c")));
    lab.note("the fifth last, too", leader.produce(-1, Batch.idempotent(producer, 0, 2, "b2")));
    lab.note("a gap", leader.produce(-1, Batch.idempotent(producer, 0, 8, "gap")));
    lab.note("the next one", leader.produce(-1, Batch.idempotent(producer, 0, 7, "d")));
  }

  private static void a_new_epoch_starts_at_sequence_0_and_fences_the_old_one(
      Lab lab, RawPartition leader, long producer) {
    lab.note("epoch 1 at sequence 8", leader.produce(-1, Batch.idempotent(producer, 1, 8, "e")));
    lab.note("epoch 1 at sequence 0", leader.produce(-1, Batch.idempotent(producer, 1, 0, "f")));
    lab.note("epoch 0", leader.produce(-1, Batch.idempotent(producer, 0, 8, "old")));
  }

  private static void an_unknown_producer_may_start_anywhere(
      Lab lab, RawPartition leader, long producer) {
    lab.note("unknown at sequence 7", leader.produce(-1, Batch.idempotent(producer, 3, 7, "g")));
  }

  private static void sequences_start_again_after_the_largest(
      Lab lab, RawPartition leader, long producer) {
    int largest = Integer.MAX_VALUE;
    lab.note("largest", leader.produce(-1, Batch.idempotent(producer, 0, largest, "h")));
    lab.note("0 after the largest", leader.produce(-1, Batch.idempotent(producer, 0, 0, "i")));
    lab.note("the largest again", leader.produce(-1, Batch.idempotent(producer, 0, largest, "h")));
  }
}
