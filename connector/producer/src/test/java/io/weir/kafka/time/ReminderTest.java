package io.weir.kafka.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class ReminderTest {

  private final Reminder reminder = new Reminder();

  @Test
  void aShortWaitIsNotMentioned() {
    reminder.waiting(at(0));
    assertThat(reminder.due(at(9))).isFalse();
    reminder.over();
    assertThat(reminder.due(at(1000))).isFalse();
  }

  @Test
  void aLongWaitIsMentionedOnceInAWhile() {
    reminder.waiting(at(5));
    reminder.waiting(at(10));
    assertThat(reminder.due(at(15))).isTrue();
    assertThat(reminder.seconds(at(15))).isEqualTo(10);
    assertThat(reminder.due(at(16))).isFalse();
    assertThat(reminder.due(at(74))).isFalse();
    assertThat(reminder.due(at(75))).isTrue();
  }

  @Test
  void aNewWaitStartsAnew() {
    reminder.waiting(at(0));
    reminder.over();
    assertThat(reminder.seconds(at(5))).isZero();
    reminder.waiting(at(100));
    assertThat(reminder.due(at(105))).isFalse();
    assertThat(reminder.seconds(at(105))).isEqualTo(5);
  }

  private static long at(long seconds) {
    return Duration.ofSeconds(seconds).toNanos();
  }
}
