/** What is known of the cluster: an immutable snapshot, and its refresh. */
@NullMarked
package io.weir.kafka.cluster;

import org.jspecify.annotations.NullMarked;
