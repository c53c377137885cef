package io.weir.kafka.testcluster.group;

import io.netty.buffer.ByteBuf;
import java.util.Map;
import java.util.TreeMap;

/** Collects what the log of a shard says of its groups, where the last word counts. Used once. */
final class Replay {

  private final Map<String, GroupSnapshot> snapshots = new TreeMap<>();
  private final Map<String, Map<Place, CommittedOffset>> offsets = new TreeMap<>();

  /**
   * @param batch <em>borrowed</em>
   */
  void read(ByteBuf batch) {
    for (GroupRecord each : RecordCodec.decode(batch)) {
      if (each instanceof GroupRecord.Offset offset) {
        note(offset);
      } else if (each instanceof GroupRecord.Group group && group.snapshot() != null) {
        snapshots.put(group.group(), group.snapshot());
      } else {
        snapshots.remove(each.group());
      }
    }
  }

  private void note(GroupRecord.Offset each) {
    Map<Place, CommittedOffset> known =
        offsets.computeIfAbsent(each.group(), unknown -> new TreeMap<>());
    if (each.offset() == null) {
      known.remove(each.place());
    } else {
      known.put(each.place(), each.offset());
    }
  }

  /** The groups by id; one of which only offsets are known is a simple group. */
  Map<String, ClassicGroup> groups(long nowMs) {
    Map<String, ClassicGroup> groups = new TreeMap<>();
    snapshots.forEach((id, snapshot) -> groups.put(id, ClassicGroup.restored(id, snapshot)));
    offsets.forEach(
        (id, known) -> {
          if (!known.isEmpty()) {
            ClassicGroup group = groups.computeIfAbsent(id, unknown -> new ClassicGroup(id, nowMs));
            known.forEach(group.offsets()::put);
          }
        });
    return groups;
  }
}
