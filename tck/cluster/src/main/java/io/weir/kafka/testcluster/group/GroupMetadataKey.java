package io.weir.kafka.testcluster.group;

import io.weir.kafka.wire.MessageShape;
import io.weir.kafka.wire.Versions;
import io.weir.kafka.wire.Wire;

/** The key of a record that holds a group; its version tells it from other keys. */
record GroupMetadataKey(String group) {

  static final MessageShape<GroupMetadataKey> SHAPE =
      MessageShape.of(Versions.between(2, 2), new GroupMetadataKey(""), GroupMetadataKey::pass);

  private GroupMetadataKey pass(Wire wire) {
    return wire.end(new GroupMetadataKey(wire.string("group", group)));
  }
}
