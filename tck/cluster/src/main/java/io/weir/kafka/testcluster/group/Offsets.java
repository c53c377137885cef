package io.weir.kafka.testcluster.group;

import static io.weir.kafka.protocol.ErrorCode.COORDINATOR_NOT_AVAILABLE;
import static io.weir.kafka.protocol.ErrorCode.GROUP_ID_NOT_FOUND;
import static io.weir.kafka.protocol.ErrorCode.GROUP_SUBSCRIBED_TO_TOPIC;
import static io.weir.kafka.protocol.ErrorCode.ILLEGAL_GENERATION;
import static io.weir.kafka.protocol.ErrorCode.NONE;
import static io.weir.kafka.protocol.ErrorCode.NON_EMPTY_GROUP;
import static io.weir.kafka.protocol.ErrorCode.OFFSET_METADATA_TOO_LARGE;
import static io.weir.kafka.protocol.ErrorCode.REBALANCE_IN_PROGRESS;
import static io.weir.kafka.protocol.ErrorCode.UNKNOWN_MEMBER_ID;

import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.testcluster.group.Journal.Write;
import io.weir.kafka.testcluster.metadata.RejectedException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Commits offsets and removes them. An offset counts when its record is replicated; until then the
 * one before it does.
 *
 * <p>Stateless, the core's thread.
 */
final class Offsets {

  private final Surroundings surroundings;
  private final Sessions sessions;

  Offsets(Surroundings surroundings, Sessions sessions) {
    this.surroundings = surroundings;
    this.sessions = sessions;
  }

  /**
   * Stores the offsets, of which each has a result.
   *
   * @throws RejectedException if the caller may not commit; it has then no effect
   */
  Pending<Map<Place, ErrorCode>> commit(ClassicGroup group, Commit commit, long nowMs) {
    requireMayCommit(group, commit);
    if (group.isIn(GroupState.STABLE) || group.isIn(GroupState.PREPARING_REBALANCE)) {
      sessions.heard(group, commit.caller().memberId(), nowMs);
    }
    Map<Place, ErrorCode> results = new TreeMap<>();
    SortedMap<Place, CommittedOffset> accepted = new TreeMap<>();
    commit
        .offsets()
        .forEach(
            (place, offset) -> {
              boolean fits = bytes(offset) <= surroundings.settings().offsetMetadataMaxBytes();
              results.put(place, fits ? NONE : OFFSET_METADATA_TOO_LARGE);
              if (fits) {
                accepted.put(place, offset);
              }
            });
    return change(group, new Change(accepted, results, accepted.keySet()), nowMs);
  }

  private static int bytes(CommittedOffset offset) {
    return offset.metadata().getBytes(StandardCharsets.UTF_8).length;
  }

  private static void requireMayCommit(ClassicGroup group, Commit commit) {
    if (group.isIn(GroupState.DEAD)) {
      throw rejected(COORDINATOR_NOT_AVAILABLE, "The group is gone");
    }
    if (commit.generation() < 0 && group.isIn(GroupState.EMPTY)) {
      return;
    }
    if (commit.isAnonymous()) {
      throw rejected(UNKNOWN_MEMBER_ID, "The group has members, so only they may commit");
    }
    ErrorCode error = group.members().check(commit.caller());
    if (error != NONE) {
      throw rejected(error, "No member may commit so: " + commit.caller());
    }
    if (commit.generation() != group.generation()) {
      throw rejected(
          ILLEGAL_GENERATION,
          "The generation is " + group.generation() + ", not " + commit.generation());
    }
    if (group.isIn(GroupState.COMPLETING_REBALANCE)) {
      throw rejected(REBALANCE_IN_PROGRESS, "The generation has not been assigned yet");
    }
  }

  /**
   * Removes offsets of topics that nobody in the group consumes.
   *
   * @throws RejectedException with GROUP_ID_NOT_FOUND or NON_EMPTY_GROUP
   */
  Pending<Map<Place, ErrorCode>> delete(ClassicGroup group, Collection<Place> places, long nowMs) {
    if (group.isIn(GroupState.DEAD)) {
      throw rejected(GROUP_ID_NOT_FOUND, "The group is gone");
    }
    if (!group.isIn(GroupState.EMPTY) && !group.isOfConsumers()) {
      throw rejected(NON_EMPTY_GROUP, "The group has members, of which no subscription is known");
    }
    Map<Place, ErrorCode> results = new TreeMap<>();
    List<Place> removed = new ArrayList<>();
    for (Place place : places) {
      boolean consumed = group.subscribesTo(place.topic());
      results.put(place, consumed ? GROUP_SUBSCRIBED_TO_TOPIC : NONE);
      if (!consumed && group.offsets().get(place) != null) {
        removed.add(place);
      }
    }
    return change(group, new Change(new TreeMap<>(), results, removed), nowMs);
  }

  /**
   * What is written at once.
   *
   * @param stored the new offsets
   * @param results what each is answered if the write succeeds
   * @param places those that are written: without a new offset, it is removed
   */
  private record Change(
      SortedMap<Place, CommittedOffset> stored,
      Map<Place, ErrorCode> results,
      Collection<Place> places) {

    List<GroupRecord> records(String group) {
      List<GroupRecord> records = new ArrayList<>(places.size());
      for (Place place : places) {
        records.add(new GroupRecord.Offset(group, place, stored.get(place)));
      }
      return records;
    }

    void apply(OffsetTable offsets) {
      for (Place place : places) {
        CommittedOffset offset = stored.get(place);
        if (offset == null) {
          offsets.remove(place);
        } else {
          offsets.put(place, offset);
        }
      }
    }

    Map<Place, ErrorCode> failed(ErrorCode error) {
      Map<Place, ErrorCode> all = new TreeMap<>(results);
      places.forEach(place -> all.put(place, error));
      return all;
    }
  }

  private Pending<Map<Place, ErrorCode>> change(ClassicGroup group, Change change, long nowMs) {
    if (change.places().isEmpty()) {
      return Pending.of(change.results());
    }
    Pending<Map<Place, ErrorCode>> answer = surroundings.pending();
    Write write =
        new Write() {
          @Override
          public void applied(long appliedAtMs) {
            change.apply(group.offsets());
          }

          @Override
          public void answered(ErrorCode error, long answeredAtMs) {
            answer.complete(
                error == NONE ? change.results() : change.failed(WriteErrors.ofOffsets(error)));
          }
        };
    surroundings.journal().write(group.id(), change.records(group.id()), write, nowMs);
    return answer;
  }

  /** Removes offsets for which nobody waits. */
  void forget(ClassicGroup group, Collection<Place> places, long nowMs) {
    change(group, new Change(new TreeMap<>(), Map.of(), places), nowMs);
  }

  private static RejectedException rejected(ErrorCode error, String message) {
    return new RejectedException(error, message);
  }
}
