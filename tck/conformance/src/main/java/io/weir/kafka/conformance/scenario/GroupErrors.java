package io.weir.kafka.conformance.scenario;

import io.weir.kafka.conformance.Lab;
import io.weir.kafka.conformance.RawGroup;
import io.weir.kafka.conformance.RawGroup.Joined;
import io.weir.kafka.conformance.RawGroup.Member;
import io.weir.kafka.conformance.RawGroup.Terms;
import io.weir.kafka.conformance.Scenario;
import io.weir.kafka.protocol.RequestHeader;
import java.util.Map;
import java.util.UUID;

/** What the coordinator of a classic group answers to requests that it cannot serve. */
public final class GroupErrors implements Scenario {
  private static final String TOPIC = "group-errors";
  private static final Member STRANGER = new Member("stranger", null, 1);

  @Override
  public String expected() {
    return """
        no group id: find: NONE
        no group id: join: INVALID_GROUP_ID, generation -1, no id, protocol null of null
        no group id: sync: INVALID_GROUP_ID
        no group id: heartbeat: INVALID_GROUP_ID
        no group id: leave: INVALID_GROUP_ID
        no group id: commit as a member: GROUP_ID_NOT_FOUND
        no group id: commit: NONE
        no group id: committed: 1 topics
        elsewhere: join: NOT_COORDINATOR, generation -1, no id, protocol null of null
        elsewhere: sync: NOT_COORDINATOR
        elsewhere: heartbeat: NOT_COORDINATOR
        elsewhere: leave: NOT_COORDINATOR
        elsewhere: commit: NOT_COORDINATOR
        elsewhere: committed: NOT_COORDINATOR
        session of 5,999 ms: INVALID_SESSION_TIMEOUT, generation -1, no id, protocol null of null
        of 1,800,001 ms: INVALID_SESSION_TIMEOUT, generation -1, no id, protocol null of null
        no group: join by an id: UNKNOWN_MEMBER_ID, generation -1, an id, protocol null of null
        no group: sync: UNKNOWN_MEMBER_ID
        no group: heartbeat: UNKNOWN_MEMBER_ID
        no group: leave: [UNKNOWN_MEMBER_ID]
        no group: commit in a generation: GROUP_ID_NOT_FOUND
        by an older client: ILLEGAL_GENERATION
        no group: committed: 0 topics
        join: MEMBER_ID_REQUIRED, generation -1, an id, protocol null of null
        invited: heartbeat: UNKNOWN_MEMBER_ID
        invited: sync: UNKNOWN_MEMBER_ID
        invited: commit: UNKNOWN_MEMBER_ID
        join by the id: generation 1, leader, members 1, protocol range of consumer
        unassigned: heartbeat: NONE
        unassigned: commit: REBALANCE_IN_PROGRESS
        sync in generation 0: ILLEGAL_GENERATION
        sync of a stranger: UNKNOWN_MEMBER_ID
        sync by another protocol: INCONSISTENT_GROUP_PROTOCOL
        sync by no protocol: INCONSISTENT_GROUP_PROTOCOL
        sync: all of it
        sync again: all of it
        heartbeat: NONE
        heartbeat in generation 0: ILLEGAL_GENERATION
        heartbeat in generation 2: ILLEGAL_GENERATION
        heartbeat of a stranger: UNKNOWN_MEMBER_ID
        heartbeat as an instance: UNKNOWN_MEMBER_ID
        join of a stranger: UNKNOWN_MEMBER_ID, generation -1, an id, protocol null of null
        leave of a stranger: [UNKNOWN_MEMBER_ID, UNKNOWN_MEMBER_ID]
        commit in generation 0: ILLEGAL_GENERATION
        commit in generation 2: ILLEGAL_GENERATION
        commit of a stranger: UNKNOWN_MEMBER_ID
        commit of nobody: UNKNOWN_MEMBER_ID
        commit as an instance: UNKNOWN_MEMBER_ID
        metadata of 4,097 bytes: OFFSET_METADATA_TOO_LARGE
        committed so far: 0 topics
        metadata of 4,096 bytes: NONE
        commit for an unknown topic: UNKNOWN_TOPIC_OR_PARTITION
        committed: 1 topics
        join by another protocol: INCONSISTENT_GROUP_PROTOCOL, generation -1, no id, protocol null of null
        by another type: INCONSISTENT_GROUP_PROTOCOL, generation -1, no id, protocol null of null
        by no protocol: INCONSISTENT_GROUP_PROTOCOL, generation -1, no id, protocol null of null
        by no type: INCONSISTENT_GROUP_PROTOCOL, generation -1, no id, protocol null of null
        second member: the first's heartbeat: REBALANCE_IN_PROGRESS
        its sync: REBALANCE_IN_PROGRESS
        its commit: NONE
        it leaves: [NONE]
        it leaves again: [UNKNOWN_MEMBER_ID]
        the second then: generation 2, leader, members 1, protocol range of consumer
        its heartbeat in generation 1: ILLEGAL_GENERATION
        it leaves, too: [NONE]
        the empty group: heartbeat: UNKNOWN_MEMBER_ID
        the empty group: commit of nobody: NONE
        the empty group: commit in a generation: UNKNOWN_MEMBER_ID
        an instance joins: generation 1, leader, members 1, protocol range of consumer
        it syncs: all of it
        it comes back: generation 1, leader, members 1, protocol range of consumer, keeps the assignment
        fenced: heartbeat: FENCED_INSTANCE_ID
        fenced: sync: FENCED_INSTANCE_ID
        fenced: join: FENCED_INSTANCE_ID, generation -1, an id, protocol null of null
        fenced: commit: FENCED_INSTANCE_ID
        fenced: leave: [FENCED_INSTANCE_ID]
        an unknown instance: UNKNOWN_MEMBER_ID
        its old id without instance: UNKNOWN_MEMBER_ID
        its new id without instance: NONE
        its new id: NONE
        it leaves by its instance alone: [NONE]
        """;
  }

  @Override
  public void run(Lab lab) throws Exception {
    lab.createTopic(TOPIC, Map.of(), 1, 2, 3);
    // A group outlives the scenario: another run needs another one.
    String id = "errors-" + UUID.randomUUID();
    int coordinator = lab.coordinator(id);
    RawGroup group = lab.group(coordinator, id);
    a_group_needs_an_id(lab, lab.group(lab.coordinator(""), ""));
    another_broker_is_not_the_coordinator(lab, lab.group(coordinator % 3 + 1, id));
    a_session_timeout_has_bounds(lab, group);
    a_group_that_nobody_has_joined_knows_no_member(lab, group);
    Member member = a_new_member_is_given_an_id_first(lab, group);
    a_generation_must_be_assigned_before_it_commits(lab, group, member);
    a_member_must_know_its_id_and_generation(lab, group, member);
    a_commit_is_checked_by_partition(lab, group, member);
    a_member_must_offer_what_the_others_do(lab, group);
    a_rebalance_calls_all_members(lab, group, lab.groupAlone(coordinator, id), member);
    an_instance_that_comes_back_fences_the_one_before(lab);
  }

  private static void a_group_needs_an_id(Lab lab, RawGroup nameless) {
    lab.note("no group id: find", nameless.findCoordinator());
    lab.note("no group id: join", nameless.join(Member.NEW, Terms.RANGE).told());
    lab.note("no group id: sync", nameless.sync(STRANGER, "all"));
    lab.note("no group id: heartbeat", nameless.heartbeat(STRANGER));
    lab.note("no group id: leave", nameless.leave(STRANGER));
    lab.note("no group id: commit as a member", nameless.commit(STRANGER, TOPIC, ""));
    lab.note("no group id: commit", nameless.commit(Member.NEW, TOPIC, ""));
    lab.note("no group id: committed", nameless.committed());
  }

  private static void another_broker_is_not_the_coordinator(Lab lab, RawGroup elsewhere) {
    lab.note("elsewhere: join", elsewhere.join(Member.NEW, Terms.RANGE).told());
    lab.note("elsewhere: sync", elsewhere.sync(STRANGER, "all"));
    lab.note("elsewhere: heartbeat", elsewhere.heartbeat(STRANGER));
    lab.note("elsewhere: leave", elsewhere.leave(STRANGER));
    lab.note("elsewhere: commit", elsewhere.commit(Member.NEW, TOPIC, ""));
    lab.note("elsewhere: committed", elsewhere.committed());
  }

  private static void a_session_timeout_has_bounds(Lab lab, RawGroup group) {
    lab.note("session of 5,999 ms", group.join(Member.NEW, Terms.RANGE.within(5_999)).told());
    lab.note("of 1,800,001 ms", group.join(Member.NEW, Terms.RANGE.within(1_800_001)).told());
  }

  private static void a_group_that_nobody_has_joined_knows_no_member(Lab lab, RawGroup group) {
    lab.note("no group: join by an id", group.join(STRANGER, Terms.RANGE).told());
    lab.note("no group: sync", group.sync(STRANGER, "all"));
    lab.note("no group: heartbeat", group.heartbeat(STRANGER));
    lab.note("no group: leave", group.leave(STRANGER));
    lab.note("no group: commit in a generation", group.commit(STRANGER, TOPIC, ""));
    lab.note("by an older client", group.commit(8, STRANGER, TOPIC, ""));
    lab.note("no group: committed", group.committed());
  }

  private static Member a_new_member_is_given_an_id_first(Lab lab, RawGroup group) {
    Joined invited = group.join(Member.NEW, Terms.RANGE);
    lab.note("join", invited.told());
    lab.note("invited: heartbeat", group.heartbeat(invited.member()));
    lab.note("invited: sync", group.sync(invited.member(), "all"));
    lab.note("invited: commit", group.commit(invited.member().in(0), TOPIC, ""));
    Joined joined = group.join(invited.member(), Terms.RANGE);
    lab.note("join by the id", joined.told());
    return joined.member();
  }

  private static void a_generation_must_be_assigned_before_it_commits(
      Lab lab, RawGroup group, Member member) {
    lab.note("unassigned: heartbeat", group.heartbeat(member));
    lab.note("unassigned: commit", group.commit(member, TOPIC, ""));
    lab.note("sync in generation 0", group.sync(member.in(0), "all"));
    lab.note("sync of a stranger", group.sync(STRANGER, "all"));
    lab.note("sync by another protocol", group.sync(member, "sticky", "all"));
    lab.note("sync by no protocol", group.sync(member, null, "all"));
    lab.note("sync", group.sync(member, "all of it"));
    lab.note("sync again", group.sync(member, "nothing"));
  }

  private static void a_member_must_know_its_id_and_generation(
      Lab lab, RawGroup group, Member member) {
    lab.note("heartbeat", group.heartbeat(member));
    lab.note("heartbeat in generation 0", group.heartbeat(member.in(0)));
    lab.note("heartbeat in generation 2", group.heartbeat(member.in(2)));
    lab.note("heartbeat of a stranger", group.heartbeat(STRANGER));
    lab.note("heartbeat as an instance", group.heartbeat(member.as("nobody")));
    lab.note("join of a stranger", group.join(STRANGER, Terms.RANGE).told());
    lab.note("leave of a stranger", group.leave(STRANGER, STRANGER.as("nobody")));
    lab.note("commit in generation 0", group.commit(member.in(0), TOPIC, ""));
    lab.note("commit in generation 2", group.commit(member.in(2), TOPIC, ""));
    lab.note("commit of a stranger", group.commit(STRANGER, TOPIC, ""));
    lab.note("commit of nobody", group.commit(Member.NEW, TOPIC, ""));
    lab.note("commit as an instance", group.commit(member.as("nobody"), TOPIC, ""));
  }

  private static void a_commit_is_checked_by_partition(Lab lab, RawGroup group, Member member) {
    lab.note("metadata of 4,097 bytes", group.commit(member, TOPIC, "x".repeat(4097)));
    lab.note("committed so far", group.committed());
    lab.note("metadata of 4,096 bytes", group.commit(member, TOPIC, "x".repeat(4096)));
    lab.note("commit for an unknown topic", group.commit(member, "nowhere", ""));
    lab.note("committed", group.committed());
  }

  private static void a_member_must_offer_what_the_others_do(Lab lab, RawGroup group) {
    Terms other = Terms.RANGE.by("consumer", "sticky");
    lab.note("join by another protocol", group.join(Member.NEW, other).told());
    lab.note("by another type", group.join(Member.NEW, Terms.RANGE.by("connect", "range")).told());
    lab.note("by no protocol", group.join(Member.NEW, Terms.RANGE.by("consumer")).told());
    lab.note("by no type", group.join(Member.NEW, Terms.RANGE.by("", "range")).told());
  }

  private static void a_rebalance_calls_all_members(
      Lab lab, RawGroup group, RawGroup beside, Member first) throws Exception {
    Member invited = beside.join(Member.NEW, Terms.RANGE).member();
    RequestHeader waiting = beside.sendJoin(invited, Terms.RANGE);
    String called =
        lab.until("a rebalance", () -> group.heartbeat(first), seen -> !seen.equals("NONE"));
    lab.note("second member: the first's heartbeat", called);
    lab.note("its sync", group.sync(first, "all"));
    lab.note("its commit", group.commit(first, TOPIC, ""));
    lab.note("it leaves", group.leave(first));
    lab.note("it leaves again", group.leave(first));
    Joined second = beside.joined(invited, waiting);
    lab.note("the second then", second.told());
    lab.note("its heartbeat in generation 1", beside.heartbeat(second.member().in(1)));
    lab.note("it leaves, too", beside.leave(second.member()));
    lab.note("the empty group: heartbeat", beside.heartbeat(second.member()));
    lab.note("the empty group: commit of nobody", beside.commit(Member.NEW, TOPIC, ""));
    lab.note("the empty group: commit in a generation", beside.commit(second.member(), TOPIC, ""));
  }

  private static void an_instance_that_comes_back_fences_the_one_before(Lab lab) throws Exception {
    String id = "static-" + UUID.randomUUID();
    RawGroup group = lab.group(lab.coordinator(id), id);
    Joined first = group.join(Member.newInstance("instance"), Terms.RANGE);
    lab.note("an instance joins", first.told());
    lab.note("it syncs", group.sync(first.member(), "all of it"));
    Joined second = group.join(Member.newInstance("instance"), Terms.RANGE);
    lab.note("it comes back", second.told());
    lab.note("fenced: heartbeat", group.heartbeat(first.member()));
    lab.note("fenced: sync", group.sync(first.member(), "all"));
    lab.note("fenced: join", group.join(first.member(), Terms.RANGE).told());
    lab.note("fenced: commit", group.commit(first.member(), TOPIC, ""));
    lab.note("fenced: leave", group.leave(first.member()));
    lab.note("an unknown instance", group.heartbeat(second.member().as("other")));
    lab.note("its old id without instance", group.heartbeat(first.member().as(null)));
    lab.note("its new id without instance", group.heartbeat(second.member().as(null)));
    lab.note("its new id", group.heartbeat(second.member()));
    lab.note("it leaves by its instance alone", group.leave(second.member().called("")));
  }
}
