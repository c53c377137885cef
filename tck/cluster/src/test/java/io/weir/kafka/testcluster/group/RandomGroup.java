package io.weir.kafka.testcluster.group;

import static io.weir.kafka.testcluster.group.Coordination.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.testcluster.group.Coordination.Actor;
import io.weir.kafka.testcluster.group.GroupDescription.MemberDescription;
import io.weir.kafka.testcluster.metadata.RejectedException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * One group under random joins, leaves, crashes, delays, failing and late replication and moves of
 * its coordinator, with clients that behave as real ones do. After each step it checks what must
 * always hold, at the end that everything has settled.
 */
final class RandomGroup {

  private static final int CLIENTS = 5;
  private static final int PARTITIONS = 7;
  private static final int STEPS = 300;

  /** What has happened over all seeds, so that a test can see that nothing was left untried. */
  static final Map<String, Integer> HAPPENED = new TreeMap<>();

  private final Coordination group = Coordination.start();
  private final SplittableRandom random;
  private final List<Client> clients = new ArrayList<>();

  /** Who was given a partition in a generation: {@code generation:partition} to its holder. */
  private final Map<String, String> holders = new HashMap<>();

  private boolean replicates = true;

  RandomGroup(long seed) {
    random = new SplittableRandom(seed);
    // Keeps the group from being forgotten while it is empty, with its generation.
    group.actor("").commit("orders", 0, 1);
    for (int i = 0; i < CLIENTS; i++) {
      clients.add(new Client("client-" + i, random.nextInt(3) == 0));
    }
  }

  void run() {
    for (int step = 0; step < STEPS; step++) {
      disturb();
      clients.get(random.nextInt(CLIENTS)).act();
      check();
    }
    heal();
    assertThat(generations()).isSorted();
  }

  /** The generations in the order in which they were written. */
  private List<Integer> generations() {
    return group.log.records(Coordination.PARTITION).stream()
        .filter(GroupRecord.Group.class::isInstance)
        .map(each -> Objects.requireNonNull(((GroupRecord.Group) each).snapshot()).generation())
        .toList();
  }

  private void disturb() {
    switch (random.nextInt(12)) {
      case 0 -> count("long silence", () -> group.advanceMs(random.nextInt(30_000)));
      case 1 -> clients.get(random.nextInt(CLIENTS)).crash();
      case 2 -> clients.get(random.nextInt(CLIENTS)).leave();
      case 3 -> hold(random.nextInt(4) == 0);
      case 4 -> {
        if (random.nextInt(5) == 0) {
          count("the coordinator moved", group::moveToAnotherBroker);
        }
      }
      default -> group.advanceMs(random.nextInt(3000));
    }
  }

  private void hold(boolean held) {
    replicates = !held;
    if (held) {
      count("replication stopped", group.log::holdBack);
    } else {
      group.replicate();
    }
  }

  private static void count(String what, Runnable action) {
    HAPPENED.merge(what, 1, Integer::sum);
    action.run();
  }

  private void check() {
    Optional<GroupDescription> seen = loaded();
    if (seen.isPresent() && seen.get().state() == GroupState.STABLE) {
      List<String> partitions =
          seen.get().members().stream()
              .map(MemberDescription::assignment)
              .flatMap(assignment -> partitions(text(assignment)).stream())
              .toList();
      assertThat(partitions).hasSize(PARTITIONS).doesNotHaveDuplicates();
      assertThat(seen.get().members())
          .allSatisfy(member -> assertThat(text(member.assignment())).startsWith("has:"));
    }
  }

  private Optional<GroupDescription> loaded() {
    try {
      return Optional.of(group.description());
    } catch (RejectedException e) {
      return Optional.empty();
    }
  }

  private static List<String> partitions(String assignment) {
    String list = assignment.substring("has:".length());
    return list.isEmpty() ? List.of() : List.of(list.split(",", -1));
  }

  /** No more faults: after ten minutes the group must be stable and complete. */
  private void heal() {
    hold(false);
    for (int second = 0; second < 600; second++) {
      group.advanceMs(1000);
      clients.forEach(Client::act);
      check();
    }
    assertThat(group.state()).isEqualTo(GroupState.STABLE);
    assertThat(group.clients()).hasSize(CLIENTS);
    assertThat(clients).allSatisfy(client -> assertThat(client.doing).isEqualTo(Doing.CONSUMING));
  }

  private enum Doing {
    NOTHING,
    JOINING,
    SYNCING,
    CONSUMING
  }

  /** A consumer: joins, syncs, sends heartbeats, and does what the answers ask for. */
  private final class Client {

    private final String name;
    private final boolean isStatic;
    private Actor actor;
    private Doing doing = Doing.NOTHING;

    Client(String name, boolean isStatic) {
      this.name = name;
      this.isStatic = isStatic;
      this.actor = fresh();
    }

    private Actor fresh() {
      return isStatic ? group.staticActor(name) : group.actor(name);
    }

    void act() {
      switch (doing) {
        case NOTHING -> join();
        case JOINING -> actor.joining.answer().ifPresent(this::joined);
        case SYNCING -> actor.syncing.answer().ifPresent(this::synced);
        case CONSUMING -> obey(actor.heartbeat());
      }
    }

    /** The process dies; another one starts in its place. */
    void crash() {
      count("a client crashed", () -> {});
      actor = fresh();
      doing = Doing.NOTHING;
    }

    void leave() {
      if (doing == Doing.CONSUMING && !isStatic) {
        count("a client left", actor::leave);
        actor = fresh();
        doing = Doing.NOTHING;
      }
    }

    private void join() {
      actor.enter();
      doing = Doing.JOINING;
    }

    private void joined(JoinAnswer answer) {
      if (answer.error() != ErrorCode.NONE) {
        obey(answer.error());
        return;
      }
      actor.takeJoined();
      actor.sync(actor.leads() && !answer.assignmentSkipped() ? shares(answer) : Map.of());
      doing = Doing.SYNCING;
    }

    private Map<String, ByteBuf> shares(JoinAnswer answer) {
      int members = answer.members().size();
      Map<String, ByteBuf> shares = new TreeMap<>();
      for (int place = 0; place < members; place++) {
        int first = place;
        String list =
            IntStream.range(0, PARTITIONS)
                .filter(partition -> partition % members == first)
                .mapToObj(String::valueOf)
                .collect(Collectors.joining(","));
        shares.put(answer.members().get(place).memberId(), text("has:" + list));
      }
      return shares;
    }

    private void synced(SyncAnswer answer) {
      if (answer.error() != ErrorCode.NONE) {
        obey(answer.error());
        return;
      }
      count("an assignment was handed out", () -> {});
      doing = Doing.CONSUMING;
      String holder = isStatic ? name : actor.memberId;
      for (String partition : partitions(text(answer.assignment()))) {
        assertThat(holders.putIfAbsent(actor.generation + ":" + partition, holder))
            .as("holder of partition %s in generation %d", partition, actor.generation)
            .isIn(null, holder);
      }
    }

    /** What kafka-clients does with these errors. */
    private void obey(ErrorCode error) {
      switch (error) {
        case NONE, COORDINATOR_LOAD_IN_PROGRESS, COORDINATOR_NOT_AVAILABLE, NOT_COORDINATOR -> {
          if (doing != Doing.CONSUMING) {
            doing = Doing.NOTHING;
          }
        }
        case REBALANCE_IN_PROGRESS -> count("a client joined again", this::join);
        case ILLEGAL_GENERATION, UNKNOWN_MEMBER_ID, FENCED_INSTANCE_ID -> {
          count("a client was forgotten: " + error, () -> {});
          actor = fresh();
          doing = Doing.NOTHING;
        }
        default -> throw new AssertionError("Unexpected: " + error + ", replicates " + replicates);
      }
    }
  }
}
