package io.weir.kafka.testcluster.group;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.testcluster.metadata.RejectedException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A coordinator of one partition, its log, and a clock that only the test moves. */
final class Coordination {

  static final String GROUP = "billing";
  static final int PARTITION = 0;
  static final int SESSION_MS = 10_000;
  static final int REBALANCE_MS = 60_000;

  final MemoryLog log = new MemoryLog();
  GroupCoordinator coordinator;
  long nowMs = 1_000_000;

  private final GroupSettings settings;
  private final SplittableRandom random = new SplittableRandom(7);
  private int epoch;

  Coordination(GroupSettings settings) {
    this.settings = settings;
    this.coordinator = elect();
  }

  static Coordination start() {
    return new Coordination(GroupSettings.DEFAULTS);
  }

  /** Another broker takes over, with the log as it is. */
  void moveToAnotherBroker() {
    coordinator.resigned(PARTITION, nowMs);
    coordinator = elect();
  }

  private GroupCoordinator elect() {
    GroupCoordinator elected = new GroupCoordinator(log, settings, random);
    elected.setPartitions(1);
    elected.elected(PARTITION, epoch++, nowMs);
    return elected;
  }

  /** The log has been replicated, and the coordinator learns of it. */
  void replicate() {
    log.replicate();
    coordinator.advanced(PARTITION, nowMs);
  }

  /** Moves the clock and rings what is due on the way. */
  void advanceMs(long millis) {
    long end = nowMs + millis;
    for (OptionalLong next = coordinator.nextDeadlineMs();
        next.isPresent() && next.getAsLong() <= end;
        next = coordinator.nextDeadlineMs()) {
      nowMs = Math.max(nowMs, next.getAsLong());
      coordinator.tick(nowMs);
    }
    nowMs = end;
  }

  GroupDescription description() {
    return coordinator.describe(GROUP);
  }

  GroupState state() {
    return description().state();
  }

  /** Who is in the group, by client id. */
  List<String> clients() {
    return description().members().stream().map(member -> member.client().id()).sorted().toList();
  }

  Actor actor(String name) {
    return new Actor(name, null);
  }

  Actor staticActor(String name) {
    return new Actor(name, "instance-" + name);
  }

  /** Waits until the first members of a group wait no longer for others. */
  void begin() {
    advanceMs(2L * settings.initialRebalanceDelayMs());
  }

  /** Actors that have formed a stable group; the first one leads. */
  void settle(Actor... actors) {
    for (Actor actor : actors) {
      actor.enter();
    }
    begin();
    for (Actor actor : actors) {
      actor.takeJoined();
    }
    syncAll(actors);
  }

  /** The leader assigns each its own name; all fetch their share. */
  void syncAll(Actor... actors) {
    Map<String, ByteBuf> shares = new TreeMap<>();
    for (Actor actor : actors) {
      shares.put(actor.memberId, text(actor.name));
    }
    for (Actor actor : actors) {
      actor.sync(actor.memberId.equals(actor.leader) ? shares : Map.of());
    }
  }

  static ByteBuf text(String text) {
    return Unpooled.copiedBuffer(text, StandardCharsets.UTF_8);
  }

  static String text(ByteBuf bytes) {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  static <A> A answered(Pending<A> pending) {
    return pending.answer().orElseThrow(() -> new AssertionError("There is no answer yet"));
  }

  /** A client that remembers what it was told. */
  final class Actor {

    final String name;
    final @Nullable String instanceId;
    String memberId = "";
    String leader = "";
    int generation = -1;
    int sessionMs = SESSION_MS;
    int rebalanceMs = REBALANCE_MS;
    String protocolType = "consumer";
    List<Protocol> protocols = List.of(new Protocol("range", text("metadata")));
    Join.Manner manner = Join.Manner.MAY_SKIP_ASSIGNMENT;
    Pending<JoinAnswer> joining = Pending.of(JoinAnswer.refused(ErrorCode.NONE, ""));
    Pending<SyncAnswer> syncing = Pending.of(SyncAnswer.refused(ErrorCode.NONE));

    Actor(String name, @Nullable String instanceId) {
      this.name = name;
      this.instanceId = instanceId;
    }

    Actor offering(String... names) {
      protocols =
          List.of(names).stream().map(each -> new Protocol(each, text(name + each))).toList();
      return this;
    }

    Caller caller() {
      return new Caller(memberId, instanceId);
    }

    /** Sends one join as it is. */
    Pending<JoinAnswer> join() {
      joining =
          coordinator.join(
              new Join(
                  GROUP,
                  caller(),
                  new Join.Client(name, "/127.0.0.1"),
                  sessionMs,
                  rebalanceMs,
                  protocolType,
                  protocols,
                  manner),
              nowMs);
      return joining;
    }

    ErrorCode joinError() {
      return answered(join()).error();
    }

    /** Joins as a client does: comes again with the id that it is given. */
    void enter() {
      join();
      if (joining.answer().isPresent()
          && answered(joining).error() == ErrorCode.MEMBER_ID_REQUIRED) {
        memberId = answered(joining).memberId();
        join();
      }
    }

    /** Takes the answer, which must be there, and remembers it. */
    JoinAnswer takeJoined() {
      JoinAnswer answer = answered(joining);
      if (answer.error() == ErrorCode.NONE) {
        memberId = answer.memberId();
        generation = answer.generation();
        leader = answer.leader();
      }
      return answer;
    }

    boolean leads() {
      return memberId.equals(leader);
    }

    Pending<SyncAnswer> sync(Map<String, ByteBuf> shares) {
      syncing = coordinator.sync(new Sync(GROUP, caller(), generation, null, null, shares), nowMs);
      return syncing;
    }

    ErrorCode heartbeat() {
      return coordinator.heartbeat(GROUP, caller(), generation, nowMs);
    }

    ErrorCode leave() {
      try {
        return coordinator.leave(GROUP, List.of(caller()), nowMs).get(0);
      } catch (RejectedException e) {
        return e.error();
      }
    }

    Pending<Map<Place, ErrorCode>> commit(String topic, int partition, long offset) {
      return coordinator.commit(
          new Commit(
              GROUP,
              caller(),
              generation,
              new TreeMap<>(
                  Map.of(new Place(topic, partition), CommittedOffset.of(offset, nowMs)))),
          nowMs);
    }

    String assignment() {
      return text(answered(syncing).assignment());
    }
  }
}
