package io.weir.kafka.testcluster.core;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.weir.kafka.protocol.Apis;
import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.protocol.FindCoordinatorRequest;
import io.weir.kafka.protocol.HeartbeatRequest;
import io.weir.kafka.protocol.JoinGroupRequest;
import io.weir.kafka.protocol.JoinGroupRequest.JoinGroupRequestProtocol;
import io.weir.kafka.protocol.JoinGroupResponse;
import io.weir.kafka.protocol.RequestHeader;
import io.weir.kafka.protocol.SyncGroupRequest;
import io.weir.kafka.protocol.SyncGroupRequest.SyncGroupRequestAssignment;
import io.weir.kafka.protocol.SyncGroupResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A client of the group {@code billing} at its coordinator. */
final class GroupMember {

  static final String GROUP = "billing";

  final CoreDriver driver;
  final int coordinator;
  final long connection;

  String id = "";
  int generation = -1;
  String leader = "";

  GroupMember(CoreDriver driver) {
    this(driver, driver.connect(1));
  }

  /** One that asks there where its coordinator is. */
  GroupMember(CoreDriver driver, long bootstrap) {
    this.driver = driver;
    this.coordinator = coordinator(driver, bootstrap);
    this.connection = driver.connect(coordinator);
  }

  private static int coordinator(CoreDriver driver, long bootstrap) {
    return driver
        .call(
            bootstrap,
            Apis.FIND_COORDINATOR,
            6,
            new FindCoordinatorRequest("", (byte) 0, List.of(GROUP)))
        .coordinators()
        .get(0)
        .nodeId();
  }

  RequestHeader sendJoin(int version) {
    return driver.send(connection, Apis.JOIN_GROUP, version, joinRequest(version, id));
  }

  static JoinGroupRequest joinRequest(int version, String memberId) {
    return new JoinGroupRequest(
        GROUP,
        10_000,
        version == 0 ? -1 : 60_000,
        memberId,
        null,
        "consumer",
        List.of(new JoinGroupRequestProtocol("range", bytes("metadata"))),
        null);
  }

  JoinGroupResponse joined(RequestHeader header) {
    JoinGroupResponse response = driver.receive(connection, Apis.JOIN_GROUP, header);
    id = response.memberId();
    generation = response.generationId();
    leader = response.leader();
    return response;
  }

  /** Becomes the only member, in whatever generation that is. */
  void join() {
    RequestHeader header = sendJoin(9);
    if (driver.hasResponse(connection)) {
      id = driver.receive(connection, Apis.JOIN_GROUP, header).memberId();
      header = sendJoin(9);
    }
    driver.advanceMs(3000);
    joined(header);
  }

  SyncGroupResponse sync(int version, String assignment) {
    RequestHeader header = sendSync(version, assignment);
    return driver.receive(connection, Apis.SYNC_GROUP, header);
  }

  RequestHeader sendSync(int version, String assignment) {
    boolean names = version >= 5;
    return driver.send(
        connection,
        Apis.SYNC_GROUP,
        version,
        new SyncGroupRequest(
            GROUP,
            generation,
            id,
            null,
            names ? "consumer" : null,
            names ? "range" : null,
            List.of(new SyncGroupRequestAssignment(id, bytes(assignment)))));
  }

  ErrorCode heartbeat(int version) {
    return ErrorCode.of(
        driver
            .call(
                connection,
                Apis.HEARTBEAT,
                version,
                new HeartbeatRequest(GROUP, generation, id, null))
            .errorCode());
  }

  static ByteBuf bytes(String text) {
    return Unpooled.copiedBuffer(text, StandardCharsets.UTF_8);
  }

  static String text(ByteBuf bytes) {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
