package io.weir.kafka.testcluster.group;

import io.weir.kafka.protocol.ErrorCode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who is in a group, in the order in which they came, and who leads it.
 *
 * <p>Owned by the core's thread. Invariants: each static instance has one member; the leader is a
 * member; there is a leader unless nobody is there. Two lists stand beside the members: ids that
 * were given out and have not joined, and members that have joined the current generation and not
 * yet asked for their assignment.
 */
final class Members {

  /** All five: owned by the core's thread. */
  private final Map<String, Member> byId = new LinkedHashMap<>();

  private final Map<String, String> idsByInstance = new HashMap<>();
  private final Set<String> invited = new LinkedHashSet<>();
  private final Set<String> unsynced = new LinkedHashSet<>();
  private @Nullable String leader;

  boolean isEmpty() {
    return byId.isEmpty();
  }

  int size() {
    return byId.size();
  }

  Collection<Member> all() {
    return List.copyOf(byId.values());
  }

  @Nullable Member get(String id) {
    return byId.get(id);
  }

  boolean contains(String id) {
    return byId.containsKey(id);
  }

  /** The member id of the static instance; null if there is none. */
  @Nullable String idOfInstance(@Nullable String instanceId) {
    return instanceId == null ? null : idsByInstance.get(instanceId);
  }

  /** Why the caller may not speak for this member; NONE if it may. */
  ErrorCode check(Caller caller) {
    if (caller.instanceId() != null) {
      String current = idsByInstance.get(caller.instanceId());
      if (current == null) {
        return ErrorCode.UNKNOWN_MEMBER_ID;
      }
      if (!current.equals(caller.memberId())) {
        return ErrorCode.FENCED_INSTANCE_ID;
      }
    }
    return byId.containsKey(caller.memberId()) ? ErrorCode.NONE : ErrorCode.UNKNOWN_MEMBER_ID;
  }

  /** Adds a member; the first one leads. */
  void add(Member member) {
    byId.put(member.id(), member);
    invited.remove(member.id());
    if (member.instanceId() != null) {
      idsByInstance.put(member.instanceId(), member.id());
    }
    if (leader == null) {
      leader = member.id();
    }
  }

  /** Removes the member or the invitation, if there is one; the oldest other member leads then. */
  @Nullable Member remove(String id) {
    invited.remove(id);
    unsynced.remove(id);
    Member removed = byId.remove(id);
    if (removed != null && removed.instanceId() != null) {
      idsByInstance.remove(removed.instanceId(), id);
    }
    if (id.equals(leader)) {
      leader = byId.isEmpty() ? null : byId.keySet().iterator().next();
    }
    return removed;
  }

  /**
   * Gives a static member another id; the one before is fenced, also where it waits.
   *
   * @return the member under its new id
   */
  Member rename(Member member, String newId) {
    member.answerJoin(JoinAnswer.refused(ErrorCode.FENCED_INSTANCE_ID, member.id()));
    member.answerSync(SyncAnswer.refused(ErrorCode.FENCED_INSTANCE_ID));
    Member renamed = member.renamed(newId);
    byId.remove(member.id());
    byId.put(newId, renamed);
    idsByInstance.put(Objects.requireNonNull(member.instanceId()), newId);
    if (unsynced.remove(member.id())) {
      unsynced.add(newId);
    }
    if (member.id().equals(leader)) {
      leader = newId;
    }
    return renamed;
  }

  /** Notes an id that was given to someone who is to come again with it. */
  void invite(String id) {
    invited.add(id);
  }

  boolean isInvited(String id) {
    return invited.contains(id);
  }

  @Nullable String leader() {
    return leader;
  }

  void lead(@Nullable String id) {
    leader = id;
  }

  boolean isLeader(String id) {
    return id.equals(leader);
  }

  /**
   * Lets one who has joined lead: the leader so far if it has.
   *
   * @return whether anyone has joined
   */
  boolean electJoined() {
    Member current = leader == null ? null : byId.get(leader);
    if (current != null && current.isJoining()) {
      return true;
    }
    for (Member member : byId.values()) {
      if (member.isJoining()) {
        leader = member.id();
        return true;
      }
    }
    return false;
  }

  int joining() {
    return (int) byId.values().stream().filter(Member::isJoining).count();
  }

  /** Whether nobody is to be waited for, neither members nor those who were invited. */
  boolean haveAllJoined() {
    return invited.isEmpty() && joining() == byId.size();
  }

  List<Member> notJoining() {
    return byId.values().stream().filter(member -> !member.isJoining()).toList();
  }

  /** A new generation begins: nobody has asked for an assignment. */
  void expectSyncs() {
    unsynced.clear();
    unsynced.addAll(byId.keySet());
  }

  /** Notes that the member has asked. */
  void synced(String id) {
    unsynced.remove(id);
  }

  /** Those who have not asked for the assignment of this generation. */
  List<String> unsynced() {
    return List.copyOf(unsynced);
  }

  /** The longest time that a rebalance may wait; 0 without members. */
  int rebalanceTimeoutMs() {
    return byId.values().stream().mapToInt(Member::rebalanceTimeoutMs).max().orElse(0);
  }

  /** The protocols that all members support, in the order of the first one's preference. */
  Set<String> candidates() {
    Set<String> candidates = new LinkedHashSet<>();
    byId.values().stream()
        .limit(1)
        .flatMap(member -> member.protocols().stream())
        .map(Protocol::name)
        .filter(name -> byId.values().stream().allMatch(member -> member.supports(name)))
        .forEach(candidates::add);
    return candidates;
  }

  /** Whether one of the protocols is supported by everyone here. */
  boolean support(List<Protocol> protocols) {
    return protocols.stream()
        .anyMatch(each -> byId.values().stream().allMatch(member -> member.supports(each.name())));
  }

  /** The protocol with the most votes; of several, the one that the oldest member prefers. */
  String elected() {
    Set<String> candidates = candidates();
    Map<String, Integer> votes = new HashMap<>();
    byId.values().forEach(member -> votes.merge(member.vote(candidates), 1, Integer::sum));
    List<String> best = new ArrayList<>(candidates);
    best.sort((left, right) -> votes.getOrDefault(right, 0) - votes.getOrDefault(left, 0));
    return best.get(0);
  }
}
