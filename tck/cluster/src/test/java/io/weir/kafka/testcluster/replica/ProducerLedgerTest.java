package io.weir.kafka.testcluster.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.netty.buffer.ByteBuf;
import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.record.RecordBatchView;
import io.weir.kafka.testcluster.Batches;
import io.weir.kafka.testcluster.metadata.RejectedException;
import io.weir.kafka.testcluster.metadata.ReplicationRules;
import java.util.Collections;
import org.junit.jupiter.api.Test;

class ProducerLedgerTest {

  private final ProducerLedger ledger = new ProducerLedger(ReplicationRules.KAFKA);
  private long nextOffset;

  @Test
  void an_unknown_producer_may_start_anywhere() {
    assertThat(ledger.check(batch(7, 3, 42, 1))).isNull();
  }

  @Test
  void the_last_five_batches_are_known_again() {
    for (int sequence = 0; sequence < 6; sequence++) {
      append(7, 0, sequence, 1);
    }

    for (int sequence = 1; sequence < 6; sequence++) {
      assertThat(ledger.check(batch(7, 0, sequence, 1)))
          .isEqualTo(new Appended(sequence, sequence, -1));
    }
  }

  @Test
  void a_batch_before_the_last_five_is_out_of_order() {
    for (int sequence = 0; sequence < 6; sequence++) {
      append(7, 0, sequence, 1);
    }

    assertRejected(ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER, batch(7, 0, 0, 1));
  }

  @Test
  void a_gap_is_out_of_order() {
    append(7, 0, 0, 3);

    assertRejected(ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER, batch(7, 0, 4, 1));
    assertThat(ledger.check(batch(7, 0, 3, 1))).isNull();
  }

  @Test
  void the_same_first_sequence_with_another_last_one_is_out_of_order() {
    append(7, 0, 0, 3);

    assertRejected(ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER, batch(7, 0, 0, 2));
  }

  @Test
  void sequences_wrap_behind_the_largest_integer() {
    append(7, 0, Integer.MAX_VALUE - 1, 2);

    assertThat(ledger.check(batch(7, 0, 0, 1))).isNull();
    assertRejected(ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER, batch(7, 0, 1, 1));
  }

  @Test
  void a_batch_may_wrap_in_its_middle() {
    append(7, 0, Integer.MAX_VALUE, 2);

    assertThat(ledger.check(batch(7, 0, 1, 1))).isNull();
    assertThat(ledger.check(batch(7, 0, Integer.MAX_VALUE, 2))).isEqualTo(new Appended(0, 1, -1));
  }

  @Test
  void an_older_epoch_is_fenced() {
    append(7, 1, 0, 1);

    assertRejected(ErrorCode.INVALID_PRODUCER_EPOCH, batch(7, 0, 1, 1));
  }

  @Test
  void a_new_epoch_starts_at_sequence_0() {
    append(7, 0, 0, 1);

    assertRejected(ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER, batch(7, 1, 1, 1));
    assertThat(ledger.check(batch(7, 1, 0, 1))).isNull();
  }

  @Test
  void a_new_epoch_forgets_the_batches_of_the_old_one() {
    append(7, 0, 0, 1);
    append(7, 1, 0, 1);

    assertThat(ledger.check(batch(7, 1, 0, 1))).isEqualTo(new Appended(1, 1, -1));
  }

  @Test
  void a_producer_that_is_silent_for_too_long_is_forgotten() {
    append(7, 0, 0, 1);

    ledger.expire(5000, 5999);
    assertRejected(ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER, batch(7, 0, 9, 1));
    ledger.expire(5000, 6000);

    assertThat(ledger.check(batch(7, 0, 9, 1))).isNull();
  }

  @Test
  void a_cleared_ledger_knows_nobody() {
    append(7, 0, 0, 1);

    ledger.clear();

    assertThat(ledger.check(batch(7, 0, 0, 1))).isNull();
  }

  @Test
  void producers_do_not_know_each_other() {
    append(7, 0, 0, 1);

    assertThat(ledger.check(batch(8, 0, 0, 1))).isNull();
  }

  @Test
  void a_producer_without_id_is_never_a_duplicate() {
    ByteBuf plain = Batches.of(1000, "a");
    ledger.note(RecordBatchView.at(plain, 0), new Appended(0, 0, -1));

    assertThat(ledger.check(RecordBatchView.at(plain, 0))).isNull();
  }

  private void append(long producerId, int epoch, int sequence, int records) {
    RecordBatchView batch = batch(producerId, epoch, sequence, records);
    assertThat(ledger.check(batch)).isNull();
    ledger.note(batch, new Appended(nextOffset, nextOffset + records - 1, -1));
    nextOffset += records;
  }

  private static RecordBatchView batch(long producerId, int epoch, int sequence, int records) {
    String[] values = Collections.nCopies(records, "v").toArray(String[]::new);
    return RecordBatchView.at(Batches.idempotent(producerId, epoch, sequence, values), 0);
  }

  private void assertRejected(ErrorCode error, RecordBatchView batch) {
    assertThatExceptionOfType(RejectedException.class)
        .isThrownBy(() -> ledger.check(batch))
        .satisfies(e -> assertThat(e.error()).isEqualTo(error));
  }
}
