package io.weir.kafka.testcluster.group;

import org.jspecify.annotations.Nullable;

/** A change of a group, as the log keeps it: later ones replace earlier ones of the same key. */
sealed interface GroupRecord {

  String group();

  /**
   * The offset that counts from now on.
   *
   * @param offset null if there is none any more
   */
  record Offset(String group, Place place, @Nullable CommittedOffset offset)
      implements GroupRecord {}

  /**
   * The group as it is from now on.
   *
   * @param snapshot null if there is no such group any more
   */
  record Group(String group, @Nullable GroupSnapshot snapshot) implements GroupRecord {}
}
