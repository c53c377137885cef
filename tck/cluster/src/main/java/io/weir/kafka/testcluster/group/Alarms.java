package io.weir.kafka.testcluster.group;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * When a coordinator has to look at what: one entry for each thing that can become overdue.
 *
 * <p>Owned by the core's thread. All times are milliseconds since 1970.
 */
final class Alarms {

  private final Timetable<Alarm> timetable = new Timetable<>();

  /** When the next one rings. */
  OptionalLong nextMs() {
    return timetable.nextMs();
  }

  /** Takes the next one that is due by now; null if there is none. */
  @Nullable Alarm poll(long nowMs) {
    return timetable.poll(nowMs);
  }

  /** The member has been heard of. */
  void keepAlive(ClassicGroup group, Member member, long nowMs) {
    expect(group, member.id(), nowMs + member.sessionTimeoutMs());
  }

  /** The member, or one that was given this id, has to be heard of until then. */
  void expect(ClassicGroup group, String memberId, long untilMs) {
    timetable.set(new Alarm.Session(group.id(), memberId), untilMs);
  }

  /** The member is gone. */
  void forget(ClassicGroup group, String memberId) {
    timetable.cancel(new Alarm.Session(group.id(), memberId));
  }

  void awaitJoins(ClassicGroup group, long untilMs) {
    timetable.set(new Alarm.JoinPhase(group.id()), untilMs);
  }

  void endJoins(ClassicGroup group) {
    timetable.cancel(new Alarm.JoinPhase(group.id()));
  }

  void awaitSyncs(ClassicGroup group, long untilMs) {
    timetable.set(new Alarm.SyncPhase(group.id()), untilMs);
  }

  void endSyncs(ClassicGroup group) {
    timetable.cancel(new Alarm.SyncPhase(group.id()));
  }

  void awaitWrite(int partition, long endOffset, long untilMs) {
    timetable.set(new Alarm.Write(partition, endOffset), untilMs);
  }

  void endWrite(int partition, long endOffset) {
    timetable.cancel(new Alarm.Write(partition, endOffset));
  }

  void awaitExpiry(long untilMs) {
    timetable.set(new Alarm.Expiry(), untilMs);
  }
}
