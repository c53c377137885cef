/**
 * Classic consumer groups: who belongs to one, which generation it is in, what it has committed.
 *
 * <p>What members say to each other through the coordinator (subscriptions, assignments) is held in
 * unpooled buffers, which need no release, are shared, and whose indices nobody moves.
 */
@NullMarked
package io.weir.kafka.testcluster.group;

import org.jspecify.annotations.NullMarked;
