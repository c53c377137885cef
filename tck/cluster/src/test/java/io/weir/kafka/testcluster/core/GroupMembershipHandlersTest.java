package io.weir.kafka.testcluster.core;

import static io.weir.kafka.testcluster.core.GroupMember.GROUP;
import static io.weir.kafka.testcluster.core.GroupMember.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.kafka.protocol.Apis;
import io.weir.kafka.protocol.DescribeGroupsRequest;
import io.weir.kafka.protocol.DescribeGroupsResponse.DescribedGroup;
import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.protocol.JoinGroupResponse;
import io.weir.kafka.protocol.LeaveGroupRequest;
import io.weir.kafka.protocol.LeaveGroupRequest.MemberIdentity;
import io.weir.kafka.protocol.LeaveGroupResponse;
import io.weir.kafka.protocol.LeaveGroupResponse.MemberResponse;
import io.weir.kafka.protocol.ListGroupsRequest;
import io.weir.kafka.protocol.ListGroupsResponse;
import io.weir.kafka.protocol.ListGroupsResponse.ListedGroup;
import io.weir.kafka.protocol.RequestHeader;
import io.weir.kafka.protocol.SyncGroupRequest;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GroupMembershipHandlersTest {

  private final CoreDriver driver = CoreDriver.ofBrokers(3);
  private final GroupMember ada = new GroupMember(driver);

  @AfterEach
  void close() {
    driver.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void an_old_client_joins_at_once(int version) {
    RequestHeader header = ada.sendJoin(version);
    assertThat(driver.hasResponse(ada.connection)).isFalse();

    driver.advanceMs(3000);

    JoinGroupResponse response = ada.joined(header);
    assertThat(response.error()).isEqualTo(ErrorCode.NONE);
    assertThat(response.generationId()).isEqualTo(1);
    assertThat(response.protocolName()).isEqualTo("range");
    assertThat(response.leader()).isEqualTo(response.memberId()).startsWith("test-");
    assertThat(response.members())
        .singleElement()
        .satisfies(
            member -> {
              assertThat(member.memberId()).isEqualTo(ada.id);
              assertThat(text(member.metadata())).isEqualTo("metadata");
            });
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 5, 6, 7, 8, 9})
  void a_newer_client_is_given_an_id_first(int version) {
    JoinGroupResponse first = ada.joined(ada.sendJoin(version));
    assertThat(first.error()).isEqualTo(ErrorCode.MEMBER_ID_REQUIRED);
    assertThat(first.protocolName()).isEqualTo(version >= 7 ? null : "");

    RequestHeader header = ada.sendJoin(version);
    driver.advanceMs(3000);

    JoinGroupResponse second = ada.joined(header);
    assertThat(second.error()).isEqualTo(ErrorCode.NONE);
    assertThat(second.memberId()).isEqualTo(first.memberId());
    assertThat(second.protocolType()).isEqualTo(version >= 7 ? "consumer" : null);
  }

  @Test
  void a_version_without_rebalance_timeout_waits_for_the_session_timeout() {
    GroupMember ben = new GroupMember(driver);
    RequestHeader adas = ada.sendJoin(0);
    RequestHeader bens = ben.sendJoin(0);
    driver.advanceMs(6000);
    ada.joined(adas);
    ben.joined(bens);

    // Nobody syncs: after the longest rebalance timeout, which is the session timeout here, both
    // are removed.
    for (int second = 0; second < 9; second++) {
      driver.advanceMs(1000);
      assertThat(ada.heartbeat(4)).isEqualTo(ErrorCode.NONE);
      assertThat(ben.heartbeat(4)).isEqualTo(ErrorCode.NONE);
    }
    driver.advanceMs(1000);
    assertThat(ada.heartbeat(4)).isEqualTo(ErrorCode.UNKNOWN_MEMBER_ID);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5})
  void the_leaders_assignment_comes_back(int version) {
    ada.join();

    assertThat(text(ada.sync(version, "all of it").assignment())).isEqualTo("all of it");
  }

  @Test
  void from_version_5_whoever_syncs_must_name_the_protocol() {
    ada.join();
    SyncGroupRequest request =
        new SyncGroupRequest(GROUP, ada.generation, ada.id, null, null, null, List.of());

    assertThat(driver.call(ada.connection, Apis.SYNC_GROUP, 5, request).error())
        .isEqualTo(ErrorCode.INCONSISTENT_GROUP_PROTOCOL);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4})
  void heartbeats_are_answered(int version) {
    ada.join();
    ada.sync(5, "all");
    assertThat(ada.heartbeat(version)).isEqualTo(ErrorCode.NONE);

    ada.id = "nobody";
    assertThat(ada.heartbeat(version)).isEqualTo(ErrorCode.UNKNOWN_MEMBER_ID);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void before_version_3_one_member_leaves(int version) {
    ada.join();

    assertThat(leave(version, new LeaveGroupRequest(GROUP, "nobody", List.of())).error())
        .isEqualTo(ErrorCode.UNKNOWN_MEMBER_ID);
    assertThat(leave(version, new LeaveGroupRequest(GROUP, ada.id, List.of())).error())
        .isEqualTo(ErrorCode.NONE);
    assertThat(describe(6, GROUP).groupState()).isEqualTo("Empty");
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 4, 5})
  void from_version_3_several_leave(int version) {
    ada.join();

    LeaveGroupResponse response =
        leave(
            version,
            new LeaveGroupRequest(
                GROUP,
                "",
                List.of(
                    new MemberIdentity(ada.id, null, null),
                    new MemberIdentity("nobody", null, null))));

    assertThat(response.error()).isEqualTo(ErrorCode.NONE);
    assertThat(response.members())
        .extracting(MemberResponse::error)
        .containsExactly(ErrorCode.NONE, ErrorCode.UNKNOWN_MEMBER_ID);
  }

  private LeaveGroupResponse leave(int version, LeaveGroupRequest request) {
    return driver.call(ada.connection, Apis.LEAVE_GROUP, version, request);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6})
  void a_stable_group_is_described(int version) {
    ada.join();
    ada.sync(5, "all");

    DescribedGroup group = describe(version, GROUP);

    assertThat(group.groupState()).isEqualTo("Stable");
    assertThat(group.protocolType()).isEqualTo("consumer");
    assertThat(group.protocolData()).isEqualTo("range");
    assertThat(group.members())
        .singleElement()
        .satisfies(
            member -> {
              assertThat(member.memberId()).isEqualTo(ada.id);
              assertThat(member.clientId()).isEqualTo("test");
              assertThat(member.clientHost()).isEqualTo("/127.0.0.1");
              assertThat(text(member.memberMetadata())).isEqualTo("metadata");
              assertThat(text(member.memberAssignment())).isEqualTo("all");
            });
  }

  @Test
  void a_group_without_assignment_is_described_without_protocol() {
    ada.join();

    DescribedGroup group = describe(6, GROUP);

    assertThat(group.groupState()).isEqualTo("CompletingRebalance");
    assertThat(group.protocolData()).isEmpty();
    assertThat(group.members())
        .singleElement()
        .satisfies(member -> assertThat(member.memberMetadata().readableBytes()).isZero());
  }

  @Test
  void an_unknown_group_is_dead_and_from_version_6_not_found() {
    assertThat(describe(5, GROUP).groupState()).isEqualTo("Dead");
    assertThat(describe(5, GROUP).errorCode()).isZero();
    assertThat(describe(6, GROUP).errorCode()).isEqualTo(ErrorCode.GROUP_ID_NOT_FOUND.code());
    assertThat(describe(6, GROUP).errorMessage()).isEqualTo("Group billing not found.");
  }

  private DescribedGroup describe(int version, String group) {
    return driver
        .call(
            ada.connection,
            Apis.DESCRIBE_GROUPS,
            version,
            new DescribeGroupsRequest(List.of(group), false))
        .groups()
        .get(0);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5})
  void groups_are_listed_where_they_are_coordinated(int version) {
    ada.join();
    ListGroupsRequest all = new ListGroupsRequest(List.of(), List.of());

    assertThat(list(ada.connection, version, all).groups())
        .containsExactly(
            new ListedGroup(
                GROUP,
                "consumer",
                version >= 4 ? "CompletingRebalance" : "",
                version >= 5 ? "classic" : ""));
    assertThat(list(driver.connect(ada.coordinator % 3 + 1), version, all).groups()).isEmpty();
  }

  @Test
  void groups_are_listed_by_state_and_type_in_whatever_case() {
    ada.join();

    assertThat(list("COMPLETINGrebalance", "Classic")).hasSize(1);
    assertThat(list("Stable", "classic")).isEmpty();
    assertThat(list("CompletingRebalance", "consumer")).isEmpty();
  }

  private List<ListedGroup> list(String state, String type) {
    return list(ada.connection, 5, new ListGroupsRequest(List.of(state), List.of(type))).groups();
  }

  private ListGroupsResponse list(long connection, int version, ListGroupsRequest request) {
    return driver.call(connection, Apis.LIST_GROUPS, version, request);
  }

  @Test
  void a_broker_that_does_not_coordinate_the_group_says_so() {
    long elsewhere = driver.connect(ada.coordinator % 3 + 1);

    assertThat(driver.call(elsewhere, Apis.JOIN_GROUP, 3, GroupMember.joinRequest(3, "")).error())
        .isEqualTo(ErrorCode.NOT_COORDINATOR);
  }

  @Test
  void whoever_waits_is_sent_away_when_the_coordinator_moves() {
    RequestHeader header = ada.sendJoin(3);

    driver.step(new Event.BrokerStopped(ada.coordinator));

    // The broker hands its leaderships over before it ends, so its clients are told.
    assertThat(driver.receive(ada.connection, Apis.JOIN_GROUP, header).error())
        .isEqualTo(ErrorCode.NOT_COORDINATOR);
  }

  @Test
  void a_member_whose_connection_breaks_is_kept_until_it_comes_back() {
    ada.join();
    ada.sync(5, "all");
    GroupMember again = new GroupMember(driver);
    again.id = ada.id;
    again.generation = ada.generation;
    driver.step(new Event.ConnectionClosed(ada.connection));

    assertThat(again.heartbeat(4)).isEqualTo(ErrorCode.NONE);
  }

  @Test
  void the_group_survives_the_death_of_its_coordinator() {
    ada.join();
    ada.sync(5, "all");
    driver.step(new Event.BrokerKilled(ada.coordinator));
    for (int second = 0; second < 12; second++) {
      driver.advanceMs(1000);
    }

    long found = driver.connect(ada.coordinator % 3 + 1);
    GroupMember after = at(found);

    assertThat(after.coordinator).isNotEqualTo(ada.coordinator);
    assertThat(after.heartbeat(4)).isEqualTo(ErrorCode.NONE);
    assertThat(text(after.sync(5, "").assignment())).isEqualTo("all");
  }

  /** The member at whatever broker now coordinates the group. */
  private GroupMember at(long bootstrap) {
    GroupMember after = new GroupMember(driver, bootstrap);
    after.id = ada.id;
    after.generation = ada.generation;
    return after;
  }
}
