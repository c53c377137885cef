package io.weir.kafka.testcluster.group;

import io.weir.kafka.wire.MessageShape;
import io.weir.kafka.wire.Versions;
import io.weir.kafka.wire.Wire;

/** The key of a record that holds a committed offset; its versions tell it from other keys. */
record OffsetCommitKey(String group, String topic, int partition) {

  static final MessageShape<OffsetCommitKey> SHAPE =
      MessageShape.of(
          Versions.between(0, 1), new OffsetCommitKey("", "", 0), OffsetCommitKey::pass);

  private OffsetCommitKey pass(Wire wire) {
    return wire.end(
        new OffsetCommitKey(
            wire.string("group", group),
            wire.string("topic", topic),
            wire.int32("partition", partition)));
  }
}
