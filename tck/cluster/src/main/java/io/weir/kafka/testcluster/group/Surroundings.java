package io.weir.kafka.testcluster.group;

import io.weir.kafka.testcluster.metadata.WatchKey;
import java.util.Set;

/**
 * What the parts of one coordinator share.
 *
 * @param completed collects the answers that were given since someone looked
 */
record Surroundings(
    GroupSettings settings,
    Alarms alarms,
    Journal journal,
    MemberIds ids,
    Set<WatchKey> completed) {

  <A> Pending<A> pending() {
    return new Pending<>(completed);
  }
}
