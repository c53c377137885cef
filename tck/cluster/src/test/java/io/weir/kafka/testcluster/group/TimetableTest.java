package io.weir.kafka.testcluster.group;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TimetableTest {

  private final Timetable<String> timetable = new Timetable<>();

  @Test
  void keys_come_when_they_are_due_and_not_before() {
    timetable.set("late", 200);
    timetable.set("early", 100);

    assertThat(timetable.nextMs()).hasValue(100);
    assertThat(timetable.poll(99)).isNull();
    assertThat(timetable.poll(150)).isEqualTo("early");
    assertThat(timetable.poll(150)).isNull();
    assertThat(timetable.poll(200)).isEqualTo("late");
    assertThat(timetable.nextMs()).isEmpty();
  }

  @Test
  void keys_of_the_same_time_come_in_the_order_in_which_they_were_set() {
    timetable.set("first", 100);
    timetable.set("second", 100);

    assertThat(timetable.poll(100)).isEqualTo("first");
    assertThat(timetable.poll(100)).isEqualTo("second");
  }

  @Test
  void a_key_has_one_time() {
    timetable.set("moved", 100);
    timetable.set("moved", 300);

    assertThat(timetable.poll(299)).isNull();
    assertThat(timetable.poll(300)).isEqualTo("moved");
    assertThat(timetable.poll(300)).isNull();
  }

  @Test
  void a_cancelled_key_never_comes() {
    timetable.set("gone", 100);
    timetable.cancel("gone");
    timetable.cancel("never there");

    assertThat(timetable.nextMs()).isEmpty();
  }
}
