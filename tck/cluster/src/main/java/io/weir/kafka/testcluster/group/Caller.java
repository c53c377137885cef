package io.weir.kafka.testcluster.group;

import org.jspecify.annotations.Nullable;

/**
 * Who speaks to a group.
 *
 * @param memberId empty if the group has not given one yet
 * @param instanceId {@code group.instance.id} of a static member (KIP-345), null for a dynamic one
 */
public record Caller(String memberId, @Nullable String instanceId) {

  boolean isUnnamed() {
    return memberId.isEmpty();
  }
}
