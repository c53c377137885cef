package io.weir.kafka.testcluster.storage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LeaderEpochsTest {

  private final LeaderEpochs epochs = new LeaderEpochs();

  @Test
  void an_epoch_begins_at_its_first_offset() {
    epochs.assign(3, 0);
    epochs.assign(3, 5);
    epochs.assign(7, 10);

    assertThat(epochs.entries()).containsExactly(new EpochStart(3, 0), new EpochStart(7, 10));
    assertThat(epochs.latest()).isEqualTo(7);
  }

  @Test
  void a_batch_without_an_epoch_is_not_noted() {
    epochs.assign(-1, 0);

    assertThat(epochs.entries()).isEmpty();
    assertThat(epochs.latest()).isEqualTo(-1);
  }

  @Test
  void an_epoch_without_records_gives_way_to_the_next_at_the_same_offset() {
    epochs.assign(1, 0);
    epochs.assign(2, 10);
    epochs.assign(3, 10);

    assertThat(epochs.entries()).containsExactly(new EpochStart(1, 0), new EpochStart(3, 10));
  }

  @Test
  void an_older_epoch_drops_the_later_ones_that_contradict_it() {
    epochs.assign(1, 0);
    epochs.assign(5, 10);
    epochs.assign(3, 12);

    assertThat(epochs.entries()).containsExactly(new EpochStart(1, 0), new EpochStart(3, 12));
  }

  @Test
  void an_offset_belongs_to_the_last_epoch_that_begins_at_or_before_it() {
    epochs.assign(1, 4);
    epochs.assign(2, 10);

    assertThat(epochs.epochOf(3)).isEqualTo(-1);
    assertThat(epochs.epochOf(4)).isEqualTo(1);
    assertThat(epochs.epochOf(9)).isEqualTo(1);
    assertThat(epochs.epochOf(10)).isEqualTo(2);
    assertThat(epochs.epochOf(99)).isEqualTo(2);
  }

  @Test
  void the_latest_epoch_ends_at_the_end_of_the_log() {
    epochs.assign(2, 0);

    assertThat(epochs.endOf(2, 30)).isEqualTo(new EpochEnd(2, 30));
  }

  @Test
  void an_earlier_epoch_ends_where_the_next_begins() {
    epochs.assign(2, 0);
    epochs.assign(5, 20);

    assertThat(epochs.endOf(2, 30)).isEqualTo(new EpochEnd(2, 20));
  }

  @Test
  void an_epoch_that_wrote_nothing_is_answered_with_the_largest_below_it() {
    epochs.assign(2, 0);
    epochs.assign(5, 20);
    epochs.assign(8, 25);

    assertThat(epochs.endOf(4, 30)).isEqualTo(new EpochEnd(2, 20));
    assertThat(epochs.endOf(7, 30)).isEqualTo(new EpochEnd(5, 25));
  }

  @Test
  void an_epoch_older_than_the_log_ends_where_the_log_begins() {
    epochs.assign(5, 20);

    assertThat(epochs.endOf(3, 30)).isEqualTo(new EpochEnd(3, 20));
  }

  @Test
  void the_end_of_no_epoch_and_of_a_future_epoch_is_unknown() {
    assertThat(epochs.endOf(0, 0).isKnown()).isFalse();
    epochs.assign(5, 20);

    assertThat(epochs.endOf(6, 30)).isEqualTo(EpochEnd.UNKNOWN);
    assertThat(epochs.endOf(-1, 30)).isEqualTo(EpochEnd.UNKNOWN);
  }

  @Test
  void truncation_forgets_the_epochs_that_begin_at_or_behind_the_new_end() {
    epochs.assign(1, 0);
    epochs.assign(2, 10);
    epochs.assign(3, 20);

    epochs.truncateEnd(10);

    assertThat(epochs.entries()).containsExactly(new EpochStart(1, 0));
  }

  @Test
  void a_new_start_moves_the_epoch_that_it_lies_in() {
    epochs.assign(1, 0);
    epochs.assign(2, 10);
    epochs.assign(3, 20);

    epochs.truncateStart(15);

    assertThat(epochs.entries()).containsExactly(new EpochStart(2, 15), new EpochStart(3, 20));
  }

  @Test
  void a_start_before_all_epochs_changes_nothing() {
    epochs.assign(2, 10);

    epochs.truncateStart(5);

    assertThat(epochs.entries()).containsExactly(new EpochStart(2, 10));
  }
}
